using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

public sealed partial class SignInTests : IAsyncLifetime
{
    private const string Email = "dee.marlow@team.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_way_to_the_door_repeats_no_host_that_somebody_made_up()
    {
        using var client = _service.App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.Host = "evil.example";

        var answer = await client.GetAsync(new Uri("/staff/reports?state=New", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/staff/sign-in?ReturnUrl=%2Fstaff%2Freports%3Fstate%3DNew", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_new_member_follows_the_invitation_chooses_a_password_sets_up_the_app_and_is_in()
    {
        using var member = _service.Visitor();
        var page = await member.Open(await Invited());
        Assert.Equal("Choose a password", page.Heading);
        page = await member.Send(page, ("Password", Service.Password));
        Assert.Equal("Set up your authenticator app", page.Heading);

        page = await member.Send(page, ("Code", Authenticator.Show(Key(page), _service)));

        Assert.Equal("Keep these recovery codes", page.Heading);
        Assert.Equal(8, page.Document.QuerySelectorAll("#recovery-codes li").Length);
        Assert.Equal("/staff/reports", (await member.Follow(page, "I have kept them, continue")).Path);
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == AuditedAct.SignedIn)));
    }

    [Fact]
    public async Task A_password_alone_opens_nothing()
    {
        await SetUp();
        using var member = _service.Visitor();
        var code = await member.TypePassword(Email, Service.Password);
        Assert.Equal("/staff/sign-in/code", code.Address.AbsolutePath);
        Assert.StartsWith("/staff/sign-in", (await member.Open("/staff/reports")).Path, StringComparison.Ordinal);
        Assert.Contains("__Host-staff-second", member.Cookies.Keys);
        Assert.DoesNotContain("__Host-staff", member.Cookies.Keys);

        var wrong = await member.Send(code, ("Code", "000000"));

        Assert.Equal((HttpStatusCode.BadRequest, "This code is not right. Wait for the app to show the next one and try again. After five wrong codes, wait five minutes"), (wrong.Status, wrong.ErrorSummary()));
    }

