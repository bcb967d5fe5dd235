using System.Security.Claims;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>Who stands in the hall, and what led them there.</summary>
public sealed record InHall(Member Member, FirstProof First);

/// <summary>
/// Lets members in, in two steps: a password, or the sign-in of an organisation, leads only into the hall, and from there an authenticator's code or a
/// passkey leads to the desk. Each entry begins a session of its own; it is recorded, and so is whoever is turned away, and whoever leaves.
/// </summary>
public sealed class FrontDoor(
    SignInManager<Member> signIn, UserManager<Member> members, HearbackDb db, Tries tries, KnownDevices devices, Friction friction, TimeProvider time,
    IOptions<IdentityOptions> identity, IHttpContextAccessor accessor)
{
    private const int PasswordsAtOnce = 10;
    private const int CodesAtOnce = 5;
    private const int FreeTries = 20;
    private static readonly TimeSpan EachPassword = TimeSpan.FromSeconds(30);

    // A code has six figures, and three of them are right at any moment.
    private static readonly TimeSpan EachCode = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    // A stranger who tries without end must not fill the record: of each member, and of all who are none together, so many are written down in the time.
    private const int FailuresWritten = 60;
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(10);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private string StampClaim => identity.Value.ClaimsIdentity.SecurityStampClaimType;

    /// <summary>
    /// The member whose email and password these are. Unknown, wrong, without a password yet, disabled and tried too often are all null, after the
    /// same work. Tries at a browser where the member has signed in before are counted apart from everybody else's.
    /// </summary>
    public async Task<Member?> RecogniseAsync(string email, string password)
    {
        var name = members.NormalizeEmail(email.Trim());
        var member = await members.FindByEmailAsync(email.Trim());
        var device = member is null ? null : devices.Of(member.Id);
        var about = device is null ? $"name {name}" : $"device {device}";
        // Comparing a password is slow on purpose. Whoever asks without end waits before that work, not after it.
        if (device is null) { await friction.SlowDownAsync($"sign-in {name}", FreeTries, Within); }

        if (!await tries.CountAsync(about, PasswordsAtOnce, EachPassword)) { return await TurnAwayAsync(member); }

        if (member is not { PasswordHash: not null, DisabledAt: null })
        {
            members.PasswordHasher.HashPassword(new Member("Nobody", "", Role.Officer, []), password);
            return await TurnAwayAsync(member);
        }

        if (!await members.CheckPasswordAsync(member, password)) { return await TurnAwayAsync(member); }

        await tries.ForgetAsync(about);
        return member;
    }

    /// <summary>Lets a member whose first proof was right into the hall, which opens only the pages of the second step.</summary>
    public Task IntoHallAsync(Member member, FirstProof first) => Http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Name, member.Id.ToString()), new(nameof(FirstProof), first.ToString()), new(StampClaim, member.SecurityStamp ?? "")], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>The same for somebody who was invited and has just chosen a password.</summary>
    public async Task ChosePasswordAsync(Member member)
    {
        db.Audit.Add(new AuditEntry(AuditedAct.ChosePassword, member.Id, time.GetUtcNow()));
        await db.SaveChangesAsync();
        await IntoHallAsync(member, FirstProof.Password);
    }

    /// <summary>Who stands in the hall. A password that was changed since, or a member who was disabled, leads nowhere.</summary>
    public async Task<InHall?> InHallAsync()
    {
        if ((await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal is not { } hall) { return null; }

        return Enum.TryParse<FirstProof>(hall.FindFirstValue(nameof(FirstProof)), out var first)
            && await members.FindByIdAsync(hall.FindFirstValue(ClaimTypes.Name) ?? "") is { DisabledAt: null } member
            && member.SecurityStamp == hall.FindFirstValue(StampClaim)
                ? new InHall(member, first)
                : null;
    }

    /// <summary>Lets the member from the hall to the desk, if the app shows this code. Each code is good once.</summary>
    public async Task<bool> EnterWithCodeAsync(InHall hall, string code)
    {
        if (!await CountCodeAsync(hall.Member) || !await IsShownAsync(hall.Member, code))
        {
            await TurnAwayAsync(hall.Member);
            return false;
        }

        await EnterAsync(hall.Member, hall.First, SecondProof.App);
        return true;
    }

    /// <summary>The same with one of the codes for a lost app; it works once.</summary>
    public async Task<bool> EnterWithRecoveryCodeAsync(InHall hall, string code)
    {
        if (!await CountCodeAsync(hall.Member) || !(await members.RedeemTwoFactorRecoveryCodeAsync(hall.Member, code.Trim().ToUpperInvariant().Replace(" ", ""))).Succeeded)
        {
            await TurnAwayAsync(hall.Member);
            return false;
        }

        await EnterAsync(hall.Member, hall.First, SecondProof.RecoveryCode);
        return true;
    }

    /// <summary>
    /// Turns the second step on and lets the member in, if the app proves itself with this code.
    /// Returns the recovery codes, which nobody sees again; null when it is another code.
    /// </summary>
    public async Task<IReadOnlyList<string>?> SetUpAsync(InHall hall, string code)
    {
        if (!await IsShownAsync(hall.Member, code))
        {
            await TurnAwayAsync(hall.Member);
            return null;
        }

        await members.SetTwoFactorEnabledAsync(hall.Member, enabled: true);
        var recovery = await members.GenerateNewTwoFactorRecoveryCodesAsync(hall.Member, number: 8) ?? [];
        await EnterAsync(hall.Member, hall.First, SecondProof.App);
        return [.. recovery];
    }

    /// <summary>From the hall with a passkey, whether or not it checked who holds it: the first proof did.</summary>
    public Task EnterWithPasskeyAsync(InHall hall) => EnterAsync(hall.Member, hall.First, SecondProof.Passkey);

    /// <summary>Past the hall, for who proved both at once.</summary>
    public Task EnterWithBothAsync(Member member, FirstProof first) => EnterAsync(member, first, SecondProof.WithTheFirst);

    /// <summary>One press, for members who exist only in a demonstration.</summary>
    /// <exception cref="InvalidOperationException">This is no member of a demonstration.</exception>
    public Task EnterDemoAsync(Member member) =>
        member.Demo ? EnterAsync(member, FirstProof.OnePress, SecondProof.WithTheFirst) : throw new InvalidOperationException("Only a demo member enters with one press.");

    /// <summary>Ends the session, and not only its cookie: who kept a copy of that has nothing.</summary>
    public async Task LeaveAsync()
    {
        if (Http.User.MemberId is { } member)
        {
            db.Audit.Add(new AuditEntry(AuditedAct.SignedOut, member, time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        await EndCurrentAsync();
        await signIn.SignOutAsync();
    }

    private async Task EnterAsync(Member member, FirstProof first, SecondProof second)
    {
        if (member.DisabledAt is not null) { throw new InvalidOperationException("A disabled member does not enter."); }

        var now = time.GetUtcNow();
        await db.Sessions.OverAt(now).ExecuteDeleteAsync();
        await EndCurrentAsync();
        var session = new Session(member.Id, first, second, now);
        db.Sessions.Add(session);
        db.Audit.Add(new AuditEntry(AuditedAct.SignedIn, member.Id, now));
        await db.SaveChangesAsync();
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await signIn.SignInWithClaimsAsync(member, isPersistent: false, [SignedInMember.ClaimOf(session.Id)]);
        if (first is FirstProof.OnePress) { return; }

        await tries.ForgetAsync(CodesOf(member));
        devices.Remember(member.Id);
    }

    private async Task EndCurrentAsync()
    {
        // Asked of the cookie itself: who comes from a provider is not looked at yet.
        if ((await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal?.SessionId is { } current) { await db.Sessions.Where(session => session.Id == current).ExecuteDeleteAsync(); }
    }

    // What was typed is not kept: it may be a password in the wrong box.
    private async Task<Member?> TurnAwayAsync(Member? member)
    {
        if (friction.TryPass($"failed sign-ins of {member?.Id}", FailuresWritten, WrittenWithin))
        {
            db.Audit.Add(new AuditEntry(AuditedAct.SignInFailed, member?.Id, time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        return null;
    }

    private async Task<bool> IsShownAsync(Member member, string code) =>
        await members.GetAuthenticatorKeyAsync(member) is { Length: > 0 } key
        && AuthenticatorCode.StepOf(key, string.Concat(code.Where(char.IsAsciiDigit)), time.GetUtcNow()) is { } step
        && await tries.SpendAsync($"code {member.Id} {step}", AuthenticatorCode.GoodFor);

    private Task<bool> CountCodeAsync(Member member) => tries.CountAsync(CodesOf(member), CodesAtOnce, EachCode);

    private string CodesOf(Member member) => $"codes {member.Id} {devices.Of(member.Id)}";
}
