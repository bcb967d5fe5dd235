using Hearback.Insight;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Insight;

/// <summary>Everybody reads how often promises to reporters were kept; members read it with the reports behind each number.</summary>
public sealed class PerformanceTests : IAsyncLifetime
{
    private const string Ours = "community-safety";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_month_counts_what_was_kept_missed_closed_opened_again_and_answered()
    {
        var kept = await Many(6);
        var late = await Many(5);
        foreach (var reference in kept) { await Reply(reference, "2026-06-05"); }

        foreach (var reference in late) { await Reply(reference, "2026-06-10"); }

        foreach (var reference in kept)
        {
            await On("2026-06-15", reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Mended", A.Officer(), desk));
            await On("2026-06-16", reference, (report, desk) => report.SayIfSorted(Sorted.Yes, 5, null, desk));
        }

        await On("2026-06-17", kept[0], (report, desk) => report.SayIfSorted(Sorted.No, 2, null, desk));
        await Many(1);

        var all = Assert.Single(await Figures("2026-07-01"), month => month.Month == new DateOnly(2026, 6, 1)).Figures;
        Assert.Equal(12, all.Taken);
        Assert.Equal(new Share(6, 12), all.FirstReplies);
        Assert.Equal((4, 7), (all.ToFirstReply.Median, all.ToFirstReply.NineInTen));
        Assert.Equal(new Share(6, 12), all.Updates);
        Assert.Equal((6, 10, 1), (all.Closed, all.ToClosing.Median, all.Reopened));
        Assert.Equal((new Share(5, 6), new Share(5, 6)), (all.Sorted, all.Informed));
    }

    [Fact]
    public async Task A_month_stays_as_it_is_when_a_report_is_forgotten()
    {
        var references = await Many(3);
        await Reply(references[0], "2026-06-05");
        await Reply(references[1], "2026-06-10");
        foreach (var reference in references)
        {
            await On("2026-06-15", reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Mended", A.Officer(), desk));
            await On("2026-06-16", reference, (report, desk) => report.SayIfSorted(Sorted.Yes, 5, null, desk));
        }

        var before = Assert.Single(await Figures("2026-07-01")).Figures;
        foreach (var reference in references) { await _service.With<ForgetReports>(async forget => await forget.AskAsync((await _service.Read(reference)).Id)); }

        Assert.Equal(3, await _service.ForgetOnTime());

        var after = Assert.Single(await Figures("2026-07-01")).Figures;
        Assert.Equal((before.Taken, before.FirstReplies, before.Updates, before.Closed, before.Sorted, before.Informed), (after.Taken, after.FirstReplies, after.Updates, after.Closed, after.Sorted, after.Informed));
        Assert.Equal((before.ToFirstReply.Median, before.ToClosing.NineInTen, 3), (after.ToFirstReply.Median, after.ToClosing.NineInTen, after.Taken));
        var behind = await _service.With<ReportsBehind, ReportsCounted>(async counted => await counted.ReadAsync(Figure.Taken, Ours, new(2026, 6, 1), await _service.Given(A.Member("coordinator")), new(2026, 7, 1), TestContext.Current.CancellationToken));
        Assert.Equal((0, 3), (behind.Reports.Count, behind.Forgotten));
    }

    [Fact]
    public async Task A_missed_date_counts_for_the_team_that_missed_it_before_and_after_somebody_answers()
    {
        var reference = await _service.Given(A.Answers());
        await On("2026-06-10", reference, (report, desk) => report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", A.Officer(), desk));

        Assert.Equal([(Ours, new Share(0, 1))], (await Figures("2026-06-11")).Where(one => one.Figures.FirstReplies.Of > 0).Select(one => (one.Team, one.Figures.FirstReplies)));
        await On("2026-06-12", reference, (report, desk) => report.Reply("We are on it", A.Officer("housing"), desk));
        Assert.Equal([(Ours, new Share(0, 1))], (await Figures("2026-06-15")).Where(one => one.Figures.FirstReplies.Of > 0).Select(one => (one.Team, one.Figures.FirstReplies)));
        Assert.Equal([Ours], (await Figures("2026-06-15")).Where(one => one.Figures.Taken > 0).Select(one => one.Team));
    }

    [Fact]
    public async Task Everybody_reads_a_month_when_it_is_over_and_small_numbers_never()
    {
        foreach (var reference in await Many(12)) { await Reply(reference, "2026-06-05"); }

        foreach (var reference in await Many(3, "begging")) { await On("2026-06-05", reference, (report, desk) => report.Reply("We are on it", A.Officer("routes-off-the-street"), desk)); }

        using var visitor = _service.Visitor();
        Assert.Contains("No month is over yet", (await visitor.Open("/performance")).Text, StringComparison.Ordinal);

        Until("2026-07-01");
        await Many(2);
        var page = await visitor.Open("/performance?month=2026-06");
        var row = page.Document.QuerySelectorAll(".hb-figures tbody tr")[0];
        Assert.Equal(["12", "12 of 12", "4"], row.QuerySelectorAll("td").Take(3).Select(cell => string.Join(' ', cell.FirstChild!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("1 to 4", page.Document.QuerySelectorAll(".hb-figures tbody tr")[1].QuerySelector("td")!.TextContent.Trim());
        Assert.Equal("13 or more", page.Document.QuerySelector(".hb-figures__all td")!.TextContent.Trim());
        Assert.Contains("Jun 2026: first replies 100%", page.Document.QuerySelector("svg desc")!.TextContent, StringComparison.Ordinal);

        using var program = new HttpClient(_service.Handler()) { BaseAddress = new("https://localhost/") };
        var csv = await program.GetStringAsync(new Uri("/performance.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("2026-06,community-safety,", csv, StringComparison.Ordinal);
        Assert.Contains("\"as_of\": \"2026-07-01\"", await program.GetStringAsync(new Uri("/performance.json", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("2026-07,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_beyond_its_day_is_told_as_it_stood_this_morning()
    {
        var late = await Many(6);
        Until("2026-06-09");
        await On("2026-06-09", late[0], (report, desk) => report.Reply("We are sorry", A.Officer(), desk));

        Assert.Equal(6, (await _service.With<ReadFigures, IReadOnlyDictionary<string, int>>(figures => figures.OverdueThisMorningAsync(new(2026, 6, 9), TestContext.Current.CancellationToken)))[Ours]);
        Assert.Equal(5, (await _service.With<ReadFigures, IReadOnlyDictionary<string, int>>(figures => figures.OverdueThisMorningAsync(new(2026, 6, 10), TestContext.Current.CancellationToken)))[Ours]);
    }

    [Fact]
    public async Task Officers_and_leads_see_their_own_teams_and_the_reports_behind_each_number()
    {
        var late = await _service.Given(A.Answers());
        var passed = await _service.Given(A.Answers());
        await On("2026-06-10", passed, (report, desk) => report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", A.Officer(), desk));
        using var lead = await _service.SignedIn(await _service.Given(A.Member("teamlead", Ours)));
        using var other = await _service.SignedIn(await _service.Given(A.Member("officer", "safer-neighbourhood-team")));

        var page = await lead.Open("/staff/performance");
        Assert.Equal("0 of 2", page.Document.QuerySelector("td[data-label='First reply on time']")!.TextContent.Trim());
        var address = page.Document.QuerySelector("td[data-label='First reply missed'] a")!.GetAttribute("href")!;
        var behind = await lead.Open(address);
        Assert.Contains(late.Value, behind.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(passed.Value, behind.Text, StringComparison.Ordinal);
        Assert.Contains("1 more is with a team that is not yours now.", behind.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.Open(address)).Status);
        Assert.Contains("Nothing happened in this month", (await other.Open("/staff/performance")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_number_of_the_members_leads_to_as_many_reports()
    {
        foreach (var reference in await Many(2)) { await Reply(reference, "2026-06-05"); }

        await Many(1);
        var coordinator = await _service.Given(A.Member("coordinator"));
        Until("2026-06-12");
        var month = Assert.Single(await Figures("2026-06-12")).Figures;
        foreach (var (figure, count) in new[] { (Figure.Taken, month.Taken), (Figure.FirstReplyKept, month.FirstReplies.Good), (Figure.FirstReplyMissed, month.FirstReplies.Bad), (Figure.Closed, month.Closed) })
        {
            var counted = await _service.With<ReportsBehind, ReportsCounted>(behind => behind.ReadAsync(figure, Ours, new(2026, 6, 1), coordinator, new(2026, 6, 12), TestContext.Current.CancellationToken));
            Assert.Equal((figure, count), (figure, counted.Reports.Count));
        }
    }

    private async Task<List<Reference>> Many(int count, string category = "something-else")
    {
        var many = new List<Reference>();
        for (; count > 0; count--) { many.Add(await _service.Given(A.Answers(category))); }

        return many;
    }

    private Task Reply(Reference reference, string day) => On(day, reference, (report, desk) => report.Reply("We are on it", A.Officer(), desk));

    private Task On(string day, Reference reference, Action<Report, Desk> act)
    {
        Until(day);
        return _service.Work(reference, act);
    }

    private void Until(string day) => _service.Time.AdjustTime(new(DateOnly.Parse(day, null), new TimeOnly(9, 0), TimeSpan.Zero));

    private Task<IReadOnlyList<TeamMonth>> Figures(string today) => _service.With<ReadFigures, IReadOnlyList<TeamMonth>>(figures => figures.FromAsync(new(2026, 6, 1), DateOnly.Parse(today, null), TestContext.Current.CancellationToken));
}
