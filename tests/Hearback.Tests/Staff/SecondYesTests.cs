using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>A confidential reporter trusted one team. Whoever else wants to know who they are needs the yes of another member.</summary>
public sealed class SecondYesTests : IAsyncLifetime
{
    private Service _service = null!;
    private Visitor _coordinator = null!;
    private Visitor _officer = null!;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
        _address = $"/staff/reports/{await _service.Given(A.ConfidentialAnswers())}";
    }

    public async ValueTask DisposeAsync()
    {
        _coordinator.Dispose();
        _officer.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_yes_of_the_team_opens_the_name_once_and_the_reporter_sees_it()
    {
        var asked = await Ask();
        Assert.Contains("Asked. The team is told", asked.Text, StringComparison.Ordinal);
        Assert.Equal("Another member has to say yes", (await _coordinator.Open($"{_address}/identity")).Heading);

        var report = await _officer.Open(_address);
        Assert.Contains("Sam coordinator asks to open who the reporter is", report.Text, StringComparison.Ordinal);
        Assert.Contains("They are in danger", report.Text, StringComparison.Ordinal);
        Assert.Contains("You said yes", (await _officer.Press(report, "Yes, they may open it once")).Text, StringComparison.Ordinal);

        var open = await _coordinator.Press(await _coordinator.Open($"{_address}/identity"), "Open the name", ("Why", "To warn them"));
        Assert.Contains("Rosa Field", open.Text, StringComparison.Ordinal);
        // It was good for one opening.
        var again = await _coordinator.Press(await _coordinator.Open($"{_address}/identity"), "Ask for a yes", ("Why", "Once more"));
        Assert.DoesNotContain("Rosa", again.Html, StringComparison.Ordinal);

        await _service.SendNotices();
        using var reporter = _service.Visitor();
        Assert.Contains("To warn them", (await reporter.Track(_service.Letters.To("rosa@mail.example")[^1])).Text, StringComparison.Ordinal);
        Assert.Equal([AuditedAct.AskedForIdentity, AuditedAct.AgreedToIdentity, AuditedAct.OpenedIdentity, AuditedAct.AskedForIdentity], await _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.Where(entry => entry.Book == Book.Acts).OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync()));
    }

    [Fact]
    public async Task The_team_is_told_by_email_and_reads_there_neither_name_nor_reason()
    {
        await _service.SendNotices();
        await Ask();
        await _service.SendNotices();

        var letter = _service.Letters.To(_service.Pack.Team("community-safety")!.Email)[^1];
        Assert.Contains("has to say yes or no", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("They are in danger", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_no_it_stays_sealed_and_the_asker_learns_so()
    {
        await Ask();
        await _officer.Press(await _officer.Open(_address), "No");

        var form = await _coordinator.Open($"{_address}/identity");

        Assert.Contains("Somebody said no on", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", (await _coordinator.Forge($"{_address}/identity", ("Why", "All the same"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_is_not_offered_a_yes_to_themselves_and_cannot_forge_one()
    {
        await Ask();
        Assert.DoesNotContain("Yes, they may open it once", (await _coordinator.Open(_address)).Html, StringComparison.Ordinal);
        var request = await _service.With<HearbackDb, Guid>(db => db.IdentityRequests.Select(one => one.Id).SingleAsync());

        var forged = await _coordinator.Forge($"{_address}/identity?handler=Answer", ("request", request.ToString()), ("agrees", "true"));

        Assert.Equal((HttpStatusCode.Conflict, "Another member must say yes. You cannot do it yourself"), (forged.Status, forged.ErrorSummary()));
        Assert.Equal((HttpStatusCode.Conflict, "You have asked already. Another member has to say yes or no"), await Said(_coordinator.Forge($"{_address}/identity", ("Why", "Again"))));
    }

    [Fact]
    public async Task The_team_itself_needs_a_reason_and_nobodys_yes() =>
        Assert.Contains("Rosa Field", (await _officer.Press(await _officer.Open($"{_address}/identity"), "Open the name", ("Why", "To call them"))).Text, StringComparison.Ordinal);

    private async Task<Page> Ask() => await _coordinator.Press(await _coordinator.Open($"{_address}/identity"), "Ask for a yes", ("Why", "They are in danger"));

    private static async Task<(HttpStatusCode, string)> Said(Task<Page> coming) => (await coming) is var page ? (page.Status, page.ErrorSummary()) : default;
}
