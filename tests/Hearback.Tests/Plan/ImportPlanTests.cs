using System.Net;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

public sealed class ImportPlanTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_dry_run_tells_row_by_row_what_would_be_made_and_makes_nothing()
    {
        var told = await Import(dryRun: true);

        Assert.True(told.Changes);
        Assert.Equal([(2, ImportedKind.Concern), (2, ImportedKind.Doing), (2, ImportedKind.Doing), (2, ImportedKind.Ask), (3, ImportedKind.Doing), (3, ImportedKind.Update), (3, ImportedKind.Ask), (2, ImportedKind.Update)], told.Things.Select(thing => (thing.Row!.Value, thing.Kind)));
        Assert.All(told.Things, thing => Assert.True(thing.IsNew));
        Assert.NotEmpty(told.Doubts);
        Assert.Null(await Draft());
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_says_so()
    {
        Assert.True((await Import()).Changes);
        var first = await Draft();
        _service.Later(TimeSpan.FromDays(40));

        var again = await Import();

        Assert.False(again.Changes);
        Assert.All(again.Things, thing => Assert.False(thing.IsNew));
        Assert.False((await Import(dryRun: true)).Changes);
        Assert.Equal(first!.Version, (await Draft())!.Version);
    }

    [Fact]
    public async Task What_somebody_changed_in_the_draft_stays_and_what_is_new_is_added()
    {
        await Import();
        await _service.With<HearbackDb>(async db =>
        {
            var draft = await db.PlanDraft.SingleAsync();
            var action = draft.Plan.Actions.First();
            draft.ChangeAction(action.Id, Hearback.Plan.Draft.Seen(action with { Updates = [] }), one => one with { Text = "We mend lamps at night" });
            await db.SaveChangesAsync();
        });

        var told = await Import([.. PlanTables.Lights, ["", "We cut back trees", "", "Housing", "", ""], ["You want benches", "We look for places", "", "Planning", "", ""]]);

        Assert.Equal(["We cut back trees", "You want benches", "We look for places"], told.Things.Where(thing => thing.IsNew).Select(thing => thing.Words));
        var plan = (await Draft())!.Plan;
        Assert.Equal(["You want more light", "You want benches"], plan.Concerns.Select(concern => concern.Asked));
        Assert.Equal(("We mend lamps at night", "We cut back trees"), (plan.Concerns[0].Actions[0].Text, plan.Concerns[0].Actions[^1].Text));
        Assert.Equal(new DateOnly(2026, 6, 29), plan.Concerns[1].Actions[0].NoDate!.ReviewOn);
    }

    [Fact]
    public async Task A_file_with_one_wrong_row_leaves_the_draft_as_it_was()
    {
        await Import();
        var before = await Draft();

        await Assert.ThrowsAsync<UnreadablePlanException>(() => Import([.. PlanTables.Lights, ["You want benches", "We look for places", "", "Planning", "", ""], ["Wrong", "", "", "Housing", "", ""]]));

        Assert.Equal((before!.Version, Seen(before)), ((await Draft())!.Version, Seen((await Draft())!)));
    }

    [Fact]
    public async Task What_was_taken_out_of_the_draft_stays_out_until_it_is_wanted_again()
    {
        await Import();
        var lamps = (await Draft())!.Plan.Actions.First();
        await _service.With<HearbackDb>(async db =>
        {
            (await db.PlanDraft.SingleAsync()).RemoveAction(lamps.Id, Hearback.Plan.Draft.Seen(lamps with { Updates = [] }));
            await db.SaveChangesAsync();
        });

        var told = await Import();
        Assert.False(told.Changes);
        Assert.Equal(["We mend lamps"], told.Things.Where(thing => thing.WasTakenOut).Select(thing => thing.Words));
        Assert.Null((await Draft())!.Plan.Action(lamps.Id));

        Assert.True((await Import(again: true)).Changes);
        Assert.NotNull((await Draft())!.Plan.Action(lamps.Id));
        Assert.Empty((await Draft())!.TakenOut);
    }

    [Fact]
    public async Task An_update_that_was_taken_out_of_the_draft_stays_out_too()
    {
        await Import();
        var (about, update) = (await Draft())!.Plan.Actions.SelectMany(action => action.Updates.Select(update => (action.Id, update))).First();
        await _service.With<HearbackDb>(async db =>
        {
            (await db.PlanDraft.SingleAsync()).RemoveUpdate(about, update.Id, Hearback.Plan.Draft.Seen(update));
            await db.SaveChangesAsync();
        });

        var told = await Import();

        Assert.False(told.Changes);
        Assert.Equal([update.Text], told.Things.Where(thing => thing.WasTakenOut).Select(thing => thing.Words));
    }

    [Fact]
    public async Task A_doubt_is_decided_before_the_plan_is_taken_in()
    {
        string[][] rows = [["You asked", "We are doing/ What you can do", "Lead", "Target date", "Progress"], ["You want more light", "We encourage residents to report dark corners\nWe have completed the hedges", "Housing", "30 June 2026", ""]];
        var told = await Import(rows, dryRun: true);
        var (ask, hedges) = (told.Things.Single(thing => thing.Kind is ImportedKind.Ask), told.Things.Single(thing => thing.Kind is ImportedKind.Doing));
        Assert.Equal([(ask.Id, DoubtAbout.Kind), (hedges.Id, DoubtAbout.State)], told.Doubts.Where(doubt => doubt.About is not DoubtAbout.SomethingElse).Select(doubt => (doubt.ItemId, doubt.About)));

        await Import(rows, decided: new(new Dictionary<string, ActionKind> { [ask.Id] = ActionKind.Doing }, new Dictionary<string, ActionState> { [hedges.Id] = ActionState.Done }));

        var plan = (await Draft())!.Plan;
        Assert.Equal((ActionKind.Doing, ActionState.Done), (plan.Action(ask.Id)!.Kind, plan.Action(hedges.Id)!.State));
        Assert.False((await Import(rows)).Changes);
    }

    [Fact]
    public async Task An_ask_that_is_an_action_after_all_takes_the_lead_and_date_of_what_it_stood_beside()
    {
        string[][] rows = [PlanTables.Six, ["You want more light", "We mend lamps", "We walk the yard", "Housing", "30 June 2026", ""]];
        var ask = (await Import(rows, dryRun: true)).Things.Single(thing => thing.Kind is ImportedKind.Ask);

        await Import(rows, decided: new(new Dictionary<string, ActionKind> { [ask.Id] = ActionKind.Doing }, new Dictionary<string, ActionState>()));

        var action = (await Draft())!.Plan.Action(ask.Id)!;
        Assert.Equal((null, "Housing", new DateOnly(2026, 6, 30)), (action.GoesWith, action.Leads.Single().Name, action.TargetDate));
        Assert.DoesNotContain(PublicationCheck.MissingIn((await Draft())!.Plan), missing => missing.ActionId is not null);
    }

    [Fact]
    public async Task A_coordinator_looks_decides_and_takes_it_in_with_the_file_chosen_once()
    {
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        string[][] rows = [["You asked", "We are doing/ What you can do", "Lead", "Target date", "Progress"], ["You want more light", "We encourage residents to report dark corners", "Housing", "30 June 2026", ""]];

        var page = await coordinator.Upload(await coordinator.Open("/staff/plan/import"), "Document", "plan.html", PlanTables.Html(rows));
        Assert.Contains("This would be made 1 concern, 1 ask", page.Text, StringComparison.Ordinal);
        Assert.Null(await Draft());
        var radio = page.Document.QuerySelector("input[name^=Kinds]")!.GetAttribute("name")!;
        page = await coordinator.Press(page, "Take it into the draft", (radio, "Doing"));

        Assert.Contains("It is in the draft now", page.Text, StringComparison.Ordinal);
        Assert.Equal(ActionKind.Doing, Assert.Single((await Draft())!.Plan.Actions).Kind);
    }

    [Fact]
    public async Task A_long_file_is_counted_and_its_many_doubts_are_decided_stretch_by_stretch()
    {
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        string[][] rows = [["You asked", "We are doing/ What you can do", "Lead", "Target date", "Progress"], .. Enumerable.Range(1, 2000).Select(row => (string[])[row is 1 ? "You want more light" : "", $"We encourage residents to tell us of dark corner {row}", "Housing", "30 June 2026", ""])];

        var page = await coordinator.Upload(await coordinator.Open("/staff/plan/import"), "Document", "plan.html", PlanTables.Html(rows));
        Assert.Contains("1 concern, 2,000 asks Decide these 1 to 25 of 2,000.", page.Text, StringComparison.Ordinal);
        page = await coordinator.Press(page, "More points to decide", (Radio(page, 3), "Doing"));
        Assert.Contains("1 concern, 1 action, 1,999 asks Decide these 26 to 50 of 2,000.", page.Text, StringComparison.Ordinal);
        page = await coordinator.Press(page, "More rows", (Radio(page, 0), "Doing"));
        Assert.Contains("Row by row 101 to 200 of 2,001", page.Text, StringComparison.Ordinal);
        Assert.Equal("Doing", page.Answer(Radio(page, 0)));
        page = await coordinator.Press(page, "Show", ("FromRow", "1990"));
        Assert.StartsWith("Row 1990 What you can do We encourage residents to tell us of dark corner 1989 (Housing)", string.Join(' ', page.Document.QuerySelector("ol.hb-list li")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.InRange(page.Html.Length, 1, 200_000);
        page = await coordinator.Press(await coordinator.Press(page, "Earlier points to decide"), "Take it into the draft");

        Assert.Contains("It is in the draft now 1 concern, 2 actions, 1,998 asks", page.Text, StringComparison.Ordinal);
        Assert.Equal(["We encourage residents to tell us of dark corner 4", "We encourage residents to tell us of dark corner 26"], (await Draft())!.Plan.Actions.Where(action => action.Kind is ActionKind.Doing).Select(action => action.Text));

        static string Radio(Page page, int at) => page.Document.QuerySelectorAll("fieldset")[at].QuerySelector("input")!.GetAttribute("name")!;
    }

    [Fact]
    public async Task A_file_far_too_large_is_told_so_on_the_import_page_and_nothing_is_taken_in()
    {
        // A server as in earnest: it has limits of its own, at which it would break off.
        await using var earnest = await Service.StartAsync(beside: _service, adjust: builder => builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0"));
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        using var browser = new HttpClient { BaseAddress = new(earnest.App.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Cookie", string.Join("; ", coordinator.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[50 * 1024 * 1024]), "Document", "plan.csv" } };

        var page = await Page.Of(await browser.PostAsync(new Uri("/staff/plan/import", UriKind.Relative), form, TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.BadRequest, "Import a plan"), (page.Status, page.Heading));
        Assert.Equal(("The file must be smaller than 20 MB. Nothing of it was read", "Document"), Assert.Single(page.Refusals()));
        Assert.Null(await Draft());
    }

    [Theory]
    [InlineData("")]
    [InlineData("bm90IG91cnM=")]
    [InlineData("not even that")]
    public async Task What_we_did_not_read_is_not_taken_in(string read)
    {
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await coordinator.Forge("/staff/plan/import?handler=Take", ("Read", read));

        Assert.Equal("Choose the file of the plan", page.ErrorSummary());
        Assert.Null(await Draft());
    }

    [Theory]
    [InlineData("?handler=Look&decide=-5&lookAt=7000&things=9000")]
    [InlineData("?handler=Look")]
    public async Task A_stretch_that_there_is_not_is_one_that_there_is(string query)
    {
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var page = await coordinator.Upload(await coordinator.Open("/staff/plan/import"), "Document", "plan.html", PlanTables.Html(PlanTables.Lights));

        page = await coordinator.Forge($"/staff/plan/import{query}", ("Read", page.Answer("Read")!));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotEmpty(page.Document.QuerySelectorAll("ol.hb-list li"));
    }

    [Fact]
    public async Task Our_own_table_tells_the_row_of_each_thing()
    {
        var file = Plans.Written(PlanCsv.Write, Plans.Example with { Concerns = [.. Plans.Example.Concerns.Skip(1)] });

        var told = await _service.With<ImportPlan, PlanImport>(async import => await import.TryAsync(await import.ReadAsync("plan.csv", file, progress: null, TestContext.Current.CancellationToken), again: false, TestContext.Current.CancellationToken));

        Assert.Equal([("lamps001", 4), ("lamps002", 4)], told.Things.Select(thing => (thing.Id, thing.Row!.Value)));
    }

    private static string Seen(Draft draft) => Hearback.Plan.Draft.Seen(draft.Plan);

    private Task<PlanImport> Import(string[][]? rows = null, bool dryRun = false, bool again = false, Decisions? decided = null) => _service.With<ImportPlan, PlanImport>(async import =>
    {
        var read = await import.ReadAsync("plan.html", new MemoryStream(PlanTables.Html(rows ?? PlanTables.Lights)), progress: null, TestContext.Current.CancellationToken);
        if (decided is not null) { read = read.With(decided); }

        return await (dryRun ? import.TryAsync(read, again, TestContext.Current.CancellationToken) : import.TakeAsync(read, again, TestContext.Current.CancellationToken));
    });

    private Task<Draft?> Draft() => _service.With<HearbackDb, Draft?>(db => db.PlanDraft.AsNoTracking().SingleOrDefaultAsync());
}
