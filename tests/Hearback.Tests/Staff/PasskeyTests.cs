using System.Net;
using System.Text.Json;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>What the service believes of passkeys. That a real browser and the script agree with it is tested there.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private const string Email = "dee.marlow@team.example";
    private const string SignIn = "/staff/sign-in?handler=Passkey";
    private readonly SoftKey _passkey = new();
    private Service _service = null!;
    private Member _member = null!;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        (_member, _key, _) = await _service.GivenWithApp(Email);
    }

    public ValueTask DisposeAsync()
    {
        _passkey.Dispose();
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task A_member_adds_a_passkey_and_signs_in_with_it_alone()
    {
        await Add(_passkey);
        using var member = _service.Visitor();

        var page = await member.Forge($"{SignIn}&ReturnUrl=/staff/performance", _passkey.Use(await Ask(member)));

        Assert.Equal("/staff/performance", page.Path);
        var session = await _service.With<HearbackDb, Session>(db => db.Sessions.OrderByDescending(one => one.StartedAt).FirstAsync(one => one.First == FirstProof.Passkey));
        Assert.Equal((_member.Id, SecondProof.WithTheFirst), (session.MemberId, session.Second));
        Assert.Contains("Passkey. Last used", (await member.Open("/staff/sessions")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == AuditedAct.AddedPasskey && entry.MemberId == _member.Id)));
    }

    [Fact]
    public async Task A_passkey_whose_device_did_not_check_who_holds_it_needs_the_password_too()
    {
        // It checked when it was made. What counts is this moment.
        await Add(_passkey);
        using var member = _service.Visitor();

        var page = await member.Forge(SignIn, _passkey.Use(await Ask(member), verified: false));

        Assert.Equal((HttpStatusCode.BadRequest, "Your device did not check that it is you. Enter your email address and password, then use the passkey as the second step"), (page.Status, page.ErrorSummary()));
        Assert.False(await member.IsIn());
        var hall = await member.TypePassword(Email);
        page = await member.Forge("/staff/sign-in/code?handler=Passkey", _passkey.Use(await Ask(member, hall.Address.AbsolutePath), verified: false));
        Assert.Equal("/staff/reports", page.Path);
        Assert.Contains("Password, then passkey.", (await member.Open("/staff/sessions")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_sent_again_is_refused()
    {
        await Add(_passkey);
        using var member = _service.Visitor();
        var answer = _passkey.Use(await Ask(member));
        using var thief = _service.Visitor();
        thief.Hold("__Host-staff-passkey", member.Cookies["__Host-staff-passkey"]);
        await member.Forge(SignIn, answer);
        Assert.True(await member.IsIn());

        var page = await thief.Forge(SignIn, answer);

        Assert.Equal("This passkey was not accepted. Try again, or sign in with your password", page.ErrorSummary());
        Assert.False(await thief.IsIn());
    }

    [Fact]
    public async Task An_answer_to_a_question_of_another_browser_is_refused()
    {
        await Add(_passkey);
        using var member = _service.Visitor();
        using var thief = _service.Visitor();
        var answer = _passkey.Use(await Ask(member));
        await Ask(thief);

        await thief.Forge(SignIn, answer);
        Assert.False(await thief.IsIn());
        using var other = _service.Visitor();
        await other.Forge(SignIn, answer);
        Assert.False(await other.IsIn());
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("http://localhost", null)]
    [InlineData("https://localhost:5080", null)]
    [InlineData(SoftKey.Origin, "evil.example")]
    public async Task A_passkey_that_was_lured_out_elsewhere_is_refused(string origin, string? site)
    {
        await Add(_passkey);
        using var member = _service.Visitor();

        await member.Forge(SignIn, _passkey.Use(await Ask(member), origin: origin, site: site));

        Assert.False(await member.IsIn());
    }

    [Fact]
    public async Task A_question_waits_five_minutes()
    {
        await Add(_passkey);
        using var member = _service.Visitor();
        var answer = _passkey.Use(await Ask(member));
        _service.Later(TimeSpan.FromMinutes(5));

        await member.Forge(SignIn, answer);

        Assert.False(await member.IsIn());
    }

    [Fact]
    public async Task A_copy_that_counts_from_an_earlier_number_is_refused()
    {
        _passkey.Count = 7;
        await Add(_passkey);
        using var member = _service.Visitor();
        _passkey.Count = 7;

        await member.Forge(SignIn, _passkey.Use(await Ask(member)));
        Assert.False(await member.IsIn());
        _passkey.Count = 8;
        await member.Forge(SignIn, _passkey.Use(await Ask(member)));
        Assert.True(await member.IsIn());
    }

    [Fact]
    public async Task A_passkey_signs_nobody_in_but_its_member()
    {
        await Add(_passkey);
        await _service.GivenWithApp("sam@team.example");
        using var own = new SoftKey();
        await Add(own, "sam@team.example");
        using var thief = _service.Visitor();
        await thief.TypePassword(Email);

        var page = await thief.Forge("/staff/sign-in/code?handler=Passkey", own.Use(await Ask(thief, "/staff/sign-in/code")));

        Assert.Equal("This passkey was not accepted. Try again, or enter a code", page.ErrorSummary());
        Assert.False(await thief.IsIn());
    }

    [Fact]
    public async Task A_passkey_of_a_disabled_member_lets_nobody_in()
    {
        await Add(_passkey);
        await _service.With<HearbackDb>(async db =>
        {
            (await db.Users.SingleAsync(member => member.Id == _member.Id)).Disable(_service.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        using var member = _service.Visitor();

        var page = await member.Forge(SignIn, _passkey.Use(await Ask(member)));

        Assert.Equal("This passkey was not accepted. Try again, or sign in with your password", page.ErrorSummary());
    }

    [Fact]
    public async Task The_question_tells_nobody_who_has_a_passkey()
    {
        await Add(_passkey);
        using var visitor = _service.Visitor();
        using var asked = JsonDocument.Parse(await Ask(visitor));

        Assert.Equal(0, asked.RootElement.GetProperty("allowCredentials").GetArrayLength());
        Assert.Equal("localhost", asked.RootElement.GetProperty("rpId").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Forge("/staff/sign-in/code?handler=PasskeyOptions")).Status);
    }

    [Fact]
    public async Task A_removed_passkey_lets_nobody_in()
    {
        using var member = await Add(_passkey);
        var page = await member.Press(await member.Open("/staff/passkeys"), "Remove: Work laptop");
        Assert.Contains("Removed. It lets nobody in any more", page.Text, StringComparison.Ordinal);
        using var other = _service.Visitor();

        await other.Forge(SignIn, _passkey.Use(await Ask(other)));

        Assert.False(await other.IsIn());
    }

    [Fact]
    public async Task Nobody_removes_the_passkey_of_somebody_else()
    {
        await Add(_passkey);
        var id = await _service.With<HearbackDb, byte[]>(db => db.Passkeys.Select(passkey => passkey.Id).SingleAsync());
        using var other = await _service.SignedIn(await _service.Given(A.Member()));

        await other.Forge("/staff/passkeys?handler=Remove", ("passkey", WebEncoders.Base64UrlEncode(id)));

        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Passkeys.CountAsync()));
    }

    [Fact]
    public async Task An_open_screen_is_no_way_to_add_a_passkey_after_a_quarter_of_an_hour()
    {
        using var member = await _service.SignedIn(_member);
        var asked = await member.Forge("/staff/passkeys?handler=PasskeyOptions", ("Name", "Mine"));
        _service.Later(TimeSpan.FromMinutes(4));
        await member.Open("/staff");
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        _service.Later(TimeSpan.FromMinutes(12));

        Assert.Equal(HttpStatusCode.BadRequest, (await member.Forge("/staff/passkeys?handler=PasskeyOptions", ("Name", "Mine"))).Status);
        Assert.Equal("Sign in again", Page.Plain((await member.Open("/staff/passkeys")).Document.QuerySelector("main section button")!));
        await member.Forge("/staff/passkeys?handler=Add", [.. _passkey.Make(asked.Html), ("Name", "Mine")]);
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Passkeys.CountAsync()));
    }

    [Fact]
    public async Task What_is_no_passkey_is_refused_in_words()
    {
        using var member = _service.Visitor();
        await Ask(member);
        var page = await member.Forge(SignIn, ("passkey.Id", "!"), ("passkey.ClientData", "\"}"), ("passkey.AuthenticatorData", "AA"));
        Assert.Equal("This passkey was not accepted. Try again, or sign in with your password", page.ErrorSummary());

        using var officer = await _service.SignedIn(_member);
        await officer.Forge("/staff/passkeys?handler=PasskeyOptions", ("Name", "Mine"));
        page = await officer.Forge("/staff/passkeys?handler=Add", ("Name", "Mine"), ("made.Id", "AAAA"), ("made.ClientData", "AAAA"), ("made.Attestation", "AAAA"));
        Assert.Equal((HttpStatusCode.BadRequest, "The passkey was not added. Try again"), (page.Status, page.ErrorSummary()));
    }

    private async Task<Visitor> Add(SoftKey passkey, string email = Email)
    {
        var member = await _service.SignedIn(await _service.With<HearbackDb, Member>(db => db.Users.SingleAsync(known => known.Email == email)));
        var asked = await member.Forge("/staff/passkeys?handler=PasskeyOptions", ("Name", "Work laptop"));
        var page = await member.Forge("/staff/passkeys?handler=Add", [.. passkey.Make(asked.Html), ("Name", "Work laptop")]);
        Assert.Contains("Added. You can sign in with it from now on", page.Text, StringComparison.Ordinal);
        return member;
    }

    private static async Task<string> Ask(Visitor visitor, string path = "/staff/sign-in") => (await visitor.Forge($"{path}?handler=PasskeyOptions")).Html;
}
