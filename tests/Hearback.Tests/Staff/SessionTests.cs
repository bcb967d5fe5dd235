using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Staff;

public sealed class SessionTests : IAsyncLifetime
{
    private Service _service = null!;
    private Member _member = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _member = await _service.Given(A.Member());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task A_screen_is_signed_out_after_half_an_hour_without_use(int minutes, bool isIn)
    {
        using var officer = await _service.SignedIn(_member);
        await officer.Open("/staff/reports");

        _service.Later(TimeSpan.FromMinutes(minutes));

        Assert.Equal(isIn, await officer.IsIn());
    }

    [Fact]
    public async Task Whoever_goes_on_working_stays_in_for_twelve_hours_and_no_longer()
    {
        using var officer = await _service.SignedIn(_member);
        for (var i = 0; i < 35; i++)
        {
            _service.Later(TimeSpan.FromMinutes(20));
            Assert.True(await officer.IsIn(), $"out after {20 * (i + 1)} minutes");
        }

        _service.Later(TimeSpan.FromMinutes(20));

        Assert.False(await officer.IsIn());
    }

    [Fact]
    public async Task Reading_page_after_page_writes_once_a_minute()
    {
        using var officer = await _service.SignedIn(_member);
        _service.Later(TimeSpan.FromSeconds(59));
        await officer.Open("/staff/reports");
        Assert.Equal(Service.Start, (await Sessions()).Single().SeenAt);

        _service.Later(TimeSpan.FromSeconds(1));
        await officer.Open("/staff/reports");

        Assert.Equal(Service.Start + TimeSpan.FromMinutes(1), (await Sessions()).Single().SeenAt);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_signing_out()
    {
        using var officer = await _service.SignedIn(_member);
        using var thief = _service.Visitor();
        thief.Hold("__Host-staff", officer.Cookies["__Host-staff"]);
        Assert.True(await thief.IsIn());

        await officer.Forge("/staff/sign-out");

        Assert.False(await thief.IsIn());
        Assert.Empty(await Sessions());
    }

    [Fact]
    public async Task A_member_sees_where_they_are_signed_in_and_ends_another_browser()
    {
        using var desk = await _service.SignedIn(_member);
        _service.Later(TimeSpan.FromMinutes(5));
        using var phone = await _service.SignedIn(_member);
        var page = await desk.Open("/staff/sessions");
        Assert.Equal("Your sign-in", page.Heading);
        Assert.Contains("Signed in Monday 1\u00A0June, 10:05am", page.Text.Replace("1 June", "1\u00A0June", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Password, then authenticator app. Last used", page.Text, StringComparison.Ordinal);

        page = await desk.Press(page, page.Document.QuerySelectorAll("main button").Select(Page.Plain).First(text => text.StartsWith("Sign out there", StringComparison.Ordinal)));

        Assert.Contains("Signed out there", page.Text, StringComparison.Ordinal);
        Assert.False(await phone.IsIn());
        Assert.True(await desk.IsIn());
        Assert.Equal(1, await Recorded(AuditedAct.EndedSessions));
    }

    [Fact]
    public async Task A_member_signs_out_everywhere_else()
    {
        using var here = await _service.SignedIn(_member);
        using var there = await _service.SignedIn(_member);
        using var other = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));

        await here.Press(await here.Open("/staff/sessions"), "Sign out everywhere else");

        Assert.True(await here.IsIn());
        Assert.False(await there.IsIn());
        Assert.True(await other.IsIn());
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else_by_its_number()
    {
        using var officer = await _service.SignedIn(_member);
        var session = (await Sessions()).Single().Id;
        using var other = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));

        await other.Forge("/staff/sessions", ("session", session.ToString()));

        Assert.True(await officer.IsIn());
    }

    [Fact]
    public async Task An_administrator_signs_a_member_out_everywhere()
    {
        using var officer = await _service.SignedIn(_member);
        using var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        var page = await administrator.Open("/staff/sessions/members");

        page = await administrator.Press(page, $"Sign out everywhere: {_member.Name}");

        Assert.Contains("Done.", page.Text, StringComparison.Ordinal);
        Assert.False(await officer.IsIn());
    }

    [Fact]
    public async Task A_disabled_member_is_out_at_the_next_request_and_stays_out_until_enabled()
    {
        using var officer = await _service.SignedIn(_member);
        using var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        Assert.True(await officer.IsIn());

        var page = await administrator.Press(await administrator.Open("/staff/sessions/members"), $"Disable: {_member.Name}");

        Assert.False(await officer.IsIn());
        using var again = _service.Visitor();
        Assert.Equal("Your email address or your password is not right. After ten wrong tries, wait five minutes", (await again.TypePassword(_member.Email!)).ErrorSummary());
        await administrator.Press(page, $"Enable: {_member.Name}");
        Assert.False(await officer.IsIn());
        Assert.Equal("/staff/sign-in/set-up", (await again.TypePassword(_member.Email!)).Address.AbsolutePath);
        Assert.Equal((1, 1), (await Recorded(AuditedAct.DisabledMember), await Recorded(AuditedAct.EnabledMember)));
    }

    [Fact]
    public async Task Whoever_stands_in_the_hall_when_they_are_disabled_gets_no_further()
    {
        using var officer = _service.Visitor();
        Assert.Equal("/staff/sign-in/set-up", (await officer.TypePassword(_member.Email!)).Address.AbsolutePath);

        await using (var scope = _service.App.Services.CreateAsyncScope())
        {
            var member = await scope.ServiceProvider.GetRequiredService<UserManager<Member>>().FindByIdAsync(_member.Id.ToString());
            await scope.ServiceProvider.GetRequiredService<SessionDesk>().DisableAsync(member!, by: null);
        }

        Assert.Equal("/staff/sign-in", (await officer.Open("/staff/sign-in/set-up")).Address.AbsolutePath);
    }

    [Fact]
    public async Task No_administrator_shuts_themselves_out()
    {
        var me = await _service.Given(A.Member("administrator"));
        using var administrator = await _service.SignedIn(me);

        var page = await administrator.Forge("/staff/sessions/members?handler=Disable", ("member", me.Id.ToString()));

        Assert.Equal((HttpStatusCode.Conflict, "You cannot disable yourself. Ask another administrator"), (page.Status, page.ErrorSummary()));
        Assert.Equal("/staff/sessions/members", (await administrator.Open("/staff/sessions/members")).Path);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_at_the_next_request()
    {
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Open("/staff/setup")).Status);

        await _service.With<HearbackDb>(db => db.Users.Where(member => member.Role == Role.Coordinator).ExecuteUpdateAsync(row => row.SetProperty(member => member.Role, Role.Administrator)));

        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Open("/staff/setup")).Status);
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Open("/staff/mail")).Status);
    }

    [Fact]
    public async Task What_is_over_is_forgotten_when_somebody_signs_in()
    {
        using var officer = await _service.SignedIn(_member);
        _service.Later(TimeSpan.FromMinutes(31));
        var (member, key, _) = await _service.GivenWithApp("dee.marlow@team.example");
        using var other = _service.Visitor();

        await _service.SignIn(other, member.Email!, key);

        Assert.Equal(member.Id, (await Sessions()).Single().MemberId);
    }

    private Task<List<Session>> Sessions() => _service.With<HearbackDb, List<Session>>(db => db.Sessions.AsNoTracking().ToListAsync());

    private Task<int> Recorded(AuditedAct act) => _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == act && entry.SubjectId == _member.Id));
}
