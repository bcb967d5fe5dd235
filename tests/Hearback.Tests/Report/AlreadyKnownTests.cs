using Hearback.Insight;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

/// <summary>Whoever reports what is known already hears so, and may leave it at one press.</summary>
public sealed class AlreadyKnownTests : IAsyncLifetime
{
    private const string DrugUse = "drug-use-in-the-open";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task One_press_is_a_report_with_a_reference_and_answers_of_its_own()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        var known = await Reach(visitor);
        Assert.Equal("/report/already-known", known.Path);
        Assert.Contains("Drug use at Mayford Estate: other people have told us too.", known.Text, StringComparison.Ordinal);

        var sent = await visitor.Press(known, "Send: it affects me too");

        Assert.Equal("/report/sent", sent.Path);
        Assert.Equal("/track/report", (await visitor.Track(sent.Reference(), sent.Code())).Path);
        var report = await _service.Read(sent.Reference().AsReference());
        var told = report.OpenTold(await _service.KeyOf(report));
        Assert.Equal((IdentityLevel.Anonymous, DrugUse, "mayford-estate"), (report.Identity, report.Category, report.Place));
        Assert.Equal(("It affects me too.", null, null), (told.Story, told.Effect, told.When));
    }

    [Fact]
    public async Task One_press_keeps_the_words_with_which_they_began()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        await _service.HoldDraft(visitor, new() { Category = DrugUse, Where = A.At("mayford-estate"), Said = "needles on stair C" });

        var sent = await visitor.Press(await visitor.Open("/report/already-known"), "Send: it affects me too");

        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal("needles on stair C\n\nIt affects me too.", report.OpenTold(await _service.KeyOf(report)).Story);
    }

    [Fact]
    public async Task Whoever_has_told_more_cannot_send_one_press_instead_of_it()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        var known = await Reach(visitor);
        await visitor.Forge("/report/when", ("Kind", nameof(WhenKind.Today)));

        Assert.Equal("/report/what-happened", (await visitor.Press(known, "Send: it affects me too")).Path);
    }

    [Fact]
    public async Task The_press_again_finds_the_same_report()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        var known = await Reach(visitor);

        var sent = await visitor.Press(known, "Send: it affects me too");
        var again = await visitor.Press(known, "Send: it affects me too");

        Assert.Equal(sent.Reference(), again.Reference());
    }

    [Fact]
    public async Task Whoever_has_more_to_say_goes_on()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        var when = await ReachWhen(visitor);
        Assert.Contains("Other people have told us about this too", when.Text, StringComparison.Ordinal);

        Assert.Equal("/report/what-happened", (await visitor.Press(when, "Continue", ("Kind", nameof(WhenKind.Today)))).Path);
        Assert.Equal("/report/what-happened", (await visitor.Open("/report/already-known")).Path);
        Assert.DoesNotContain("Other people have told us about this too", (await visitor.Open("/report/when")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_plan_does_about_it_is_told_even_when_nobody_reported()
    {
        await _service.Given(APlan.Of(APlan.Action("patrols") with { Text = "Patrol the **stairs**", Themes = ["Drugs"], Places = ["Mayford Estate"] }, APlan.Action("other") with { Places = ["Mayford Estate"] }));

        var visitor = _service.Visitor();
        var known = await Reach(visitor);

        Assert.Equal("/report/already-known", known.Path);
        Assert.Equal("/plan/actions/patrols", (await visitor.Follow(known, "Patrol the stairs")).Path);
        Assert.DoesNotContain("other people have told us", known.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fit new locks", known.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DrugUse, KnownProblems.Fewest - 1)]
    [InlineData("cuckooing", KnownProblems.Enough)]
    public async Task A_few_reports_and_private_kinds_are_told_to_nobody(string category, int reports)
    {
        await _service.Given(APlan.Of(APlan.Action("patrols") with { Themes = category is DrugUse ? ["Housing"] : ["Drugs"], Places = ["Mayford Estate"] }));
        await Told(reports, category);
        var visitor = _service.Visitor();

        var when = await ReachWhen(visitor, category);

        Assert.Equal("/report/when", when.Path);
        Assert.DoesNotContain("Other people have told us", when.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We are working on this", when.Text, StringComparison.Ordinal);
        Assert.Equal("/report/when", (await visitor.Open("/report/already-known")).Path);
    }

    [Fact]
    public async Task Of_a_whole_street_only_the_plan_is_told_and_its_reports_are_counted_at_no_spot()
    {
        await _service.Given(APlan.Of(APlan.Action("patrols") with { Themes = ["Drugs"], Places = ["Eversholt Street"] }));
        for (var number = 0; number < KnownProblems.Enough; number++) { await _service.Given(A.Answers(DrugUse) with { Where = Street }); }

        _service.Time.Advance(TimeSpan.FromDays(14));
        Assert.Null(await About(A.At("mayford-estate", Street.Spot!.Value.Easting, Street.Spot.Value.Northing)));
        for (var number = 0; number < KnownProblems.Enough; number++) { await _service.Given(A.Answers(DrugUse) with { Where = A.At("eversholt-street", Street.Spot.Value.Easting, Street.Spot.Value.Northing) }); }

        _service.Time.Advance(TimeSpan.FromDays(14));
        Assert.True((await About(A.At("mayford-estate", Street.Spot.Value.Easting, Street.Spot.Value.Northing)))!.WasReported);
        var known = await About(Street);
        Assert.Equal((false, 1), (known!.WasReported, known.Actions.Count));
    }

    private static WhereAnswer Street { get; } = A.At("eversholt-street", 529400, 183200) with { PlaceName = "Eversholt Street", Whereabouts = Whereabouts.SomewhereOn };

    private Task<Hearback.Web.Pages.Reporting.KnownHere?> About(WhereAnswer where) =>
        _service.With<Hearback.Web.Pages.Reporting.AlreadyKnown, Hearback.Web.Pages.Reporting.KnownHere?>(known => known.AboutAsync(new() { Category = DrugUse, Where = where }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task An_officer_reads_that_nothing_more_was_asked()
    {
        await Told(KnownProblems.Enough);
        var visitor = _service.Visitor();
        var sent = await visitor.Press(await Reach(visitor), "Send: it affects me too");
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var opened = await coordinator.Press(await coordinator.Open($"/staff/reports/{sent.Reference()}"), "Open");

        Assert.Contains("It affects me too.", opened.Text, StringComparison.Ordinal);
        Assert.Contains("They were not asked when it happens", opened.Text, StringComparison.Ordinal);
    }

    private async Task Told(int reports, string category = DrugUse)
    {
        for (var number = 0; number < reports; number++) { await _service.Given(A.Answers(category) with { Where = A.At("mayford-estate") }); }

        _service.Time.Advance(TimeSpan.FromDays(14));
    }

    /// <summary>Tells what and where, and follows the notice that it is known.</summary>
    private static async Task<Page> Reach(Visitor visitor) => await visitor.Follow(await ReachWhen(visitor), "See what is being done, or tell us at one press that it affects you too");

    private static async Task<Page> ReachWhen(Visitor visitor, string category = DrugUse)
    {
        var page = await visitor.Press(await visitor.Open("/report"), "Start now");
        page = await visitor.Press(page, "Continue", ("Category", category));
        page = await visitor.Press(page, "Find", ("Typed", "Mayford Estate"));
        return await visitor.Press(page, "Continue", ("Match", "mayford-estate"));
    }
}
