using Hearback.Insight;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Insight;

public sealed class KnownProblemsTests : IAsyncLifetime
{
    private static readonly Spot Here = new(529348, 183230);
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_few_reports_never_make_a_problem_known_and_many_always_do()
    {
        await Told(KnownProblems.Fewest - 1, Here);
        Later(14);
        Assert.False(await IsKnown());

        await Told(KnownProblems.Enough - KnownProblems.Fewest + 1, Here);
        Later(14);
        Assert.True(await IsKnown());
    }

    [Fact]
    public async Task How_many_it_takes_differs_from_cell_to_cell()
    {
        var spots = Enumerable.Range(0, 24).Select(number => new Spot(529_050 + (number * 400), 183_050)).ToList();
        foreach (var spot in spots) { await Told(KnownProblems.Fewest, spot); }

        Later(14);

        var known = new List<bool>();
        foreach (var spot in spots) { known.Add(await IsKnown(at: spot)); }

        Assert.Contains(true, known);
        Assert.Contains(false, known);
    }

    [Fact]
    public async Task The_cells_round_it_count_and_those_beyond_do_not()
    {
        await Told(KnownProblems.Enough, Here with { Easting = Here.Easting + 100, Northing = Here.Northing - 100 });
        Later(14);
        Assert.True(await IsKnown());
        Assert.False(await IsKnown(at: Here with { Easting = Here.Easting - 100 }));
    }

    [Fact]
    public async Task Other_kinds_and_old_reports_do_not_count()
    {
        await Told(KnownProblems.Enough, Here, "drug-dealing");
        Later(14);
        Assert.False(await IsKnown());

        await Told(KnownProblems.Enough, Here);
        Later(14);
        Assert.True(await IsKnown());

        // Still within six weeks of the beginning of last week, and no longer.
        Later(41);
        Assert.True(await IsKnown());
        Later(1);
        Assert.False(await IsKnown());
    }

    [Fact]
    public async Task The_answer_turns_when_a_week_has_gone_by_and_not_because_somebody_has_just_reported()
    {
        // A Monday.
        await Told(KnownProblems.Enough, Here);
        Later(13);
        Assert.False(await IsKnown());

        Later(1);
        Assert.True(await IsKnown());
    }

    [Fact]
    public async Task Closed_reports_do_not_count()
    {
        foreach (var reference in await Told(KnownProblems.Enough, Here)) { await _service.Work(reference, (report, desk) => report.Close(CloseReason.CauseFixed, "It is mended", A.Officer(report.Team), desk)); }

        Later(14);
        Assert.False(await IsKnown());
    }

    [Fact]
    public async Task What_is_marked_private_is_never_known()
    {
        await Told(KnownProblems.Enough, Here, "cuckooing");
        Later(14);

        Assert.False(await IsKnown("cuckooing"));
    }

    private void Later(int days) => _service.Time.Advance(TimeSpan.FromDays(days));

    private Task<bool> IsKnown(string category = "drug-use-in-the-open", Spot? at = null) =>
        _service.With<KnownProblems, bool>(problems => problems.IsKnownAsync(A.Pack.Category(category)!, at ?? Here, TestContext.Current.CancellationToken));

    private async Task<List<Hearback.Vault.Reference>> Told(int reports, Spot at, string category = "drug-use-in-the-open")
    {
        var references = new List<Hearback.Vault.Reference>();
        for (var number = 0; number < reports; number++) { references.Add(await _service.Given(A.Answers(category) with { Where = A.At("mayford-estate", at.Easting, at.Northing) })); }

        return references;
    }
}
