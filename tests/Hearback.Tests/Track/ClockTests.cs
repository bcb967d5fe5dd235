using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Track;

/// <summary>The reporter and the team read the same of the clock: that it stands still and until when, and why a date has changed.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Visitor _reporter = null!;
    private Visitor _officer = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
        _reporter = _service.Visitor();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Both_read_that_the_clock_is_paused_and_an_answer_lets_it_go_on()
    {
        var reference = await _service.Given(_answers);
        await _service.Work(reference, (report, desk) => report.Ask("Which door?", A.Officer(), desk));

        var theirs = await _reporter.Track(reference.Value, _answers.AccessCode);
        Assert.Contains("Paused while we wait for your answer, until Monday 15\u00A0June at most.", theirs.Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("while you wait for the reporter, until Monday 15\u00A0June at most.", (await _officer.Open($"/staff/reports/{reference}")).Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Paused", (await _officer.Open("/staff/reports")).Document.QuerySelector(".hb-due")!.TextContent, StringComparison.Ordinal);

        theirs = await _reporter.Press(theirs, "Send", ("Message", "The left one"));
        Assert.DoesNotContain("Paused", theirs.Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("New date: Monday 15\u00A0June. It was Monday 29\u00A0June at most while we waited. It comes sooner because you answered", Plain(theirs, "#last"), StringComparison.Ordinal);
        Assert.Contains("Became Mon\u00A015\u00A0Jun, because the reporter answered", (await _officer.Open($"/staff/reports/{reference}")).Document.QuerySelector("#dates")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_working_days_it_runs_again_whether_or_not_they_answer()
    {
        var reference = await _service.Given(_answers);
        await _service.Work(reference, (report, desk) => report.Ask("Which door?", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(15));

        var theirs = await _reporter.Track(reference.Value, _answers.AccessCode);
        Assert.DoesNotContain("Paused", theirs.Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Monday 29\u00A0June", theirs.Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_comes_nearer_says_what_it_was_and_why()
    {
        var reference = await _service.Given(_answers);
        await _service.Work(reference, (report, desk) => report.ChangeTier(Tier.High, "A child lives there", A.Officer(), desk));

        var theirs = await _reporter.Track(reference.Value, _answers.AccessCode);
        Assert.Contains("New date: Tuesday 2\u00A0June. It was Monday 8\u00A0June. It comes sooner because we now treat your report as more urgent", Plain(theirs, "#last"), StringComparison.Ordinal);
        Assert.DoesNotContain("child", theirs.Text, StringComparison.Ordinal);
        Assert.Contains("Became Tue\u00A02\u00A0Jun, because it is more urgent", (await _officer.Open($"/staff/reports/{reference}")).Document.QuerySelector("#dates")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_passed_on_reads_that_their_date_stays()
    {
        var reference = await _service.Given(_answers);
        await _service.Work(reference, (report, desk) => report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", A.Officer(), desk));

        var theirs = await _reporter.Track(reference.Value, _answers.AccessCode);
        Assert.Contains("the day by which you hear stays", theirs.Text, StringComparison.Ordinal);
        Assert.Contains("Monday 8\u00A0June", theirs.Document.QuerySelector(".hb-clock")!.TextContent, StringComparison.Ordinal);
    }

    private static string Plain(Page page, string element) => string.Join(' ', page.Document.QuerySelector(element)!.TextContent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
