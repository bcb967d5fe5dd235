using System.Net;
using Hearback.Data;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>What members learn of reports that are not, or no longer, their team's.</summary>
public sealed class WhoMayOpenWhatTests : IAsyncLifetime
{
    private Service _service = null!;
    private string _reference = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = (await _service.Given(A.NamedAnswers())).Value;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void No_page_says_that_only_the_team_can_open_what_a_coordinator_can_open_too()
    {
        var pages = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Hearback.Web", "Pages"), "*.cshtml", SearchOption.AllDirectories);
        var said = pages.SelectMany(page => File.ReadAllText(page).Split('"')).Where(text => text.Contains("Only the team", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(said);
        Assert.All(said, text => Assert.Contains("coordinator", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_officer_of_another_team_learns_no_more_than_of_a_report_that_never_was()
    {
        using var officer = await Officer("housing");

        var other = await officer.Open($"/staff/reports/{_reference}");
        var none = await officer.Open("/staff/reports/HB-000-000");

        Assert.Equal((HttpStatusCode.NotFound, Told(none)), (other.Status, Told(other)));
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.DoesNotContain(_reference, (await officer.Open("/staff/reports")).Html, StringComparison.Ordinal);

        // The token behind "Sign out" is another each time that a page is opened, whichever it is.
        static string Told(Page page)
        {
            page.Document.QuerySelector("header input[name=__RequestVerificationToken]")!.Remove();
            return page.Document.DocumentElement.OuterHtml;
        }
    }

    [Fact]
    public async Task A_report_passed_to_another_team_changes_hands()
    {
        using var mine = await Officer("community-safety");
        using var theirs = await Officer("housing");

        var page = await mine.WriteToReporter($"/staff/reports/{_reference}/pass-to-team", ("Team", "housing"), ("Words", "Housing can mend the door."));

        Assert.Equal("/staff/reports", page.Address.AbsolutePath);
        Assert.Contains("Passed on. The other team and the reporter are told", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Open($"/staff/reports/{_reference}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await theirs.Open($"/staff/reports/{_reference}")).Status);
    }

    [Fact]
    public async Task A_member_who_loses_a_team_loses_its_reports_at_once()
    {
        var member = await _service.Given(A.Member());
        using var officer = await _service.SignedIn(member);
        Assert.Equal(HttpStatusCode.OK, (await officer.Open($"/staff/reports/{_reference}")).Status);

        await _service.With<HearbackDb>(db => db.Set<Hearback.Staff.Membership>().Where(membership => membership.MemberId == member.Id).ExecuteDeleteAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open($"/staff/reports/{_reference}")).Status);
    }

    private async Task<Visitor> Officer(string team) => await _service.SignedIn(await _service.Given(A.Member("officer", team)));
}
