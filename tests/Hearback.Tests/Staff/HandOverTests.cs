using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>A member hands over, writes down the service's number, and sees what came of it all.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Reference _reference;
    private Visitor _officer = null!;

    private string Address => $"/staff/reports/{_reference}";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = await _service.Given(_answers);
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
    }

    public async ValueTask DisposeAsync()
    {
        _officer.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task What_the_service_and_what_the_reporter_will_read_are_seen_before_anything_is_sent()
    {
        var preview = await _officer.Press(await _officer.Open($"{Address}/hand-over"), "Preview", ("Service", "clean-camden"), ("TheyAreTold", "Bags by the bins"), ("Words", "Clean Camden takes them away"));

        Assert.Contains("Bags by the bins", Page.Plain(preview.Document.QuerySelector("#they-read")!), StringComparison.Ordinal);
        Assert.Contains("Clean Camden takes them away", Page.Plain(preview.Document.QuerySelector("#preview")!), StringComparison.Ordinal);
        Assert.Empty((await _service.Read(_reference)).Handovers);

        var changed = await _officer.Press(preview, "Send to the reporter", ("TheyAreTold", "Other words"));
        Assert.NotNull(changed.Document.QuerySelector("#they-read"));
        Assert.Empty((await _service.Read(_reference)).Handovers);
        var done = await _officer.Press(changed, "Send to the reporter");

        Assert.Contains("Handed over. It is on its way to the service", done.Text, StringComparison.Ordinal);
        await _service.SendHandovers();
        var letter = Assert.Single(_service.Letters.To("hand-over@clean-camden.example"));
        Assert.Contains("Other words", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Walk.Story, letter.Text, StringComparison.Ordinal);
        Assert.Contains(AuditedAct.HandedOver, await _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.Select(entry => entry.Act).ToListAsync()));
    }

    [Fact]
    public async Task It_needs_a_service_its_words_and_words_for_the_reporter()
    {
        var page = await _officer.Press(await _officer.Open($"{Address}/hand-over"), "Preview");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["Select which service should get it", "Write what the reporter will read", "Write what the service will be told"], page.Refusals().Select(refusal => refusal.Sentence).Order());
        var forged = await _officer.Forge($"{Address}/hand-over", ("Service", "routes-off-the-street"), ("TheyAreTold", "x"), ("Words", "x"));
        Assert.Equal("Select which service should get it", forged.ErrorSummary());
    }

    [Fact]
    public async Task The_number_that_a_member_writes_down_stands_on_the_reporters_page()
    {
        await HandOver();
        var done = await _officer.Press(await _officer.Follow(await _officer.Open(Address), "Write down their number"), "Tell the reporter", ("Number", " 12345 "));
        Assert.Contains("The reporter can read the number now", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", done.Text, StringComparison.Ordinal);
        Assert.Contains("12345", (await _officer.Press(done, "Open")).Text, StringComparison.Ordinal);

        var page = await _service.Visitor().Track(_reference.Value, _answers.AccessCode);
        Assert.Contains("Clean Camden has it as 12345", page.Text, StringComparison.Ordinal);
        Assert.Contains("their number is 12345", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_hand_over_there_is_no_number_to_write_down() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _officer.Open($"{Address}/their-number")).Status);

    [Fact]
    public async Task What_is_given_up_is_shown_to_the_team_to_the_reporter_and_to_the_administrator()
    {
        await HandOver();
        _service.Letters.Fault = () => new IOException("down");
        for (var hour = 0; hour < 80; hour++)
        {
            _service.Later(TimeSpan.FromHours(1));
            await _service.SendHandovers();
        }

        using var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var page = await officer.Open(Address);
        Assert.Contains("Could not be delivered", Page.Plain(page.Document.QuerySelector("#handover")!), StringComparison.Ordinal);
        Assert.Contains("Hand over to a service", page.Text, StringComparison.Ordinal);
        var reporter = await _service.Visitor().Track(_reference.Value, _answers.AccessCode);
        Assert.Contains("Not delivered Clean Camden could not be reached; Community Safety takes it up", reporter.Text, StringComparison.Ordinal);
        var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        var mail = await administrator.Open("/staff/mail");
        Assert.Contains("Reports that did not reach a service", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_reference.Value, mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hand_overs_are_counted_by_service_and_month_with_what_reporters_say()
    {
        await HandOver();
        await _service.SendHandovers();
        await _service.Given(A.Answers("rough-sleeping") with { GoesTo = new("routes-off-the-street", Passed: null) });
        _service.Time.SetUtcNow(new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await _service.AskIfItWorked();
        using var reporter = _service.Visitor();
        await reporter.Press(await reporter.Track(_reference.Value, _answers.AccessCode), "Send my answer", ("Worked", "No"));
        _service.Later(TimeSpan.FromDays(30));
        await _service.Given(A.Answers("needles") with { GoesTo = new("clean-camden", new() { Words = "x" }) });

        var page = await (await _service.SignedIn(await _service.Given(A.Member()))).Open("/staff/reports/handed-over");

        Assert.Equal(["July 2026", "June 2026"], page.Document.QuerySelectorAll("main h2").Select(Page.Plain));
        Assert.Equal(
            ["Clean Camden: 1 0 0 0 1 0", "Clean Camden: 1 0 1 0 0 0", "Routes off the Street: 1, 1 of them told by the reporters themselves 0 0 0 1 0"],
            page.Document.QuerySelectorAll("main .hb-card").Select(card => $"{Page.Plain(card.QuerySelector("h3")!)}: {string.Join(' ', card.QuerySelectorAll("dd").Select(Page.Plain))}"));
    }

    [Fact]
    public async Task Nobody_but_members_who_answer_reports_sees_the_counts()
    {
        Assert.Equal("/staff/sign-in", (await _service.Visitor().Open("/staff/reports/handed-over")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _service.SignedIn(await _service.Given(A.Member("administrator")))).Open("/staff/reports/handed-over")).Status);
    }

    private Task HandOver() => _service.Work(_reference, (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags by the bins" }, "Clean Camden takes them away", A.Officer(), desk));
}
