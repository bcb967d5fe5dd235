using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Hearback.Tests.Staff;

/// <summary>Sign-in with an organisation, at a real OpenID provider.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Email = "dee.marlow@camden.example";
    private const string NotInvited = "Nobody with your account at this organisation is invited here. Ask the person who looks after Hearback for an invitation";
    private const string NotSignedIn = "Your organisation did not sign you in. Try again";
    private readonly FakeTimeProvider _time = new(Service.Start);
    private OpenIdKit _kit = null!;
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _kit = await OpenIdKit.StartAsync(new("http://localhost:5080"), _time);
        _service = await Service.StartAsync(settings: _kit.Settings(("BothStepsByAmr", "mfa; hwk"), ("BothStepsByAcr", "urn:gov:high")));
        _kit.Before = new("4711", Email);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _kit.DisposeAsync();
    }

    [Fact]
    public async Task An_invited_member_comes_in_with_their_organisation_and_our_second_step()
    {
        await Invite(Email);
        using var member = _service.Visitor();

        var page = await Come(member, "/staff/performance");
        Assert.Equal("Set up your authenticator app", page.Heading);
        page = await member.Send(page, ("Code", Authenticator.Show(page.Document.QuerySelector(".hb-key-text")!.TextContent, _service)));

        Assert.Equal("/staff/performance", (await member.Follow(page, "I have kept them, continue")).Path);
        Assert.Contains("Your organisation, then authenticator app.", (await member.Open("/staff/sessions")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == AuditedAct.BoundProvider)));
    }

    [Theory]
    [InlineData("mfa", null, "/staff/reports")]
    [InlineData("hwk", null, "/staff/reports")]
    [InlineData("pwd", "urn:gov:high", "/staff/reports")]
    [InlineData("pwd", "urn:gov:low", "/staff/sign-in/code")]
    [InlineData("pwd", null, "/staff/sign-in/code")]
    [InlineData("MFA", null, "/staff/sign-in/code")]
    public async Task Only_what_the_settings_name_counts_for_both_steps(string method, string? level, string path)
    {
        await _service.GivenWithApp(Email);
        _kit.Before = _kit.Before with { Methods = [method], Level = level };
        using var member = _service.Visitor();

        var page = await Come(member);

        Assert.Equal(path, page.Address.AbsolutePath);
        Assert.Equal(path is "/staff/reports", await member.IsIn());
    }

    [Fact]
    public async Task After_the_first_time_a_member_is_known_by_their_number_there()
    {
        await _service.GivenWithApp(Email);
        await Come(_service.Visitor());
        _kit.Before = new("4711", "new.name@camden.example");

        Assert.Equal("/staff/sign-in/code", (await Come(_service.Visitor())).Address.AbsolutePath);
    }

    [Fact]
    public async Task An_address_that_was_given_to_somebody_else_opens_nothing()
    {
        await _service.GivenWithApp(Email);
        await Come(_service.Visitor());
        _kit.Before = new("4712", Email) { Methods = ["mfa"] };

        Assert.Equal(NotInvited, (await Come(_service.Visitor())).ErrorSummary());
    }

    [Fact]
    public async Task Whoever_nobody_invited_stays_out_and_no_member_is_made()
    {
        _kit.Before = _kit.Before with { Methods = ["mfa"] };
        using var stranger = _service.Visitor();

        var page = await Come(stranger);

        Assert.Equal((HttpStatusCode.BadRequest, NotInvited), (page.Status, page.ErrorSummary()));
        Assert.False(await stranger.IsIn());
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Users.CountAsync()));
    }

    [Theory]
    [InlineData(Email, false)]
    [InlineData("sam@police.example", true)]
    [InlineData("sam@police.example@camden.example", true)]
    [InlineData(null, true)]
    public async Task A_provider_speaks_for_verified_addresses_of_its_own_organisation_only(string? email, bool verified)
    {
        await _service.GivenWithApp(Email);
        await _service.GivenWithApp("sam@police.example");
        _kit.Before = new("4711", email) { EmailVerified = verified, Methods = ["mfa"] };

        Assert.Equal(NotInvited, (await Come(_service.Visitor())).ErrorSummary());
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.UserLogins.CountAsync()));
    }

    [Fact]
    public async Task A_disabled_member_stays_out_although_their_organisation_knows_them()
    {
        await _service.GivenWithApp(Email);
        await Come(_service.Visitor());
        _kit.Before = _kit.Before with { Methods = ["mfa"] };
        await _service.With<HearbackDb>(async db =>
        {
            (await db.Users.SingleAsync()).Disable(_service.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });

        Assert.Equal(NotInvited, (await Come(_service.Visitor())).ErrorSummary());
    }

    [Fact]
    public async Task What_the_provider_sent_back_is_good_once_and_at_one_browser()
    {
        await _service.GivenWithApp(Email);
        _kit.Before = _kit.Before with { Methods = ["mfa"] };
        using var member = _service.Visitor();
        var back = await OpenIdKit.Answer((await Lead(member)).Address);
        using var thief = _service.Visitor();
        Assert.Equal(NotSignedIn, (await GoOn(thief, back)).ErrorSummary());

        Assert.Equal("/staff/reports", (await GoOn(member, back)).Path);
        await member.Forge("/staff/sign-out");
        Assert.Equal(NotSignedIn, (await GoOn(member, back)).ErrorSummary());
        Assert.False(await member.IsIn());
    }

    [Fact]
    public async Task A_victim_is_not_signed_in_as_somebody_else_by_a_link()
    {
        await _service.GivenWithApp(Email);
        _kit.Before = _kit.Before with { Methods = ["mfa"] };
        using var attacker = _service.Visitor();
        var back = await OpenIdKit.Answer((await Lead(attacker)).Address);
        using var victim = _service.Visitor();
        await Lead(victim);

        await GoOn(victim, back);

        Assert.False(await victim.IsIn());
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task It_leads_to_no_other_site(string returnUrl)
    {
        await _service.GivenWithApp(Email);
        _kit.Before = _kit.Before with { Methods = ["mfa"] };

        var page = await Come(_service.Visitor(), returnUrl);

        Assert.Equal(("localhost", "/staff/reports"), (page.Address.Host, page.Path));
    }

    [Fact]
    public async Task A_token_that_is_over_lets_nobody_in()
    {
        await _service.GivenWithApp(Email);
        _kit.Before = _kit.Before with { Methods = ["mfa"] };
        _service.Later(TimeSpan.FromHours(2));
        using var member = _service.Visitor();

        Assert.Equal(NotSignedIn, (await Come(member)).ErrorSummary());
        Assert.Contains("Sign-in with camden-council failed", _service.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("dee.marlow", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_is_asked_for_nothing_until_somebody_goes_there()
    {
        using var visitor = _service.Visitor();
        var page = await visitor.Open("/staff/sign-in?ReturnUrl=%2Fstaff%2Fplan");
        Assert.Equal(0, _kit.Asked);

        await visitor.Follow(page, "Sign in with Camden Council");

        Assert.Equal(1, _kit.Asked);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said_to_be_so()
    {
        await using var service = await Service.StartAsync(settings: OpenIdKit.SettingsOf("http://127.0.0.1:1"));

        var page = await service.Visitor().Open($"/staff/sign-in/with/{OpenIdKit.Organisation}");

        Assert.Equal("The sign-in of your organisation does not answer. Try again in a few minutes", page.ErrorSummary());
        Assert.NotNull(page.Document.QuerySelector("input[name=Password]"));
    }

    [Fact]
    public async Task The_provider_is_told_our_address_and_not_one_that_a_request_made_up()
    {
        using var client = _service.App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.Host = "evil.example";

        var answer = await client.GetAsync(new Uri($"/staff/sign-in/with/{OpenIdKit.Organisation}", UriKind.Relative), TestContext.Current.CancellationToken);

        var asked = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal($"http://localhost:5080/staff/sign-in/from/{OpenIdKit.Organisation}", asked["redirect_uri"]);
        Assert.Equal(("code", "S256"), (asked["response_type"].ToString(), asked["code_challenge_method"].ToString()));
        Assert.NotEmpty(asked["nonce"].ToString());
    }

    [Theory]
    [InlineData("/staff/sign-in/with/nobody")]
    [InlineData("/staff/sign-in/from/nobody")]
    [InlineData("/staff/sign-in/from/nobody/back")]
    public async Task There_is_no_way_in_by_an_organisation_without_one(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(path)).Status);

    [Theory]
    [InlineData("Authority", "http://id.camden.example", "SignIn:Providers:camden-council:Authority must be the https address of the provider")]
    [InlineData("ClientId", "", "SignIn:Providers:camden-council:ClientId must be the name that the provider gave us")]
    [InlineData("EmailDomains", "", "SignIn:Providers:camden-council:EmailDomains must be the parts after the @ of the addresses that the organisation gives out, with ; between them")]
    [InlineData("EmailDomains", "@camden.example", "SignIn:Providers:camden-council:EmailDomains must be the parts after the @ of the addresses that the organisation gives out, with ; between them")]
    [InlineData("Name", "", "SignIn:Providers:camden-council:Name must say whose sign-in it is, as members call it")]
    public async Task A_wrong_setting_stops_the_start(string name, string value, string sentence)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(async () => await (await Service.StartAsync(settings: OpenIdKit.SettingsOf("https://id.camden.example", (name, value)))).DisposeAsync());

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    private Task<Uri> Invite(string email) => _service.With<InviteMember, Uri>(invite => invite.InviteAsync("Dee Marlow", email, Role.Officer, ["community-safety"]));

    private async Task<Page> Come(Visitor visitor, string? returnUrl = null) => await GoOn(visitor, await OpenIdKit.Answer((await Lead(visitor, returnUrl)).Address));

    /// <summary>The page that comes is nothing; its address is what the provider is asked.</summary>
    private async Task<Page> Lead(Visitor visitor, string? returnUrl = null)
    {
        var page = await visitor.Open(QueryHelpers.AddQueryString($"/staff/sign-in/with/{OpenIdKit.Organisation}", "returnUrl", returnUrl ?? ""));
        Assert.StartsWith(_kit.Address, page.Address.ToString(), StringComparison.Ordinal);
        return page;
    }

    private static async Task<Page> GoOn(Visitor visitor, Uri back) => await visitor.Follow(await visitor.Open(back.PathAndQuery), "Continue");
}
