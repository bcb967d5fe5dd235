using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

/// <summary>A report whose key is gone, as an older copy of the main database brings it back: nobody reads it, and everybody is told so in words.</summary>
public sealed class ForgottenKeyTests : IAsyncLifetime
{
    private static readonly string[] OfAReport = ["", "/reply", "/ask", "/start", "/close", "/pass-to-team", "/pass-to-organisation", "/give", "/urgency", "/note", "/identity", "/diary", "/hand-over", "/unreadable"];
    private readonly ReportAnswers _answers = A.NamedAnswers();
    private Service _service = null!;
    private Report _report = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        var reference = await _service.Given(A.ForService(_answers, new() { Words = "Bags", Contact = new("Rosa Field", "rosa@mail.example", null) }));
        _report = await _service.Read(reference);
        await _service.With<KeyVault>(vault => vault.ForgetAsync(_report.KeyId));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Every_page_of_it_says_in_words_to_members_that_it_can_no_longer_be_read()
    {
        var officer = await _service.SignedIn(await _service.Given(A.Member("officer", _report.Team)));

        foreach (var path in OfAReport)
        {
            var page = await officer.Open($"/staff/reports/{_report.Reference}{path}");

            Assert.Equal((200, "This report can no longer be read"), ((int)page.Status, page.Heading));
            Assert.DoesNotContain("Delete what is left", page.Document.QuerySelectorAll("button").Select(button => button.TextContent.Trim()));
        }
    }

    [Fact]
    public async Task Its_reporter_is_told_so_too()
    {
        var reporter = _service.Visitor();

        var page = await reporter.Track(_report.Reference.Value, _answers.AccessCode);

        Assert.Equal((410, "This can no longer be read"), ((int)page.Status, page.Heading));
        foreach (var path in new[] { "/track/diary", "/track/diary/add", "/track/pictures", "/track/known", "/track/yours" }) { Assert.Equal("This can no longer be read", (await reporter.Open(path)).Heading); }
    }

    [Fact]
    public async Task A_coordinator_deletes_what_is_left_and_a_tombstone_stays()
    {
        var member = await _service.Given(A.Member("coordinator"));
        var coordinator = await _service.SignedIn(member);

        var page = await coordinator.Press(await coordinator.Open($"/staff/reports/{_report.Reference}"), "Delete what is left");

        Assert.Contains("What was left is deleted", page.Text, StringComparison.Ordinal);
        Assert.Equal((0, Forgetting.ForgottenBefore), await _service.With<HearbackDb, (int, Forgetting)>(async db => (await db.Reports.CountAsync(), (await db.Tombstones.SingleAsync()).Because)));
        Assert.Equal((AuditedAct.ForgotReport, (Guid?)member.Id), await _service.With<HearbackDb, (AuditedAct, Guid?)>(async db => await db.Audit.Where(entry => entry.ReportId == _report.Id).SingleAsync() is var entry ? (entry.Act, entry.MemberId) : default));
        Assert.Equal("This report is deleted", (await _service.Visitor().Track(_report.Reference.Value, _answers.AccessCode)).Heading);
    }

    [Fact]
    public async Task An_officer_cannot_delete_it_and_nobody_deletes_so_what_can_be_read()
    {
        var officer = await _service.SignedIn(await _service.Given(A.Member("officer", _report.Team)));
        Assert.Equal(404, (int)(await officer.Forge($"/staff/reports/{_report.Reference}/unreadable")).Status);

        var readable = await _service.Given(A.Answers());
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        Assert.Equal(409, (int)(await coordinator.Forge($"/staff/reports/{readable}/unreadable")).Status);
        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task What_waits_to_leave_about_it_never_does_and_keeps_nothing_else_back()
    {
        await _service.Given(A.ForService(A.NamedAnswers("mary@mail.example"), new() { Words = "Needles" }));
        _service.AQuarterOfAnHourPasses();

        await _service.SendHandovers();
        await _service.SendNotices();

        Assert.DoesNotContain(_service.Letters.All, letter => letter.Text.Contains(_report.Reference.Value, StringComparison.Ordinal));
        Assert.Contains(_service.Letters.All, letter => letter.Text.Contains("Needles", StringComparison.Ordinal));
        var (handover, waiting) = await _service.With<HearbackDb, (Handover, int)>(async db => (await db.Handovers.SingleAsync(one => one.ReportId == _report.Id), await db.Notices.CountAsync(notice => notice.KeyId == _report.KeyId && notice.NextTryAt != null)));
        Assert.Equal((null, null, 0), (handover.NextTryAt, handover.AskOn, waiting));
    }

    [Fact]
    public async Task Its_reporter_is_asked_no_more_whether_it_worked_and_others_are()
    {
        var other = await _service.Given(A.ForService(A.NamedAnswers(), passed: null));
        _service.Later(TimeSpan.FromDays(60));

        await _service.AskIfItWorked();

        Assert.True((await _service.Read(other)).LastHandover!.IsAsked);
        Assert.Equal(0, await _service.AskIfItWorked());
    }
}
