using System.Net;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Staff;

public sealed class QueueTests : IAsyncLifetime
{
    private Service _service = null!;
    private Visitor _officer = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
    }

    public async ValueTask DisposeAsync()
    {
        _officer.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Back_from_a_report_leads_to_the_same_view_and_choices()
    {
        var reference = await _service.Given(A.Answers());
        var queue = await _officer.Open("/staff/reports?view=Nobody&category=something-else&state=New");

        var report = await _officer.Follow(queue, ShortName);
        Assert.StartsWith($"/staff/reports/{reference}", report.Path, StringComparison.Ordinal);
        Assert.Equal(queue.Path, (await _officer.Follow(report, "Back")).Path);

        report = await _officer.Press(report, "Open");
        var reply = await _officer.Follow(report, "Ask a question");
        report = await _officer.Follow(reply, "Back");
        Assert.Equal(queue.Path, (await _officer.Follow(report, "Back")).Path);
    }

    [Fact]
    public async Task Back_leads_to_the_same_view_after_an_act_that_was_previewed()
    {
        await _service.Given(A.Answers());
        var queue = await _officer.Open("/staff/reports?view=TheyWrote&category=something-else");
        var report = await _officer.Follow(queue, ShortName);

        report = await _officer.Press(await _officer.Press(report, "Preview", ("Words", "We come tonight")), "Send to the reporter");

        Assert.Contains("Sent. The reporter can read it now", report.Text, StringComparison.Ordinal);
        Assert.Equal(queue.Path, (await _officer.Follow(report, "Back")).Path);
    }

    [Fact]
    public async Task Whoever_passes_a_report_on_comes_back_to_the_same_view()
    {
        await _service.Given(A.Answers());
        var report = await _officer.Follow(await _officer.Open("/staff/reports?view=Nobody"), ShortName);

        var form = await _officer.Follow(report, "Pass to another team");
        var queue = await _officer.Press(await _officer.Press(form, "Preview", ("Team", "housing"), ("Words", "Housing mends doors")), "Send to the reporter");

        Assert.Equal("/staff/reports?view=Nobody&done=PassedToTeam", queue.Path);
        Assert.Contains("Passed on.", queue.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("?next=https://elsewhere.example&handler=Open")]
    public async Task Back_leads_nowhere_but_to_the_queue(string from)
    {
        var reference = await _service.Given(A.Answers());

        var page = await _officer.Open($"/staff/reports/{reference}?from={Uri.EscapeDataString(from)}");

        Assert.Equal("/staff/reports", page.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        Assert.DoesNotContain("elsewhere", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_and_previous_lead_through_the_pages_and_keep_the_choices()
    {
        for (var number = 0; number < 2 * OpenReports.PageSize + 1; number++) { await _service.Given(A.Answers()); }

        var first = await _officer.Open("/staff/reports?view=Nobody&category=something-else");
        var second = await _officer.Follow(first, "Next 50");
        var third = await _officer.Follow(second, "Next 50");

        Assert.Equal([50, 50, 1], new[] { first, second, third }.Select(page => References(page).Count));
        Assert.Equal(101, References(first).Concat(References(second)).Concat(References(third)).Distinct().Count());
        Assert.DoesNotContain("Previous", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Next 50", third.Text, StringComparison.Ordinal);
        Assert.Equal("Nobody yet", Page.Plain(third.Document.QuerySelector(".hb-queue tbody td:last-child")!));
        var back = await _officer.Follow(third, "Previous 50");
        Assert.Equal(References(second), References(back));
        Assert.Equal(References(first), References(await _officer.Follow(back, "Previous 50")));
        var report = await _officer.Follow(back, ShortName);
        Assert.Equal(References(second), References(await _officer.Follow(report, "Back")));
        Assert.All([first, second, third], page => Assert.Equal("99+ reports with nobody yet fit your choices", page.Heading));
    }

    [Fact]
    public async Task The_heading_counts_what_the_view_and_the_choices_show()
    {
        var (taken, _) = (await _service.Given(A.Answers()), await _service.Given(A.Answers()));
        await _service.Work(taken, (report, desk) => report.StartWork("We have started", A.Officer(), desk));

        async Task<string> Heading(string query) => (await _officer.Open($"/staff/reports{query}")).Heading;

        Assert.Equal("2 open reports", await Heading(""));
        Assert.Equal("1 report with nobody yet", await Heading("?view=Nobody"));
        Assert.Equal("0 reports with you", await Heading("?view=Mine"));
        Assert.Equal("1 report where they wrote last", await Heading("?view=TheyWrote"));
        Assert.Equal("1 open report fits your choices", await Heading("?state=BeingWorkedOn"));
        Assert.Equal("0 open reports fit your choices", await Heading("?category=noise"));
        _service.Later(TimeSpan.FromDays(60));
        using var late = await _service.SignedIn(await _service.Given(A.Member()));
        Assert.Equal("2 overdue reports", (await late.Open("/staff/reports?view=Overdue")).Heading);
        Assert.Equal("2 open reports, 2 overdue", (await late.Open("/staff/reports")).Heading);
    }

    [Theory]
    [InlineData("?view=Nonsense")]
    [InlineData("?view=99")]
    [InlineData("?state=Lost")]
    [InlineData("?tier=Utmost")]
    [InlineData("?done=Nothing")]
    [InlineData("?after=yesterday")]
    [InlineData("?category=nonsense")]
    [InlineData("?category=%00")]
    [InlineData("?place=%00")]
    public async Task What_the_queue_does_not_know_asks_for_nothing(string query)
    {
        await _service.Given(A.Answers());

        var page = await _officer.Open($"/staff/reports{query}");

        Assert.Equal((HttpStatusCode.OK, "", "1 open report"), (page.Status, page.ErrorSummary(), page.Heading));
        Assert.StartsWith("Reports: Due next", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Word_of_an_act_that_there_is_not_says_nothing_on_a_report()
    {
        var page = await _officer.Open($"/staff/reports/{await _service.Given(A.Answers())}?done=Nothing");

        Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.ErrorSummary()));
    }

    private string ShortName => _service.Pack.Category("something-else")!.ShortName;

    private static List<string> References(Page page) => [.. page.Document.QuerySelectorAll(".hb-queue tbody th .hb-nowrap:first-child").Select(Page.Plain)];
}
