using Hearback.Audit;
using Hearback.Data;
using Hearback.Tests.Support;

namespace Hearback.Tests.Audit;

/// <summary>The page on which coordinators and administrators read who did what.</summary>
public sealed class RecordPagesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_coordinator_reads_who_opened_which_report_and_nothing_of_what_stands_in_it()
    {
        var reference = await _service.Given(A.NamedAnswers());
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        await officer.Press(await officer.Open($"/staff/reports/{reference}/identity"), "Open the name", ("Why", "To call them"));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await coordinator.Open("/staff/record");

        Assert.Contains("Sam officer", page.Text, StringComparison.Ordinal);
        Assert.Contains("opened the reporter's name", page.Document.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(reference.Value, page.Text, StringComparison.Ordinal);
        Assert.Contains("Monday 1\u00A0June 2026, 10:00am", page.Html.Replace("&#xA0;", "\u00A0", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("To call them", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_fails_at_the_front_door_is_on_record_and_what_they_typed_is_not()
    {
        var member = await _service.Given(A.Member());
        var visitor = _service.Visitor();
        await visitor.Send(await visitor.Open("/staff/sign-in"), ("Email", member.Email!), ("Password", "not-the-password-1"));
        await visitor.Send(await visitor.Open("/staff/sign-in"), ("Email", "stranger@elsewhere.example"), ("Password", "not-the-password-2"));
        var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));

        var page = await administrator.Open("/staff/record?act=SignInFailed");

        Assert.Equal(["Somebody we do not know", "Sam officer"], page.Document.QuerySelectorAll("tbody th").Select(who => who.TextContent.Trim()));
        Assert.DoesNotContain("stranger", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_out_is_on_record()
    {
        var member = await _service.Given(A.Member("coordinator"));
        var coordinator = await _service.SignedIn(member);
        await coordinator.Forge("/staff/sign-out");

        Assert.Equal([(AuditedAct.SignedOut, (Guid?)member.Id)], await _service.With<HearbackDb, List<(AuditedAct, Guid?)>>(db => Task.FromResult(db.Audit.Select(entry => new ValueTuple<AuditedAct, Guid?>(entry.Act, entry.MemberId)).ToList())));
    }

    [Fact]
    public async Task A_long_record_is_read_page_by_page_and_no_entry_is_missed()
    {
        await _service.With<HearbackDb>(async db =>
        {
            // Half of them bear the same hour.
            for (var number = 0; number < 120; number++) { db.Audit.Add(new(number % 2 is 0 ? AuditedAct.Replied : AuditedAct.SignedIn, Guid.NewGuid(), Service.Start.AddMinutes(number < 60 ? 0 : number))); }

            await db.SaveChangesAsync();
        });
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await coordinator.Open("/staff/record");
        var seen = Rows(page);
        while (page.Document.QuerySelector("a.govuk-button[href*=before]") is { } next) { seen += Rows(page = await coordinator.Open(next.GetAttribute("href")!)); }

        Assert.Equal(120, seen);
        Assert.Contains("Back to the latest", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?report=HB-000-000")]
    [InlineData("?report=nonsense")]
    [InlineData("?day=2026-05-31")]
    [InlineData("?member=6f1f4f0e-0f3c-4c5f-8f0a-2d5d3a6f0b11")]
    public async Task Choices_that_nothing_fits_say_so(string choices)
    {
        await _service.With<HearbackDb>(async db =>
        {
            db.Audit.Add(new(AuditedAct.Replied, null, Service.Start));
            await db.SaveChangesAsync();
        });
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        Assert.Contains("No entry fits these choices", (await coordinator.Open($"/staff/record{choices}")).Text, StringComparison.Ordinal);
    }

    private static int Rows(Page page) => page.Document.QuerySelectorAll("tbody tr").Length;
}
