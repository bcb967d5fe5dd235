using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

/// <summary>The main job: somebody reports, the right team answers, the reporter reads it and has the last word.</summary>
public sealed class WholeLoopTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData(IdentityLevel.Anonymous)]
    [InlineData(IdentityLevel.Confidential)]
    [InlineData(IdentityLevel.Named)]
    public async Task A_resident_reports_and_hears_back_and_says_that_it_is_not_sorted(IdentityLevel identity)
    {
        // A resident reports.
        var resident = _service.Visitor();
        var sent = await resident.SendReport(await resident.AnswerAll(identity));
        var reference = sent.Reference();
        Assert.Contains("Community Safety", sent.Text, StringComparison.Ordinal);
        Assert.Contains("By Monday\u00a08\u00a0June".Replace('\u00a0', ' '), sent.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var code = identity is IdentityLevel.Anonymous ? sent.Code() : null;
        Assert.NotEmpty(sent.Code());

        // It stands in the team's queue, and the team's mailbox is told.
        var team = _service.Pack.Team("community-safety")!;
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        Assert.Contains(reference, Assert.Single(_service.Letters.To(team.Email)).Text, StringComparison.Ordinal);
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var queue = await officer.Open("/staff/reports");
        Assert.Contains(reference, queue.Text, StringComparison.Ordinal);

        // An officer opens it, and replies.
        var shut = await officer.Open($"/staff/reports/{reference}");
        Assert.DoesNotContain(Walk.Story, shut.Text, StringComparison.Ordinal);
        var open = await officer.Press(shut, "Open");
        Assert.Contains(Walk.Story, open.Text, StringComparison.Ordinal);
        var replied = await officer.WriteToReporter($"/staff/reports/{reference}/reply", ("Words", "A new lock is ordered."));
        Assert.Contains("Sent. The reporter can read it now", replied.Text, StringComparison.Ordinal);

        // The resident reads it, on another device, and writes back.
        var back = _service.Visitor();
        var report = await ComeBack(back, reference, code);
        Assert.Equal("/track/report", report.Path);
        Assert.Contains("A new lock is ordered.", report.Text, StringComparison.Ordinal);
        Assert.Contains("What you wrote was opened once.", report.Text, StringComparison.Ordinal);
        report = await back.Press(report, "Send", ("Message", "It is still open at night."));
        Assert.Contains("It is still open at night.", report.Text, StringComparison.Ordinal);

        // The officer reads that and closes it.
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        Assert.Equal(2, _service.Letters.To(team.Email).Count);
        open = await officer.Press(await officer.Open($"/staff/reports/{reference}"), "Open");
        Assert.Contains("It is still open at night.", open.Text, StringComparison.Ordinal);
        var closed = await officer.WriteToReporter($"/staff/reports/{reference}/close", ("Reason", nameof(CloseReason.CauseFixed)), ("Words", "The lock is on."));
        Assert.Contains("Closed. The reporter can say whether it is sorted", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(reference, (await officer.Open("/staff/reports")).Text, StringComparison.Ordinal);

        // The resident says that it is not sorted: it is open again, with a new date.
        _service.Later(TimeSpan.FromDays(1));
        var later = _service.Visitor();
        report = await ComeBack(later, reference, code);
        Assert.Contains("The lock is on.", report.Text, StringComparison.Ordinal);
        report = await later.Press(report, "Send my answer", ("Sorted", nameof(Sorted.No)), ("KeptInformed", "4"), ("Comment", "It broke again."));
        Assert.Equal("Your report is open again, and Community Safety has it.", report.Heading);
        var stored = await _service.Read(reference.AsReference());
        Assert.Equal(ReportState.BeingWorkedOn, stored.State);
        Assert.Equal(new DateOnly(2026, 6, 9), stored.DueOn);
        officer = await _service.SignedIn(await _service.Given(A.Member()));
        Assert.Contains(reference, (await officer.Open("/staff/reports")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_to_a_confidential_reporter_says_only_that_there_is_an_update()
    {
        await Answered(IdentityLevel.Confidential);

        var letters = _service.Letters.To("rosa@mail.example");
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter =>
        {
            Assert.Equal("You have a message", letter.Subject);
            foreach (var telling in (string[])["HB-", "Rosa", "Sam,", "bins", "door", "lock", "Something", "behaviour", "report", "Community", "council", "police", "Mend"])
            {
                Assert.DoesNotContain(telling, WithoutAddress(letter.Text), StringComparison.OrdinalIgnoreCase);
            }
        });
    }

    [Fact]
    public async Task Mail_to_a_named_reporter_brings_the_words_and_gives_nothing_away_in_its_subject()
    {
        var reference = await Answered(IdentityLevel.Named);

        var letters = _service.Letters.To("rosa@mail.example");
        Assert.Equal(["We have your report", "There is an update on your report"], letters.Select(letter => letter.Subject));
        Assert.All(letters, letter => Assert.Contains(reference, letter.Text, StringComparison.Ordinal));
        Assert.Contains("Hello Rosa Field,", letters[1].Text, StringComparison.Ordinal);
        Assert.Contains("A new lock is ordered.", letters[1].Text, StringComparison.Ordinal);
        Assert.Contains("Sam, Community Safety", letters[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Walk.Story, letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_report_sends_mail_to_its_team_only()
    {
        var reference = await Answered(IdentityLevel.Anonymous);

        var letter = Assert.Single(_service.Letters.All);
        Assert.Equal(_service.Pack.Team("community-safety")!.Email, letter.To);
        Assert.Equal("A new report for your team", letter.Subject);
        Assert.Contains(reference, letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Walk.Story, letter.Text, StringComparison.Ordinal);
    }

    private async Task<string> Answered(IdentityLevel identity)
    {
        var resident = _service.Visitor();
        var reference = (await resident.SendReport(await resident.AnswerAll(identity))).Reference();
        await _service.Work(reference.AsReference(), (report, desk) => report.Reply("A new lock is ordered.", A.Officer(), desk));
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        return reference;
    }

    private async Task<Page> ComeBack(Visitor visitor, string reference, string? code)
    {
        if (code is not null) { return await visitor.Track(reference, code); }

        await _service.SendNotices();
        return await visitor.Track(_service.Letters.To("rosa@mail.example")[^1]);
    }

    private static string WithoutAddress(string text) => string.Join(' ', text.Split((char[]?)null).Where(word => !word.StartsWith("http", StringComparison.Ordinal)));
}
