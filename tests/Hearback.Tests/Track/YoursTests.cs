using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Track;

/// <summary>"Give me what you hold on me" and "forget me".</summary>
public sealed class YoursTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_reporter_gets_all_that_is_theirs_in_one_file_and_no_note_of_staff()
    {
        var answers = A.NamedAnswers() with { Where = A.At("mayford-estate") };
        var reference = await _service.Given(answers);
        await _service.Work(reference, (report, desk) => report.Reply("We look into it.", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.AddNote("The neighbour at 4 is known.", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.AddToDiary(A.Happening("Music through the wall"), desk));
        await _service.Work(reference, (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags at the gate" }, "They clear it.", A.Officer(), desk));
        var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        var file = await reporter.Press(await reporter.Open("/track/yours"), "Save the file");

        Assert.Equal("attachment; filename=\"copy.html\"", file.Response.Content.Headers.ContentDisposition?.ToString());
        Assert.All(["Rosa Field", "rosa@mail.example", "The door does not shut", "Mend it", "529348, 183230", "We look into it.", "Music through the wall", "Bags at the gate", reference.Value], held => Assert.Contains(held, file.Document.Body!.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("neighbour at 4", file.Html, StringComparison.Ordinal);
        var entry = await _service.With<HearbackDb, AuditEntry>(db => db.Audit.SingleAsync(one => one.Act == AuditedAct.TookCopy));
        // Midnight in London: the hour of a visit is nobody's business.
        Assert.Equal((Book.Reporters, new DateTimeOffset(2026, 5, 31, 23, 0, 0, TimeSpan.Zero), (Guid?)null), (entry.Book, entry.At, entry.MemberId));
    }

    [Fact]
    public async Task Whoever_asks_to_be_forgotten_while_it_is_open_is_nobody_at_once_and_the_rest_goes_28_days_after_closing()
    {
        var answers = A.NamedAnswers();
        var reference = await _service.Given(answers);
        await _service.SendNotices();
        var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        var page = await reporter.Press(await reporter.Open("/track/yours"), "Forget who I am");

        Assert.Contains("You asked us to forget you.", page.Text, StringComparison.Ordinal);
        var report = await _service.Read(reference);
        Assert.Equal((null, IdentityLevel.Anonymous, Forgetting.WhenClosed), (report.Contact, report.Identity, report.Forgetting));
        Assert.DoesNotContain(report.Notices, notice => notice.Kind is Hearback.Notices.NoticeKind.ReportReceived);
        await _service.Work(reference, (one, desk) => one.Close(CloseReason.ActionTaken, "It is mended.", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(28));
        Assert.Equal(0, await _service.ForgetOnTime());
        _service.Later(TimeSpan.FromDays(1));
        Assert.Equal(1, await _service.ForgetOnTime());
        Assert.Contains("You asked us to forget you.", (await _service.Visitor().Track(reference.Value, answers.AccessCode)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_report_that_is_worked_on_goes_when_it_is_closed_if_its_reporter_asks()
    {
        var answers = A.Answers();
        var reference = await _service.Given(answers);
        var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);
        var asks = await reporter.Open("/track/yours");
        Assert.Contains("We do not know who you are.", asks.Text, StringComparison.Ordinal);

        await reporter.Press(asks, "Delete it when it is closed");

        await _service.Work(reference, (one, desk) => one.Close(CloseReason.ActionTaken, "It is mended.", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(29));
        Assert.Equal(1, await _service.ForgetOnTime());
    }

    [Fact]
    public async Task Whoever_asks_to_be_forgotten_when_it_is_closed_is_forgotten_before_the_page_answers()
    {
        var answers = A.NamedAnswers();
        var reference = await _service.Given(answers);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is mended.", A.Officer(), desk));
        var key = (await _service.Read(reference)).KeyId;
        var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        var page = await reporter.Press(await reporter.Open("/track/yours"), "Delete my report for ever");

        Assert.Equal("Your report is deleted", page.Heading);
        Assert.Null(await _service.With<KeyVault, DataKey?>(vault => vault.FindAsync(key)));
        Assert.Equal("/track", (await reporter.Open("/track/yours")).Path);
        Assert.Equal("This report is deleted", (await _service.Visitor().Track(reference.Value, answers.AccessCode)).Heading);
        Assert.Equal(1, await _service.ForgetOnTime());
        Assert.Equal([AuditedAct.AskedToForget, AuditedAct.ForgotReport], await _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.At).Select(entry => entry.Act).ToListAsync()));
    }

    [Fact]
    public async Task A_held_report_is_kept_and_its_reporter_is_told_so()
    {
        var answers = A.NamedAnswers();
        var reference = await _service.Given(answers);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is mended.", A.Officer(), desk));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var held = await coordinator.Press(await coordinator.Open("/staff/retention"), "Hold it", ("Reference", reference.Value), ("Why", "A court asks for it"));
        Assert.Contains("Held. It stays until a coordinator ends the hold", held.Text, StringComparison.Ordinal);
        Assert.Contains(reference.Value, held.Text, StringComparison.Ordinal);
        Assert.Contains("A court asks for it", held.Text, StringComparison.Ordinal);
        var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        var page = await reporter.Open("/track/yours");
        Assert.Contains("We must keep the rest for now", page.Text, StringComparison.Ordinal);
        await reporter.Press(page, "Forget who I am");

        _service.Later(TimeSpan.FromDays(60));
        Assert.Equal(0, await _service.ForgetOnTime());
        Assert.Null((await _service.Read(reference)).Contact);
        await coordinator.Open("/staff/sign-in");
        coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        await coordinator.Press(await coordinator.Open("/staff/retention"), $"End the hold: {reference}");
        Assert.Equal(1, await _service.ForgetOnTime());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("HB-000-000", "Because")]
    [InlineData("nonsense", "Because")]
    public async Task A_hold_needs_a_report_and_a_reason(string reference, string why)
    {
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await coordinator.Press(await coordinator.Open("/staff/retention"), "Hold it", ("Reference", reference), ("Why", why));

        Assert.Equal(400, (int)page.Status);
        Assert.NotEqual("", page.ErrorSummary());
    }
}
