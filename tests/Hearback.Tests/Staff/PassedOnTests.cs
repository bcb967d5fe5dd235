using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>A member of another organisation reads what was passed on to it, and nothing else of the report.</summary>
public sealed class PassedOnTests : IAsyncLifetime
{
    private Service _service = null!;
    private Visitor _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _partner = await _service.SignedIn(await _service.Given(A.Member("partner", "safer-neighbourhood-team")));
    }

    public async ValueTask DisposeAsync()
    {
        _partner.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_partner_reads_what_was_written_for_them_and_that_is_on_the_record()
    {
        var answers = A.NamedAnswers();
        var reference = await Passed(answers, withName: false);

        var list = await _partner.Open("/staff");
        Assert.Equal("Passed on to you", list.Heading);
        var page = await _partner.Follow(list, reference.Value);
        Assert.DoesNotContain("A door is broken", page.Html, StringComparison.Ordinal);
        page = await _partner.Press(page, "Open");

        foreach (var said in (string[])["A door is broken", "They patrol there", "They cannot patrol without knowing where", "Crime and Disorder Act 1998, section 115", "Sam"]) { Assert.Contains(said, page.Text, StringComparison.Ordinal); }

        foreach (var kept in (string[])[answers.Story!, "Rosa", "rosa@mail.example", "We told the police"]) { Assert.DoesNotContain(kept, page.Html, StringComparison.Ordinal); }

        Assert.Equal([AuditedAct.OpenedPassedOn], await Recorded());
    }

    [Fact]
    public async Task Who_reported_it_stays_unknown_unless_it_was_shared()
    {
        var address = $"/staff/passed-on/{await Passed(A.NamedAnswers(), withName: false)}/2";

        Assert.Contains("You are not told who reported it", (await _partner.Open(address)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.Open($"{address}/name")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.Forge($"{address}/name", ("Why", "To call them"))).Status);
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task A_name_that_was_shared_opens_with_a_reason_which_the_reporter_reads()
    {
        var reference = await Passed(A.NamedAnswers(), withName: true);
        var form = await _partner.Follow(await _partner.Open($"/staff/passed-on/{reference}/2"), "Open, and say why");
        var refused = await _partner.Send(form);
        Assert.Equal((HttpStatusCode.BadRequest, "Say why you need to know who they are"), (refused.Status, refused.ErrorSummary()));

        var open = await _partner.Send(refused, ("Why", "To visit them about the door"));

        Assert.Contains("Rosa Field", open.Text, StringComparison.Ordinal);
        await _service.SendNotices();
        using var reporter = _service.Visitor();
        var track = await reporter.Track(_service.Letters.To("rosa@mail.example")[^1]);
        Assert.Contains("To visit them about the door", track.Text, StringComparison.Ordinal);
        Assert.Contains("Safer Neighbourhood Team", track.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_went_to_others_is_not_there()
    {
        var reference = await Passed(A.NamedAnswers(), withName: true);
        using var other = await _service.SignedIn(await _service.Given(A.Member("partner", "routes-off-the-street")));

        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/staff/passed-on/{reference}/2")).Status);
        Assert.Contains("Nothing was passed on to your organisation yet", (await other.Open("/staff/passed-on")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.Open($"/staff/reports/{reference}")).Status);
    }

    [Fact]
    public async Task The_team_sees_on_the_report_what_was_passed_on_and_why()
    {
        var reference = await Passed(A.NamedAnswers(), withName: false);
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));

        var shut = await officer.Open($"/staff/reports/{reference}");
        Assert.Contains("Metropolitan Police", shut.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("They cannot patrol without knowing where", shut.Html, StringComparison.Ordinal);

        Assert.Contains("They cannot patrol without knowing where", (await officer.Press(shut, "Open")).Document.QuerySelector("#passed-on")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<Reference> Passed(ReportAnswers answers, bool withName)
    {
        var sam = await _service.Given(A.Member());
        var reference = await _service.Given(answers);
        await _service.Work(reference, (report, desk) => report.PassTo(desk.Pack.Organisation("metropolitan-police")!, A.Grounds(), "A door is broken", "We told the police", A.Officer() with { MemberId = sam.Id }, desk, withName));
        return reference;
    }

    private Task<List<AuditedAct>> Recorded() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.Where(entry => entry.Book == Book.Acts).OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
