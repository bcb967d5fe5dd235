using Hearback.Data;
using Hearback.Staff;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>Somebody guesses at a member's password or code, and the member has to work.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private const string Email = "dee.marlow@team.example";
    private const string Refusal = "Your email address or your password is not right. After ten wrong tries, wait five minutes";
    private Service _service = null!;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        (_, _key, _) = await _service.GivenWithApp(Email);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Whoever_guesses_elsewhere_does_not_keep_a_member_out_of_their_own_browser()
    {
        using var owner = _service.Visitor();
        await _service.SignIn(owner, Email, _key);
        await owner.Forge("/staff/sign-out");
        await Guess(10);

        Assert.Equal(Refusal, (await _service.Visitor().TypePassword(Email)).ErrorSummary());
        Assert.Equal("/staff/reports", (await _service.SignIn(owner, Email, _key)).Path);
    }

    [Fact]
    public async Task Five_minutes_after_the_guessing_any_browser_lets_the_member_in_again()
    {
        await Guess(10);
        using var owner = _service.Visitor();
        Assert.Equal(Refusal, (await owner.TypePassword(Email)).ErrorSummary());

        _service.Later(TimeSpan.FromMinutes(5));

        Assert.Equal("/staff/reports", (await _service.SignIn(owner, Email, _key)).Path);
    }

    [Fact]
    public async Task A_known_browser_that_is_used_to_guess_waits_alone()
    {
        using var shared = _service.Visitor();
        await _service.SignIn(shared, Email, _key);
        await shared.Forge("/staff/sign-out");
        for (var i = 0; i < 10; i++) { await shared.TypePassword(Email, "wrong-otter-quilt-41"); }

        Assert.Equal(Refusal, (await shared.TypePassword(Email)).ErrorSummary());
        using var owner = _service.Visitor();
        Assert.Equal("/staff/sign-in/code", (await owner.TypePassword(Email)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_browser_known_for_one_member_is_unknown_for_another_and_lets_nobody_in()
    {
        var (_, other, _) = await _service.GivenWithApp("sam@team.example");
        using var theirs = _service.Visitor();
        await _service.SignIn(theirs, "sam@team.example", other);
        using var thief = _service.Visitor();
        thief.Hold("__Host-staff-known", theirs.Cookies["__Host-staff-known"]);
        thief.Hold("__Host-staff", theirs.Cookies["__Host-staff-known"]);
        thief.Hold("__Host-staff-second", theirs.Cookies["__Host-staff-known"]);
        Assert.False(await thief.IsIn());
        await Guess(10);

        Assert.Equal(Refusal, (await thief.TypePassword(Email)).ErrorSummary());
    }

    [Fact]
    public async Task A_browser_that_was_made_to_look_known_is_not()
    {
        await Guess(10);
        using var thief = _service.Visitor();
        thief.Hold("__Host-staff-known", "CfDJ8forged");

        Assert.Equal(Refusal, (await thief.TypePassword(Email)).ErrorSummary());
    }

    [Fact]
    public async Task Guesses_at_a_name_that_nobody_has_are_counted_alike()
    {
        await _service.Visitor().TypePassword(Email, "wrong-otter-quilt-41");
        var known = await Counts();
        await _service.Visitor().TypePassword("nobody@team.example", "wrong-otter-quilt-41");

        Assert.Equal(known, (await Counts()).Distinct());
        Assert.Equal(2, (await Counts()).Count);

        Task<List<long>> Counts() => _service.With<HearbackDb, List<long>>(db => db.TryCounts.Select(count => count.BusyUntil).ToListAsync());
    }

    [Fact]
    public async Task A_hundred_tries_at_once_are_a_hundred()
    {
        var passed = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _service.With<Tries, bool>(tries => tries.CountAsync("one name", 10, TimeSpan.FromSeconds(30)))));

        Assert.Equal(10, passed.Count(may => may));
    }

    [Fact]
    public async Task Tries_come_back_one_by_one()
    {
        Assert.Equal(10, await Pass(12));
        _service.Later(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await Pass(2));
        _service.Later(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await Pass(3));
        _service.Later(TimeSpan.FromHours(1));
        Assert.Equal(10, await Pass(12));

        async Task<int> Pass(int tries)
        {
            var passed = 0;
            for (var i = 0; i < tries; i++) { passed += await _service.With<Tries, bool>(one => one.CountAsync("one name", 10, TimeSpan.FromSeconds(30))) ? 1 : 0; }

            return passed;
        }
    }

    [Fact]
    public async Task A_code_that_somebody_overheard_lets_them_in_no_more()
    {
        using var owner = _service.Visitor();
        Assert.Equal("/staff/reports", (await _service.SignIn(owner, Email, _key)).Path);
        using var thief = _service.Visitor();

        var page = await thief.Send(await thief.TypePassword(Email), ("Code", Authenticator.Show(_key, _service)));

        Assert.StartsWith("This code is not right.", page.ErrorSummary(), StringComparison.Ordinal);
        Assert.False(await thief.IsIn());
        Assert.Equal("/staff/reports", (await _service.SignIn(thief, Email, _key)).Path);
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public async Task A_phone_whose_clock_is_half_a_minute_off_is_believed_and_no_more(int seconds, bool isIn)
    {
        using var owner = _service.Visitor();
        var hall = await owner.TypePassword(Email);
        _service.Later(TimeSpan.FromSeconds(seconds));
        var shown = Authenticator.Show(_key, _service);
        _service.Time.AdjustTime(Service.Start);

        await owner.Send(hall, ("Code", shown));

        Assert.Equal(isIn, await owner.IsIn());
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_must_wait_but_not_at_the_members_own_browser()
    {
        using var owner = _service.Visitor();
        await _service.SignIn(owner, Email, _key);
        await owner.Forge("/staff/sign-out");
        using var thief = _service.Visitor();
        var page = await thief.TypePassword(Email);
        for (var i = 0; i < 5; i++) { page = await thief.Send(page, ("Code", "000000")); }

        _service.Later(TimeSpan.FromMinutes(1));
        await thief.Send(page, ("Code", Authenticator.Show(_key, _service)));

        Assert.False(await thief.IsIn());
        Assert.Equal("/staff/reports", (await _service.SignIn(owner, Email, _key)).Path);
    }

    [Fact]
    public async Task A_browser_in_which_somebody_put_a_session_gets_another_at_sign_in()
    {
        using var attacker = _service.Visitor();
        await _service.SignIn(attacker, Email, _key);
        var (_, other, _) = await _service.GivenWithApp("sam@team.example");
        using var victim = _service.Visitor();
        victim.Hold("__Host-staff-second", "planted");
        victim.Hold("__Host-staff", "planted");

        await _service.SignIn(victim, "sam@team.example", other);

        Assert.True(await victim.IsIn());
        Assert.NotEqual("planted", victim.Cookies["__Host-staff"]);
        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task The_hall_is_left_behind_when_the_password_is_changed()
    {
        using var thief = _service.Visitor();
        var hall = await thief.TypePassword(Email);
        await _service.With<Microsoft.AspNetCore.Identity.UserManager<Member>>(async members =>
        {
            var member = (await members.FindByEmailAsync(Email))!;
            Assert.True((await members.ChangePasswordAsync(member, Service.Password, "another-otter-quilt-42")).Succeeded);
        });

        var page = await thief.Send(hall, ("Code", Authenticator.Show(_key, _service)));

        Assert.Equal("/staff/sign-in", page.Address.AbsolutePath);
        Assert.False(await thief.IsIn());
    }

    private async Task Guess(int times)
    {
        using var thief = _service.Visitor("198.51.100.7");
        for (var i = 0; i < times; i++) { Assert.Equal(Refusal, (await thief.TypePassword(Email, "wrong-otter-quilt-41")).ErrorSummary()); }
    }
}