    [Fact]
    public async Task A_member_without_the_app_is_led_to_set_it_up_and_gets_no_further()
    {
        await _service.Given(new Member("Dee Marlow", Email, Role.Officer, ["community-safety"]));
        using var member = _service.Visitor();

        var page = await member.TypePassword(Email, Service.Password);

        Assert.Equal("/staff/sign-in/set-up", page.Address.AbsolutePath);
        Assert.Equal("/staff/sign-in/set-up", (await member.Open("/staff/sign-in/code")).Address.AbsolutePath);
        Assert.StartsWith("/staff/sign-in", (await member.Open("/staff/reports")).Path, StringComparison.Ordinal);
        var wrong = await member.Send(page, ("Code", "12345"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(Key(page), Key(wrong));
    }

    [Fact]
    public async Task A_member_signs_in_with_the_app_and_returns_to_where_they_were_going()
    {
        var (key, _) = await SetUp();
        using var member = _service.Visitor();
        var page = await member.Open("/staff/reports?view=Mine");
        page = await member.Send(page, ("Email", Email.ToUpperInvariant()), ("Password", Service.Password));

        page = await member.Send(page, ("Code", Authenticator.Show(key, _service)));

        Assert.Equal("/staff/reports?view=Mine", page.Path);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        var (key, _) = await SetUp();
        using var member = _service.Visitor();
        var page = await member.Open($"/staff/sign-in?ReturnUrl={Uri.EscapeDataString(returnUrl)}");
        page = await member.Send(page, ("Email", Email), ("Password", Service.Password));

        page = await member.Send(page, ("Code", Authenticator.Show(key, _service)));

        Assert.Equal(("localhost", "/staff/reports"), (page.Address.Host, page.Path));
    }

    [Fact]
    public async Task A_recovery_code_lets_a_member_in_once()
    {
        var (_, recovery) = await SetUp();
        using var first = _service.Visitor();
        await first.TypePassword(Email, Service.Password);
        var page = await first.Send(await first.Open("/staff/sign-in/code?recover=true"), ("Code", recovery.ToLowerInvariant()));
        Assert.Equal("/staff/reports", page.Path);

        using var second = _service.Visitor();
        await second.TypePassword(Email, Service.Password);
        page = await second.Send(await second.Open("/staff/sign-in/code?recover=true"), ("Code", recovery));

        Assert.Equal((HttpStatusCode.BadRequest, "This recovery code is not right, or has been used. After five wrong codes, wait five minutes"), (page.Status, page.ErrorSummary()));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_answered_alike()
    {
        await SetUp();
        await Invited("not.yet@team.example");
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (email, password) in ((string, string)[])[(Email, "wrong-otter-quilt-41"), ("nobody@team.example", Service.Password), ("not.yet@team.example", Service.Password)])
        {
            using var visitor = _service.Visitor();
            var page = await visitor.TypePassword(email, password);
            Assert.Equal("Your email address or your password is not right. After ten wrong tries, wait five minutes", page.ErrorSummary());
            Assert.Equal(email, page.Answer("Email"));
            Assert.DoesNotContain(password, page.Html, StringComparison.Ordinal);
            answers.Add((page.Status, Value().Replace(page.Html, "")));
        }

        Assert.Equal(HttpStatusCode.BadRequest, answers[0].Item1);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public async Task After_ten_wrong_passwords_the_right_one_must_wait()
    {
        await SetUp();
        using var visitor = _service.Visitor();
        for (var i = 0; i < 10; i++) { await visitor.TypePassword(Email, "wrong-otter-quilt-41"); }

        var page = await visitor.TypePassword(Email, Service.Password);

        Assert.Equal("Your email address or your password is not right. After ten wrong tries, wait five minutes", page.ErrorSummary());
    }

    [Theory]
    [InlineData("short", "Your password must be between 12 and 200 characters")]
    [InlineData("password1234", "This password is too easy to guess. Three or four words that do not belong together work well")]
    [InlineData("Dee Marlow hearback", "This password is too easy to guess. Three or four words that do not belong together work well")]
    [InlineData("", "Choose a password")]
    public async Task A_weak_password_is_refused(string password, string sentence)
    {
        using var member = _service.Visitor();

        var page = await member.Send(await member.Open(await Invited()), ("Password", password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal((sentence, "Password"), Assert.Single(page.Refusals()));
        using var visitor = _service.Visitor();
        Assert.NotEmpty((await visitor.TypePassword(Email, password)).ErrorSummary());
    }

    [Fact]
    public async Task An_invitation_works_once()
    {
        var invitation = await Invited();
        using var member = _service.Visitor();
        await member.Send(await member.Open(invitation), ("Password", Service.Password));

        using var second = _service.Visitor();
        Assert.Equal("This invitation does not work any more", (await second.Open(invitation)).Heading);
        Assert.Equal("This invitation does not work any more", (await second.Forge(invitation, ("Password", "another-otter-quilt-42"))).Heading);
        Assert.Equal("This invitation does not work any more", (await second.Open(invitation[..^9])).Heading);
    }

    [Fact]
    public async Task What_lets_a_member_in_stands_in_the_database_only_sealed()
    {
        var (key, recovery) = await SetUp();

        var kept = await _service.With<HearbackDb, List<MemberSecret>>(db => db.UserTokens.AsNoTracking().ToListAsync());

        Assert.Equal(["AuthenticatorKey", "RecoveryCodes"], kept.Select(secret => secret.Name).Order());
        Assert.All(kept, secret => Assert.Null(secret.Value));
        var stored = string.Concat(kept.Select(secret => Encoding.Latin1.GetString(secret.Sealed.Bytes)));
        Assert.NotEmpty(stored);
        Assert.All([key, recovery], secret => Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_key_that_is_moved_to_another_member_lets_nobody_in()
    {
        await SetUp();
        var other = await _service.Given(A.Member());
        await _service.With<HearbackDb>(db => db.UserTokens.ExecuteUpdateAsync(row => row.SetProperty(secret => secret.UserId, other.Id)));

        await _service.With<UserManager<Member>>(members =>
            Assert.ThrowsAnyAsync<CryptographicException>(async () => await members.GetAuthenticatorKeyAsync((await members.FindByIdAsync(other.Id.ToString()))!)));
    }

    [Fact]
    public async Task Who_was_invited_and_never_came_is_invited_again_and_only_the_last_link_works()
    {
        var first = await Invited();
        using var impatient = _service.Visitor();
        await impatient.Send(await impatient.Open(first), ("Password", Service.Password));

        var second = (await _service.With<InviteMember, Uri>(invite => invite.InviteAsync("Dee Marlowe", Email.ToUpperInvariant(), Role.Coordinator, ["housing"]))).PathAndQuery;

        using var member = _service.Visitor();
        Assert.Equal("This invitation does not work any more", (await member.Open(first)).Heading);
        Assert.NotEmpty((await member.TypePassword(Email, Service.Password)).ErrorSummary());
        var page = await member.Send(await member.Open(second), ("Password", "another-otter-quilt-42"));
        Assert.Equal("Set up your authenticator app", page.Heading);
        await member.Send(page, ("Code", Authenticator.Show(Key(page), _service)));
        var known = await _service.With<UserManager<Member>, Member?>(members => members.FindByEmailAsync(Email));
        Assert.Equal(("Dee Marlowe", Role.Coordinator, "housing"), (known!.Name, known.Role, Assert.Single(known.Teams).Team));
        await _service.SendNotices();
        Assert.Equal([.. ((string[])[first, second]).Order()], _service.Letters.All.Select(letter => letter.Path).Order());
    }

    [Fact]
    public async Task Who_signs_in_already_is_not_invited_again()
    {
        await SetUp();

        Assert.Equal("A member with this email address signs in already", (await Assert.ThrowsAsync<RefusedException>(() => Invited())).Message);
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Notices.CountAsync()));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("Deeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee Marlow")]
    public async Task Nobody_is_invited_without_a_name_that_reporters_can_read(string name)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _service.With<InviteMember, Uri>(invite => invite.InviteAsync(name, Email, Role.Officer, ["community-safety"])));

        Assert.Equal("The name must be between 1 and 80 characters", refused.Message);
    }

    [Fact]
    public async Task An_invitation_that_cannot_be_kept_leaves_no_member_behind()
    {
        await _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("DROP TABLE record"));

        await Assert.ThrowsAsync<DbUpdateException>(() => Invited());

        Assert.Equal((0, 0), (await _service.With<HearbackDb, int>(db => db.Users.CountAsync()), await _service.With<HearbackDb, int>(db => db.Notices.CountAsync())));
    }

    [Fact]
    public async Task There_is_no_demo_sign_in_without_demo_mode()
    {
        var demo = await _service.Given(new Member("Dee Marlow", Email, Role.Officer, ["community-safety"]) { Demo = true });
        using var visitor = _service.Visitor();
        Assert.DoesNotContain("Dee", (await visitor.Open("/staff/sign-in")).Html, StringComparison.Ordinal);

        var page = await visitor.Forge("/staff/sign-in?handler=Demo", ("member", demo.Id.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.StartsWith("/staff/sign-in", (await visitor.Open("/staff/reports")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_demonstration_only_its_own_members_enter_with_one_press()
    {
        await using var service = await Service.StartAsync(demo: true);
        var real = await service.Given(A.Member());
        var demo = await service.Given(new Member("Dee Marlow", Email, Role.Officer, ["community-safety"]) { Demo = true });
        using var visitor = service.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Forge("/staff/sign-in?handler=Demo", ("member", real.Id.ToString()))).Status);

        var page = await visitor.Open("/staff/sign-in");
        page = await visitor.Press(page, "Sign in as Dee Marlow");

        Assert.Equal("/staff/reports", page.Path);
        Assert.NotEqual(real.Id, demo.Id);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));
        Assert.Equal("/staff/reports", (await officer.Open("/staff/reports")).Path);

        await officer.Forge("/staff/sign-out");

        Assert.StartsWith("/staff/sign-in", (await officer.Open("/staff/reports")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_screen_signs_itself_out()
    {
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));
        _service.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.StartsWith("/staff/sign-in", (await officer.Open("/staff/reports")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_cookie_opens_no_report_as_its_reporter_and_a_visit_opens_no_desk()
    {
        var answers = A.Answers();
        var reference = await _service.Given(answers);
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));
        Assert.Equal("/track", (await officer.Open("/track/report")).Path);
        using var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);
        Assert.StartsWith("/staff/sign-in", (await reporter.Open("/staff/reports")).Path, StringComparison.Ordinal);

        using var swapped = _service.Visitor();
        swapped.Hold("__Host-visit", officer.Cookies["__Host-staff"]);
        swapped.Hold("__Host-staff", reporter.Cookies["__Host-visit"]);
        swapped.Hold("__Host-staff-second", reporter.Cookies["__Host-visit"]);

        Assert.Equal("/track", (await swapped.Open("/track/report")).Path);
        Assert.StartsWith("/staff/sign-in", (await swapped.Open("/staff/reports")).Path, StringComparison.Ordinal);
        Assert.Equal("/staff/sign-in", (await swapped.Open("/staff/sign-in/set-up")).Address.AbsolutePath);
    }

    private async Task<string> Invited(string email = Email) =>
        (await _service.With<InviteMember, Uri>(invite => invite.InviteAsync("Dee Marlow", email, Role.Officer, ["community-safety"]))).PathAndQuery;

    private async Task<(string Key, string Recovery)> SetUp()
    {
        var (_, key, recovery) = await _service.GivenWithApp(Email);
        return (key, recovery);
    }

    private static string Key(Page page) => page.Document.QuerySelector(".hb-key-text")!.TextContent;

    [GeneratedRegex("value=\"[^\"]*\"")]
    private static partial Regex Value();
}
