using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Web.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Staff;

/// <summary>What an administrator looks after: members and invitations, organisations, jobs, versions and settings.</summary>
public sealed class AdministratorTests : IAsyncLifetime
{
    private Service _service = null!;
    private Member _me = null!;
    private Visitor _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _me = await _service.Given(A.Member("administrator"));
        _administrator = await _service.SignedIn(_me);
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_invited_gets_a_letter_and_stands_in_the_list_until_they_sign_in()
    {
        var page = await _administrator.Press(await _administrator.Follow(await _administrator.Open("/staff/members"), "Invite somebody"), "Send the invitation",
            ("Name", "Ann Other"), ("Email", "ann@police.example"), ("Form.Role", "Partner"), ("Form.Teams", "safer-neighbourhood-team"));

        Assert.Contains("Invited. The link is on its way", page.Text, StringComparison.Ordinal);
        Assert.Contains("Ann Other, Partner", page.Text, StringComparison.Ordinal);
        await _service.SendNotices();
        using var invited = _service.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await invited.Open(_service.Letters.To("ann@police.example")[^1].Path)).Status);
        _service.Later(TimeSpan.FromDays(8));
        _administrator = await _service.SignedIn(_me);
        Assert.Contains("The link works no more", (await _administrator.Open("/staff/members")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ann@police.example", "Auditor", "", "Enter their name")]
    [InlineData("Ann Other", "ann", "Auditor", "", "Enter an email address in the correct format, like name@example.com")]
    [InlineData("Ann Other", "ann@police.example", "Partner", "", "Select at least one team")]
    public async Task What_is_wrong_with_an_invitation_is_said(string name, string email, string role, string team, string sentence)
    {
        (string, string)[] teams = team.Length is 0 ? [] : [("Form.Teams", team)];
        var page = await _administrator.Send(await _administrator.Open("/staff/members/invite"), [("Name", name), ("Email", email), ("Form.Role", role), .. teams]);

        Assert.Equal((HttpStatusCode.BadRequest, sentence), (page.Status, page.ErrorSummary()));
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task An_invitation_is_sent_again_and_the_first_link_ends()
    {
        await _service.With<InviteMember, Uri>(invite => invite.InviteAsync("Ann Other", "ann@police.example", Role.Auditor, []));
        await _service.SendNotices();
        var first = _service.Letters.To("ann@police.example")[^1].Path;

        await _administrator.Press(await _administrator.Follow(await _administrator.Open("/staff/members"), "Ann Other"), "Invite again");

        await _service.SendNotices();
        using var invited = _service.Visitor();
        Assert.NotEqual(first, _service.Letters.To("ann@police.example")[^1].Path);
        Assert.DoesNotContain("Choose a password", (await invited.Open(first)).Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_member_may_do_changes_with_their_next_click()
    {
        var member = await _service.Given(Officer());
        var reference = await _service.Given(A.NamedAnswers());
        using var officer = await _service.SignedIn(member);
        Assert.Equal(HttpStatusCode.OK, (await officer.Open($"/staff/reports/{reference}")).Status);

        var page = await _administrator.Press(await _administrator.Open($"/staff/members/{member.Id}"), "Save", ("Form.Role", "Auditor"));

        Assert.Contains("It holds from their next click on", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open($"/staff/reports/{reference}")).Status);
        Assert.Equal([(AuditedAct.ChangedMember, _me.Id, member.Id)], await Recorded());
    }

    [Fact]
    public async Task A_member_who_is_removed_opens_nothing_more()
    {
        var member = await _service.Given(Officer());
        using var officer = await _service.SignedIn(member);

        await _administrator.Press(await _administrator.Open($"/staff/members/{member.Id}"), "Remove");

        Assert.StartsWith("/staff/sign-in", (await officer.Open("/staff/reports")).Path, StringComparison.Ordinal);
        Assert.Equal([(AuditedAct.RemovedMember, _me.Id, member.Id)], await Recorded());
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Users.CountAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?handler=Remove")]
    public async Task Nobody_changes_or_removes_themselves(string act)
    {
        Assert.Empty((await _administrator.Open($"/staff/members/{_me.Id}")).Document.QuerySelectorAll("main form"));

        var page = await _administrator.Forge($"/staff/members/{_me.Id}{act}", ("Form.Role", "Coordinator"));

        Assert.Equal((HttpStatusCode.Conflict, "You cannot do this to yourself. Ask another administrator"), (page.Status, page.ErrorSummary()));
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task Organisations_say_which_teams_nobody_answers_for()
    {
        await _service.Given(Officer());

        var teams = (await _administrator.Open("/staff/organisations")).Document.QuerySelectorAll("main li").Select(Page.Plain).ToList();

        Assert.Contains(teams, team => team.StartsWith("Housing, nobody signs in for it", StringComparison.Ordinal));
        Assert.Contains(teams, team => team.StartsWith("Community Safety community-safety@camden.example Sam officer, Officer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_are_shown_as_they_are_in_force_and_no_secret_with_them()
    {
        await using var service = await Service.StartAsync(settings:
        [
            ("Inbox:Host", ""), ("Notices:Smtp:Host", "mail.example"), ("Notices:Smtp:User", "marksecret"), ("Notices:Smtp:Password", "marksecret"), ("Open311:Keys:clean-camden", "marksecret"),
            ("Places:TileServer", "https://tiles.example/{z}/{x}/{y}.png?key=marksecret"), ("Places:TileAttribution", "Made up"), ("Safety:IdeasAMinute", "77"),
        ]);
        using var administrator = await service.SignedIn(await service.Given(A.Member("administrator")));

        var page = await administrator.Open("/staff/running");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var settings = page.Document.QuerySelectorAll("main dl div").ToDictionary(one => one.QuerySelector("dt")!.TextContent, one => one.QuerySelector("dd")!.TextContent);
        const string kept = "Set, and not shown";
        Assert.Equal(("mail.example", "77", kept, kept, kept, "Not set"), (settings["Notices:Smtp:Host"], settings["Safety:IdeasAMinute"], settings["Open311:Keys:clean-camden"], settings["Notices:Smtp:Password"], settings["Places:TileServer"], settings["Inbox:Host"]));
        Assert.DoesNotContain("marksecret", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Settings.GetValueOrDefault("Data:Connection") ?? "no connection", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_say_when_they_last_ran_and_which_did_not_work()
    {
        var runs = _service.App.Services.GetRequiredService<JobRuns>();
        runs.Starts<Hearback.Notices.SendNotices>(TimeSpan.FromSeconds(2));
        runs.Ended<Hearback.Notices.SendNotices>();
        runs.Starts<Hearback.Plan.RemindLeads>(TimeSpan.FromMinutes(5));
        _service.Time.Advance(TimeSpan.FromMinutes(5));
        runs.Fails<Hearback.Plan.RemindLeads>();
        runs.Ended<Hearback.Plan.RemindLeads>();

        var page = await _administrator.Open("/staff/running");

        var jobs = page.Document.QuerySelectorAll("main li").Select(Page.Plain).ToList();
        Assert.Contains(jobs, job => job.StartsWith("Sends letters, every 2 seconds Well", StringComparison.Ordinal));
        Assert.Contains(jobs, job => job.StartsWith("Tells leads of actions in the plan that need news, every 5 minutes Did not work", StringComparison.Ordinal) && job.Contains("It has not done its work since the start", StringComparison.Ordinal));
        Assert.Matches("(SQLite|PostgreSQL) [0-9]+", page.Text);
    }

    [Fact]
    public void A_job_that_works_again_is_well()
    {
        var runs = new JobRuns(_service.Time);
        runs.Starts<Hearback.Plan.RemindLeads>(TimeSpan.FromMinutes(5));
        runs.Fails<Hearback.Plan.RemindLeads>();
        runs.Ended<Hearback.Plan.RemindLeads>();
        Assert.False(runs.All[0].IsWell);

        runs.Ended<Hearback.Plan.RemindLeads>();

        Assert.True(runs.All[0].IsWell);
    }

    /// <summary>Somebody who has signed in before.</summary>
    private static Member Officer()
    {
        var member = A.Member();
        member.TwoFactorEnabled = true;
        return member;
    }

    private Task<List<(AuditedAct, Guid?, Guid?)>> Recorded() => _service.With<HearbackDb, List<(AuditedAct, Guid?, Guid?)>>(async db =>
        [.. (await db.Audit.Where(entry => entry.Book == Book.Acts).OrderBy(entry => entry.Number).ToListAsync()).Select(entry => (entry.Act, entry.MemberId, entry.SubjectId))]);
}
