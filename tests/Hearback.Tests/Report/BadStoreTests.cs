using System.Net;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reporting;

/// <summary>A full disk or a lost database never looks like success, and costs nobody what they typed.</summary>
public sealed class BadStoreTests : IAsyncLifetime
{
    private readonly BadStore _store = new();
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(adjust: _store.Into);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_full_disk_says_that_the_report_was_not_sent_and_a_later_Send_works()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();
        _store.IsFull = true;

        var refused = await visitor.Press(check, "Send my report");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.StartsWith("Your report was NOT sent.", refused.ErrorSummary(), StringComparison.Ordinal);
        Assert.Contains(Walk.Story, refused.Text, StringComparison.Ordinal);
        Assert.Equal("/report", (await visitor.Open("/report/sent")).Path);
        Assert.Equal(0, await Reports());

        _store.IsFull = false;
        var sent = await visitor.SendReport(refused);
        Assert.Equal("/track/report", (await visitor.Track(sent.Reference(), sent.Code())).Path);
        Assert.Equal(1, await Reports());
    }

    [Fact]
    public async Task A_report_whose_storing_was_not_heard_of_is_stored_once_and_can_be_read()
    {
        _store.LosesNextAnswer = true;

        var reference = await _service.Given(A.Answers());

        Assert.False(_store.LosesNextAnswer);
        Assert.Equal(1, await Reports());
        var report = await _service.Read(reference);
        Assert.Equal("The door does not shut", report.OpenTold(await _service.KeyOf(report)).Story);
    }

    [Fact]
    public async Task A_full_disk_in_the_middle_keeps_what_was_typed_on_the_page()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Story);
        _store.IsFull = true;

        page = await visitor.Send(page, ("Story", "All that I have just typed"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.StartsWith("Your report was NOT sent.", page.ErrorSummary(), StringComparison.Ordinal);
        Assert.Equal("All that I have just typed", page.Answer("Story"));

        _store.IsFull = false;
        Assert.Equal("/report/effect", (await visitor.Send(page)).Path);
        Assert.Equal("All that I have just typed", (await visitor.Open("/report/what-happened")).Answer("Story"));
    }

    [Theory]
    [InlineData("/report/what-happened")]
    [InlineData("/report/check")]
    [InlineData("/report/sent")]
    public async Task A_lost_database_shows_a_number_that_stands_in_the_log(string path)
    {
        var visitor = _service.Visitor();
        await visitor.AnswerAll();
        _store.IsAway = true;

        await IsNotSent(await visitor.Open(path));
    }

    [Fact]
    public async Task A_database_lost_at_Send_is_never_a_false_success()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();
        _store.IsAway = true;

        var lost = await visitor.Press(check, "Send my report");

        Assert.Contains("Your report was NOT sent.", lost.Text, StringComparison.Ordinal);
        Assert.True((int)lost.Status >= 500);

        _store.IsAway = false;
        await visitor.SendReport(await visitor.Open("/report/check"));
        Assert.Equal(1, await Reports());
    }

    [Fact]
    public async Task A_full_disk_loses_no_message_of_a_reporter_and_no_reply_of_a_member()
    {
        var answers = A.Answers();
        var reference = (await _service.Given(answers)).Value;
        var visitor = _service.Visitor();
        var report = await visitor.Track(reference, answers.AccessCode);
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var preview = await officer.Press(await officer.Open($"/staff/reports/{reference}/reply"), "Preview", ("Words", "We are on it"));
        _store.IsFull = true;

        var mine = await visitor.Press(report, "Send", ("Message", "It happened again"));
        var theirs = await officer.Press(preview, "Send to the reporter");

        Assert.All([mine, theirs], page =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Equal("This was NOT saved. Try again in a minute", page.ErrorSummary());
        });
        Assert.Equal("It happened again", mine.Answer("Message"));
        Assert.Equal("We are on it", theirs.Answer("Words"));
    }

    private async Task IsNotSent(Page page)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("Sorry, there is a problem with the service", page.Heading);
        Assert.Contains("Your report was NOT sent.", page.Text, StringComparison.Ordinal);
        var number = page.Document.QuerySelector(".hb-ref")!.TextContent;
        Assert.Contains($"Fault {number}", _service.Log.Text, StringComparison.Ordinal);
        _store.IsAway = false;
        Assert.Equal(0, await Reports());
    }

    private Task<int> Reports() => _service.With<HearbackDb, int>(db => db.Reports.CountAsync());
}
