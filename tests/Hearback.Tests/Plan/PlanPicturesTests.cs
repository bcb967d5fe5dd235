using System.Net;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>Pictures of updates: clean, described, confirmed by a second member, for everybody once an edition has them, and then for good.</summary>
public sealed class PlanPicturesTests : IAsyncLifetime
{
    private const string Gate = "The new gate, shut";
    private const string Update = "/staff/plan/pictures/news";
    private Service _service = null!;
    private Visitor _coordinator = null!;
    private Visitor _officer = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(APlan.Of(APlan.Action() with { Updates = [APlan.Update()], Leads = [new() { Name = "Community Safety", Team = "community-safety" }] }, APlan.Action("lights")));
        _coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
    }

    public async ValueTask DisposeAsync()
    {
        _coordinator.Dispose();
        _officer.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_coordinator_adds_a_picture_and_everybody_sees_it_once_it_is_published()
    {
        var page = await _coordinator.Press(await _coordinator.Open("/staff/plan/actions/lights/update"), "Save and add pictures", ("Text", "They burn"));
        page = await Add(_coordinator, page, Gate, APicture.OfAPhone(orientation: 6));
        var picture = Assert.Single((await Plan()).Action("lights")!.Updates[0].Pictures);
        Assert.Equal((Gate, 200, 300), (picture.Alt, picture.Width, picture.Height));
        Assert.Equal((picture.SmallAddress, "200", "300"), Shown(page));

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(picture.Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(picture.SmallAddress)).Status);
        Assert.Equal("no-store", Header(await _officer.Open(picture.Address), "Cache-Control"));
        await Publish();

        foreach (var address in (string[])[picture.Address, picture.SmallAddress])
        {
            var served = await _service.Visitor().Open(address);
            Assert.Equal((HttpStatusCode.OK, "image/jpeg", "public, max-age=31536000, immutable"), (served.Status, served.Response.Content.Headers.ContentType!.ToString(), Header(served, "Cache-Control")));
            Assert.Equal("default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", Header(served, "Content-Security-Policy"));
            Assert.Equal("nosniff", Header(served, "X-Content-Type-Options"));
            Assert.False(served.Response.Headers.Contains("Set-Cookie"));
            using var drawn = NetVips.Image.NewFromBuffer(await served.Bytes);
            Assert.Equal((200, 300), (drawn.Width, drawn.Height));
        }

        page = await _service.Visitor().Open("/plan/actions/lights");
        Assert.Equal((picture.SmallAddress, "200", "300"), Shown(page));
        Assert.Equal((Gate, "lazy"), (page.Document.QuerySelector("main img")!.GetAttribute("alt"), page.Document.QuerySelector("main img")!.GetAttribute("loading")));
        foreach (var path in (string[])["/plan", "/plan/editions/2"]) { Assert.Equal(picture.Address, (await _service.Visitor().Open(path)).Document.QuerySelectorAll("main a").Single(link => link.TextContent == Gate).GetAttribute("href")); }
    }

    [Fact]
    public async Task A_large_picture_has_a_small_copy()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg(4000, 3000));

        var picture = Assert.Single((await Plan()).Pictures);
        Assert.Equal((2000, 1500), (picture.Width, picture.Height));
        using var small = NetVips.Image.NewFromBuffer(await (await _coordinator.Open(picture.SmallAddress)).Bytes);
        Assert.Equal((640, 480), (small.Width, small.Height));
    }

    [Fact]
    public async Task Nothing_that_a_phone_wrote_into_it_is_kept()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.OfAPhone());

        var kept = await _service.With<HearbackDb, PlanPicture>(db => db.PlanPictures.SingleAsync());
        Assert.All([kept.Jpeg, kept.Small], jpeg => Assert.True(jpeg.AsSpan().IndexOf("Mark"u8) < 0));
    }

    [Fact]
    public async Task What_is_missing_or_no_picture_is_told_and_nothing_is_kept()
    {
        var page = await _coordinator.Open(Update);

        Assert.Equal(("Say what the picture shows, for people who cannot see it", "Alt"), Assert.Single((await Add(_coordinator, page, " ", APicture.Jpeg())).Refusals()));
        Assert.Equal(("Choose a picture", "Picture"), Assert.Single((await Add(_coordinator, page, Gate, [])).Refusals()));
        Assert.Equal(("‘gate.jpg’: This file is a picture and something else in one. Choose the picture as your phone or camera took it", "Picture"),
            Assert.Single((await Add(_coordinator, page, Gate, [.. APicture.WebP(), .. "Rar!"u8, 0x1A, 7, 0])).Refusals()));
        var long_ = await Add(_coordinator, page, new string('x', UpdatePicture.LongestAlt + 1), APicture.Jpeg());
        Assert.Equal((HttpStatusCode.Conflict, "Say what the picture shows in 250 characters or fewer"), (long_.Status, long_.ErrorSummary()));
        Assert.Equal(0, await Kept());
    }

    [Fact]
    public async Task Its_words_are_changed_it_is_taken_out_and_a_fifth_is_refused()
    {
        var page = await _coordinator.Open(Update);
        foreach (var size in (int[])[8, 9, 10, 11]) { page = await Add(_coordinator, page, $"A gate {size}", APicture.Jpeg(size, 8)); }

        Assert.Contains("These are four", page.Text, StringComparison.Ordinal);
        var fifth = await Add(_coordinator, page, Gate, APicture.Jpeg(12, 8));
        Assert.Equal("An update can have up to four pictures. Take one out first", fifth.ErrorSummary());
        page = await _coordinator.Press(page, "Save these words", ("Alt", "In other words"));
        page = await _coordinator.Press(page, "Take the picture out: A gate 9");
        Assert.Equal(["In other words", "A gate 10", "A gate 11"], (await Plan()).Pictures.Select(picture => picture.Alt));

        var again = await Add(_coordinator, page, Gate, APicture.Jpeg(10, 8));
        Assert.Equal("This picture is there already", again.ErrorSummary());
        page = await _coordinator.Press(page, "Save these words", ("Alt", " "));
        Assert.Equal("Say what the picture shows, for people who cannot see it", page.ErrorSummary());
    }

    [Fact]
    public async Task A_second_member_looks_at_each_picture_before_it_is_published()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        Assert.Contains("A picture in the draft: a second member has to look at it", (await _officer.Open("/staff/plan")).Text, StringComparison.Ordinal);
        var publish = await _coordinator.Press(await _coordinator.Open("/staff/plan/publish"), "I confirm that nobody in it can be recognised, and no door number or number plate can be read");
        Assert.Equal("A second member must look at the pictures and confirm that they may be published", (await _coordinator.Press(publish, "Publish now")).ErrorSummary());

        var page = await _officer.Open("/staff/plan/words");
        Assert.Equal(((await Plan()).Pictures.Single().SmallAddress, "300", "200"), Shown(page));
        await _officer.Press(page, $"I confirm that nobody in it can be recognised, and no door number or number plate can be read: {Gate}");

        // In other words it is the same picture; another picture in the same words is not.
        await _coordinator.Press(await _coordinator.Open(Update), "Save these words", ("Alt", "A gate"));
        Assert.Equal("/plan/editions", (await _coordinator.Press(await _coordinator.Open("/staff/plan/publish"), "Publish now")).Path);
        await _coordinator.Press(await _coordinator.Open(Update), "Take the picture out: A gate");
        await Add(_coordinator, await _coordinator.Open(Update), "A gate", APicture.Jpeg(30, 20));
        Assert.StartsWith("A second member must look", (await _coordinator.Press(await _coordinator.Open("/staff/plan/publish"), "Publish now")).ErrorSummary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_shows_may_name_nobody_either()
    {
        await Add(_coordinator, await _coordinator.Open(Update), "Mrs Field at her door", APicture.Jpeg());

        Assert.Equal([FindingKind.Name, FindingKind.Picture], PublicationCheck.Of(await Draft(), _service.Pack, Guid.Empty).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public async Task An_officer_adds_pictures_to_what_their_team_wrote_until_it_is_signed_off()
    {
        var waits = await _officer.Press(await _officer.Open("/staff/plan/actions/locks/update"), "Send and add pictures", ("Text", "All doors have one"));
        await Add(_officer, waits, Gate, APicture.Jpeg());
        var page = await _coordinator.Open("/staff/plan/sign-off");
        Assert.Equal(((await Draft()).Proposed[0].Update.Pictures[0].SmallAddress, "300", "200"), Shown(page));
        await _coordinator.Press(page, "Take it into the draft");

        Assert.Equal(Gate, (await Plan()).Action("locks")!.Updates[^1].Pictures.Single().Alt);
        Assert.Equal(HttpStatusCode.NotFound, (await Add(_officer, waits, "Late", APicture.Jpeg(9, 9))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _officer.Open(Update)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _coordinator.Open("/staff/plan/pictures/none")).Status);
    }

    [Fact]
    public async Task Before_it_is_published_it_is_for_those_who_work_on_the_plan()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        var address = (await Plan()).Pictures.Single().Address;
        using var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await _officer.Open(address)).Status, (await _coordinator.Open(address)).Status));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await administrator.Open(address)).Status, (await _service.Visitor().Open(address)).Status));
        Assert.All(["/plan/pictures/none.jpg", "/plan/pictures/..%2f.jpg", "/plan/pictures/.jpg", $"/plan/pictures/{new string('0', 32)}.jpg"], none => Assert.Equal(HttpStatusCode.NotFound, _coordinator.Open(none).Result.Status));
    }

    [Theory]
    [InlineData("UPDATE plan_pictures SET \"Small\" = \"Jpeg\"")]
    [InlineData("DELETE FROM plan_pictures")]
    [InlineData("UPDATE plan_edition_pictures SET \"Edition\" = 1")]
    [InlineData("DELETE FROM plan_edition_pictures")]
    public async Task The_database_itself_refuses_to_change_what_an_edition_shows(string statement)
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        await Publish();
        await _coordinator.Press(await _coordinator.Open(Update), $"Take the picture out: {Gate}");
        await Publish();

        // Also where it does not look after what refers to what.
        await Assert.ThrowsAnyAsync<Exception>(() => _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? $"PRAGMA foreign_keys = OFF; {statement}" : statement)));
        Assert.Equal((1, 1), (await Kept(), await _service.With<HearbackDb, int>(db => db.EditionPictures.CountAsync())));
    }

    [Fact]
    public async Task A_picture_is_never_changed_before_it_is_published_either()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());

        await Assert.ThrowsAnyAsync<Exception>(() => _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE plan_pictures SET \"Small\" = \"Jpeg\"")));
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Database.ExecuteSqlRawAsync("DELETE FROM plan_pictures")));
        Assert.Equal("A picture of the draft is gone: take it out of its update, or add it again", (await Assert.ThrowsAsync<RefusedException>(Publish)).Message);
    }

    [Fact]
    public async Task What_was_taken_out_before_any_edition_had_it_is_swept_and_nothing_else()
    {
        var page = await _coordinator.Open(Update);
        foreach (var words in (string[])["Published one", "Planned", "Taken out with its update", "Taken out"]) { page = await Add(_coordinator, page, words, APicture.Jpeg(8 + words.Length, 8)); }

        await TakeOut("Taken out with its update");
        await TakeOut("Planned");
        await TakeOut("Taken out");
        await Publish();
        await Add(_coordinator, await _coordinator.Open(Update), "Planned", APicture.Jpeg(8 + "Planned".Length, 8));
        await _service.With<PublishPlan>(async publish => await publish.PlanAsync((await ConfirmAll()).Version, new(Guid.Empty), _service.Time.GetUtcNow().AddDays(9)));
        await TakeOut("Planned");
        await _coordinator.Press(await _coordinator.Open("/staff/plan/actions/lights/update"), "Save in the draft", ("Text", "They burn"));
        var lights = (await Plan()).Action("lights")!.Updates[0].Id;
        await Add(_coordinator, await _coordinator.Open($"/staff/plan/pictures/{lights}"), "Taken out with its update", APicture.Jpeg(8 + "Taken out with its update".Length, 8));
        await _coordinator.Press(await _coordinator.Open($"/staff/plan/take-out/lights/{lights}"), "Yes, take it out");
        Assert.Equal((4, 0), (await Kept(), await Swept()));

        _service.Later(TimeSpan.FromDays(2));
        Assert.Equal((1, 3), (await Swept(), await Kept()));
        Assert.Equal(0, await Swept());

        async Task TakeOut(string words) => await _coordinator.Press(await _coordinator.Open(Update), $"Take the picture out: {words}");

        async Task<int> Swept() => await ((SweepPictures)_service.App.Services.GetService(typeof(SweepPictures))!).RoundAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_then_it_is_said()
    {
        await _service.With<HearbackDb>(async db =>
        {
            db.PlanPictures.AddRange(Enumerable.Range(0, PlanPictures.MostUnpublished).Select(number => new PlanPicture(new(new(BitConverter.GetBytes(number)), new([1]), 1, 1), APlan.Today)));
            await db.SaveChangesAsync();
        });

        var page = await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());

        Assert.Equal((HttpStatusCode.Conflict, "The plan has no room for more pictures. Take out some that are not published yet, or give the address of a web page instead"), (page.Status, page.ErrorSummary()));
        Assert.Empty((await Plan()).Pictures);
    }

    [Fact]
    public async Task A_picture_that_comes_goes_or_is_said_otherwise_is_told_when_editions_are_compared()
    {
        var page = await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        await Publish();
        Assert.Contains($"New picture: {Gate}", (await _service.Visitor().Open("/plan")).Text, StringComparison.Ordinal);
        await _coordinator.Press(page, "Save these words", ("Alt", "The new gate, open"));
        await Publish();
        await _coordinator.Press(await _coordinator.Open(Update), "Take the picture out: The new gate, open");
        await Publish();
        var small = (await _service.With<HearbackDb, Edition>(db => db.Editions.SingleAsync(edition => edition.Number == 2))).Plan.Pictures.Single().SmallAddress;

        var (came, said, went) = (await _service.Visitor().Open("/plan/compare/1/2"), await _service.Visitor().Open("/plan/compare/2/3"), await _service.Visitor().Open("/plan/compare/3/4"));

        Assert.Contains($"Picture {Gate} New", came.Text, StringComparison.Ordinal);
        Assert.Equal(("shut", "open"), (said.Document.QuerySelector("main del")!.TextContent, said.Document.QuerySelector("main ins")!.TextContent));
        Assert.Contains("Picture The new gate, open Taken out", went.Text, StringComparison.Ordinal);
        Assert.All([came, said, went], compared => Assert.Equal((small, "300", "200"), Shown(compared)));
    }

    public static TheoryData<PlanFormat> Formats() => [.. Enum.GetValues<PlanFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_plan_that_is_taken_in_again_has_its_pictures_and_one_that_is_not_here_is_told(PlanFormat format)
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        await Publish();
        var before = await Plan();
        var file = await (await _service.Visitor().Open($"/plan.{format.FileEnding}")).Bytes;
        await _service.With<HearbackDb>(db => db.PlanDraft.ExecuteDeleteAsync());

        Assert.Empty((await Import(_service)).Doubts);
        Assert.Equal(before.AsText(), (await Plan()).AsText());

        await using var elsewhere = await Service.StartAsync();
        var doubt = Assert.Single((await Import(elsewhere)).Doubts);
        Assert.Equal((Gate, "news", "This picture of an update is not here, so it is left out: add it to the update again"), (doubt.Words, doubt.ItemId, doubt.Chose));
        Assert.Empty((await elsewhere.With<HearbackDb, Draft>(db => db.PlanDraft.SingleAsync())).Plan.Pictures);

        Task<PlanImport> Import(Service service) => service.With<ImportPlan, PlanImport>(async import =>
            await import.TakeAsync(await import.ReadAsync($"plan.{format.FileEnding}", new MemoryStream(file), progress: null, TestContext.Current.CancellationToken), again: false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_picture_of_a_file_that_does_not_say_what_it_shows_keeps_the_plan_from_being_published()
    {
        await Add(_coordinator, await _coordinator.Open(Update), Gate, APicture.Jpeg());
        var id = (await Plan()).Pictures.Single().Id;
        await _service.With<ImportPlan>(async import =>
        {
            var json = $$"""{ "concerns": [{ "id": "lamps", "asked": "Light", "updates": [{ "id": "lit", "text": "Lit", "pictures": [{ "id": "{{id}}", "width": 7 }] }] }] }""";
            var told = await import.TakeAsync(await import.ReadAsync("plan.json", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), progress: null, TestContext.Current.CancellationToken), again: false, TestContext.Current.CancellationToken);
            Assert.Equal("This picture does not say what it shows: say so in the draft before you publish", Assert.Single(told.Doubts).Chose);
        });

        Assert.Equal(300, (await Plan()).Concern("lamps")!.Updates[0].Pictures[0].Width);
        Assert.Equal(new MissingThing(Missing.PictureWords, UpdateId: "lit"), Assert.Single(PublicationCheck.MissingIn(await Plan())));
        var page = await _coordinator.Follow(await _coordinator.Open("/staff/plan/publish"), "Lit");
        Assert.Equal("/staff/plan/pictures/lit", page.Path);
    }

    private static (string? Address, string? Width, string? Height) Shown(Page page)
    {
        var image = Assert.Single(page.Document.QuerySelectorAll("main img"));
        return (image.GetAttribute("src"), image.GetAttribute("width"), image.GetAttribute("height"));
    }

    private static string Header(Page page, string name) => string.Join(", ", page.Response.Headers.GetValues(name));

    /// <summary>Chooses a picture in the form of the page, says what it shows, and adds it.</summary>
    private static async Task<Page> Add(Visitor member, Page page, string alt, byte[] file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Answer(Page.Token)!), Page.Token },
            { new StringContent(alt), "Alt" },
        };
        var part = new ByteArrayContent(file);
        // A browser sends an empty name when none was chosen.
        part.Headers.ContentDisposition = new("form-data") { Name = "Picture", FileName = file.Length > 0 ? "gate.jpg" : "\"\"" };
        form.Add(part);
        return await member.Post(page.Address.AbsolutePath, form);
    }

    private Task<int> Kept() => _service.With<HearbackDb, int>(db => db.PlanPictures.CountAsync());

    private Task<Draft> Draft() => _service.With<HearbackDb, Draft>(db => db.PlanDraft.AsNoTracking().SingleAsync());

    private async Task<ActionPlan> Plan() => (await Draft()).Plan;

    private Task<Draft> ConfirmAll() => _service.With<HearbackDb, Draft>(async db =>
    {
        var draft = await db.PlanDraft.SingleAsync();
        foreach (var finding in PublicationCheck.Of(draft, _service.Pack, Guid.Empty).Findings) { draft.Confirm(finding.Key, Guid.NewGuid()); }

        await db.SaveChangesAsync();
        return draft;
    });

    private async Task Publish()
    {
        var draft = await ConfirmAll();
        await _service.With<PublishPlan>(async publish => await publish.NowAsync(draft.Version, new(Guid.Empty)));
    }
}
