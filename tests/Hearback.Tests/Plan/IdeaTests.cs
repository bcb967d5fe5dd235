using System.Net;
using System.Text;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>An idea, from the person who has it to the coordinator who replies, and back.</summary>
public sealed class IdeaTests : IAsyncLifetime
{
    private const string Email = "neighbour@mail.example";
    private const string Coordinator = "coordinator@camden.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(APlan.Of(APlan.Action()));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Somebody_tells_an_idea_without_an_account_and_reads_the_reply_with_reference_and_code()
    {
        var (reference, code) = await Tell("Plant hedges <b>now</b> 🌳");
        Assert.Equal("Waiting for a reply", (await Track(reference, code)).Heading);
        using var coordinator = await Member("coordinator");

        var page = await coordinator.Open("/staff/plan/ideas");
        Assert.DoesNotContain("hedges", page.Html, StringComparison.Ordinal);
        page = await coordinator.Press(await coordinator.Follow(page, reference), "Read the idea");
        Assert.Contains("Plant hedges <b>now</b> 🌳", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>now</b>", page.Html, StringComparison.Ordinal);
        page = await coordinator.Press(page, "Preview", ("Decision", "TakenUp"), ("Reply", "In spring, with you"));
        Assert.Equal(IdeaState.New, (await One()).State);
        page = await coordinator.Press(page, "Send the reply");
        Assert.Contains("The person who had the idea can read it now", page.Text, StringComparison.Ordinal);

        var read = await Track(reference, code);
        Assert.Equal("We will do it", read.Heading);
        Assert.Contains("In spring, with you", read.Text, StringComparison.Ordinal);
        // Read, seen again beside the preview, and once more as it is sent.
        Assert.Equal([AuditedAct.OpenedIdea, AuditedAct.OpenedIdea, AuditedAct.OpenedIdea, AuditedAct.RepliedToIdea], await Audited());
        Assert.Equal(APlan.Today, (await One()).On);
    }

    [Fact]
    public async Task The_reply_goes_by_email_to_whoever_left_an_address_and_nobody_is_shown_it()
    {
        var (reference, _) = await Tell("Plant hedges", Email);
        using var coordinator = await Member("coordinator");
        var address = $"/staff/plan/ideas/{(await One()).Id}";
        var page = await coordinator.Press(await coordinator.Open(address), "Read the idea");
        Assert.DoesNotContain(Email, page.Html, StringComparison.OrdinalIgnoreCase);

        await coordinator.Press(await coordinator.Press(page, "Preview", ("Decision", "NotNow"), ("Reply", "The ground is sealed")), "Send the reply");
        await _service.SendNotices();

        var letter = Assert.Single(_service.Letters.To(Email));
        Assert.Equal("A reply to your idea", letter.Subject);
        Assert.Contains($"idea {reference}:\n\nThe ground is sealed", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coordinators_are_told_once_while_ideas_wait_and_not_what_they_say()
    {
        await _service.Given(A.Coordinator(Coordinator));
        await Tell("Plant hedges");
        await Tell("Paint the stairs");
        Assert.Equal(0, await _service.SendNotices());

        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To(Coordinator));
        Assert.Equal(("An idea has come in", "/staff/plan/ideas"), (letter.Subject, letter.Path));
        Assert.DoesNotContain("hedges", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_pressed_twice_makes_one_idea_and_shows_the_same_code()
    {
        using var visitor = _service.Visitor();
        var form = await visitor.Open("/plan/ideas");

        var one = await visitor.Send(form, ("Text", "Plant hedges"));
        var again = await visitor.Send(form, ("Text", "Plant hedges"));

        Assert.Equal(Shown(one), Shown(again));
        await One();
        Assert.Equal(1, await _service.With<VaultDb, int>(db => db.Keys.CountAsync()));
    }

    [Fact]
    public async Task What_is_wrong_comes_back_with_all_that_was_typed()
    {
        using var visitor = _service.Visitor();
        var typed = new string('x', 2001);

        var page = await visitor.Send(await visitor.Open("/plan/ideas"), ("Text", typed), ("Concern", "doors"), ("Email", "no address"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["Your idea must be 2,000 characters or fewer", "Enter an email address in the right form, like name@example.com"], page.Refusals().Select(refusal => refusal.Item1));
        Assert.Equal((typed, "no address", "doors"), (page.Answer("Text")!.Trim(), page.Answer("Email"), page.Document.QuerySelector("option[selected]")!.GetAttribute("value")));
        Assert.False(await _service.With<HearbackDb, bool>(db => db.Ideas.AnyAsync()));
    }

    [Fact]
    public async Task A_wrong_code_an_unknown_reference_and_the_code_of_a_report_are_answered_alike()
    {
        var (reference, _) = await Tell("Plant hedges");
        var report = A.Answers();
        var reportReference = (await _service.Given(report)).Value;
        var wrong = A.Answers().AccessCode;

        var pages = new[] { await Track(reference, wrong), await Track("HB-000-000", wrong), await Track(reference, report.AccessCode) };

        Assert.All(pages, page => Assert.Equal((HttpStatusCode.BadRequest, "The reference or the access code is not right"), (page.Status, page.ErrorSummary())));
        Assert.Equal("/track/report", (await Track(reportReference, report.AccessCode)).Path);
    }

    [Fact]
    public async Task Whoever_has_an_idea_open_comes_back_to_it_and_can_close_it()
    {
        var (reference, code) = await Tell("Plant hedges");
        using var visitor = _service.Visitor();
        var page = await visitor.Track(reference, code);
        Assert.Equal("/track/idea", (await visitor.Open("/track/report")).Path);

        await visitor.Press(page, "Close this on this device");

        Assert.Equal("/track", (await visitor.Open("/track/idea")).Path);
    }

    [Fact]
    public async Task Nobody_replies_unread_and_the_second_of_two_is_told()
    {
        await Tell("Plant hedges");
        var address = $"/staff/plan/ideas/{(await One()).Id}";
        using var one = await Member("coordinator");
        using var other = await Member("coordinator");

        var unread = await one.Forge(address, ("Version", "0"), ("Decision", "NotNow"), ("Reply", "No"), ("Previewed", "No"));
        Assert.Equal((HttpStatusCode.Conflict, "Read the idea before you reply to it"), (unread.Status, unread.ErrorSummary()));

        var (first, second) = (await Preview(one, address, "Yes"), await Preview(other, address, "No"));
        await one.Press(first, "Send the reply");
        var late = await other.Press(second, "Send the reply");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("No", late.Answer("Reply")!.Trim());
        Assert.Equal(1, (await One()).Version);
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("administrator")]
    public async Task Only_a_coordinator_reads_ideas(string role)
    {
        await Tell("Plant hedges");
        using var member = await Member(role);

        Assert.NotEqual(HttpStatusCode.OK, (await member.Open("/staff/plan/ideas")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await member.Forge($"/staff/plan/ideas/{(await One()).Id}?handler=Read")).Status);
        Assert.Empty(await Audited());
    }

    [Theory]
    [InlineData(IdeaState.New, "Words")]
    [InlineData(IdeaState.TakenUp, " ")]
    [InlineData(IdeaState.TakenUp, null)]
    public void An_idea_is_never_answered_in_silence(IdeaState state, string? words)
    {
        var key = Hearback.Vault.DataKey.New();
        var idea = new Idea(Guid.NewGuid(), new() { Words = "Plant hedges" }, Hearback.Vault.AccessCode.New(), null, key, APlan.Today);

        Assert.Throws<RefusedException>(() => idea.Reply(state, words ?? new string('x', 2001), key, APlan.Today));
        Assert.Equal((IdeaState.New, 0), (idea.State, idea.Open(key).Replies.Count));
    }

    [Fact]
    public async Task The_whole_service_takes_so_many_a_minute_and_says_so()
    {
        await using var small = await Service.StartAsync(adjust: builder => builder.Configuration["Safety:IdeasAMinute"] = "1", beside: _service);
        using var visitor = small.Visitor();
        await visitor.Send(await visitor.Open("/plan/ideas"), ("Text", "One"));

        var page = await visitor.Send(await visitor.Open("/plan/ideas"), ("Text", "Keep me"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Keep me"), (page.Status, page.Answer("Text")!.Trim()));
    }

    [Fact]
    public async Task Nothing_of_an_idea_stands_in_clear()
    {
        await Tell("markidea", "markmail@mail.example");
        await _service.With<HearbackDb>(async db =>
        {
            var idea = await db.Ideas.SingleAsync();
            await _service.With<Ideas>(ideas => ideas.ReplyAsync(idea, IdeaState.NotNow, "markreply"));
            await db.SaveChangesAsync();
        });

        var stored = new StringBuilder(_service.Log.Text);
        foreach (var bytes in await _service.With<HearbackDb, List<byte[]>>(async db => [(await db.Ideas.SingleAsync()).Content.Bytes, .. (await db.Notices.ToListAsync()).Select(notice => notice.Content.Bytes)])) { stored.Append(Encoding.UTF8.GetString(bytes)); }

        Assert.All(["markidea", "markmail", "markreply"], mark => Assert.DoesNotContain(mark, stored.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private async Task<(string Reference, string Code)> Tell(string words, string email = "")
    {
        using var visitor = _service.Visitor();
        var page = await visitor.Send(await visitor.Open("/plan/ideas"), ("Text", words), ("Concern", "doors"), ("Email", email));
        Assert.Equal("We have your idea", page.Heading);
        return Shown(page);
    }

    private static (string Reference, string Code) Shown(Page page) => (page.Document.QuerySelector("#reference")!.TextContent, page.Document.QuerySelector("#code")!.TextContent);

    private Task<Page> Track(string reference, string code) => _service.Visitor().Track(reference, code);

    private static async Task<Page> Preview(Visitor member, string address, string reply) =>
        await member.Press(await member.Press(await member.Open(address), "Read the idea"), "Preview", ("Decision", "NotNow"), ("Reply", reply));

    private async Task<Visitor> Member(string role) => await _service.SignedIn(await _service.Given(A.Member(role)));

    private Task<Idea> One() => _service.With<HearbackDb, Idea>(db => db.Ideas.AsNoTracking().SingleAsync());

    private Task<List<AuditedAct>> Audited() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
