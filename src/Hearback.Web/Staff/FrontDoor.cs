using System.Security.Claims;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hearback.Web.Staff;

/// <summary>
/// Lets members in, in two steps: a password leads only into the hall, and from there an authenticator's code leads to the desk.
/// Each entry is recorded, and whoever is turned away, and whoever leaves.
/// </summary>
public sealed class FrontDoor(SignInManager<Member> signIn, UserManager<Member> members, Friction friction, HearbackDb db, TimeProvider time, IHttpContextAccessor accessor)
{
    // A stranger who tries without end must not fill the record: of each member, and of all who are none together, so many are written down in the time.
    private const int FailuresWritten = 60;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>
    /// The member whose email and password these are. Unknown, wrong, without a password yet and shut out for a while are all null,
    /// after the same work.
    /// </summary>
    public async Task<Member?> RecogniseAsync(string email, string password)
    {
        var member = await members.FindByEmailAsync(email);
        var isCompared = member is { PasswordHash: not null } && !await members.IsLockedOutAsync(member);
        if (!isCompared)
        {
            members.PasswordHasher.HashPassword(new Member("Nobody", "", Role.Officer, []), password);
        }
        else if ((await signIn.CheckPasswordSignInAsync(member!, password, lockoutOnFailure: true)).Succeeded)
        {
            return member;
        }

        await RecordFailureAsync(member);
        return null;
    }

    /// <summary>Lets a member whose password was right into the hall, which opens only the pages of the second step.</summary>
    public Task IntoHallAsync(Member member) => Http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, member.Id.ToString())], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>The same for somebody who was invited and has just chosen a password.</summary>
    public async Task ChosePasswordAsync(Member member)
    {
        db.Audit.Add(new AuditEntry(AuditedAct.ChosePassword, member.Id, time.GetUtcNow()));
        await db.SaveChangesAsync();
        await IntoHallAsync(member);
    }

    /// <summary>Who stands in the hall.</summary>
    public Task<Member?> InHallAsync() => signIn.GetTwoFactorAuthenticationUserAsync();

    /// <summary>Lets the member from the hall to the desk, if the app shows this code.</summary>
    public async Task<bool> EnterWithCodeAsync(Member member, string code) =>
        await RecordAsync(member, await signIn.TwoFactorAuthenticatorSignInAsync(Digits(code), isPersistent: false, rememberClient: false));

    /// <summary>The same with one of the codes for a lost app; it works once.</summary>
    public async Task<bool> EnterWithRecoveryCodeAsync(Member member, string code) =>
        await RecordAsync(member, await signIn.TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant().Replace(" ", "")));

    /// <summary>
    /// Turns the second step on and lets the member in, if the app proves itself with this code.
    /// Returns the recovery codes, which nobody sees again; null when it is another code.
    /// </summary>
    public async Task<IReadOnlyList<string>?> SetUpAsync(Member member, string code)
    {
        if (!await members.VerifyTwoFactorTokenAsync(member, TokenOptions.DefaultAuthenticatorProvider, Digits(code)))
        {
            await RecordFailureAsync(member);
            return null;
        }

        await members.SetTwoFactorEnabledAsync(member, enabled: true);
        var recovery = await members.GenerateNewTwoFactorRecoveryCodesAsync(member, number: 8) ?? [];
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await signIn.SignInAsync(member, isPersistent: false);
        await RecordAsync(member, SignInResult.Success);
        return [.. recovery];
    }

    /// <summary>One press, for members who exist only in a demonstration.</summary>
    /// <exception cref="InvalidOperationException">This is no member of a demonstration.</exception>
    public async Task EnterDemoAsync(Member member)
    {
        if (!member.Demo) { throw new InvalidOperationException("Only a demo member enters with one press."); }

        await signIn.SignInAsync(member, isPersistent: false);
        await RecordAsync(member, SignInResult.Success);
    }

    /// <summary>Ends what the member has open at this browser.</summary>
    public async Task LeaveAsync()
    {
        if (Http.User.MemberId is { } member)
        {
            db.Audit.Add(new AuditEntry(AuditedAct.SignedOut, member, time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        await signIn.SignOutAsync();
    }

    private async Task<bool> RecordAsync(Member member, SignInResult result)
    {
        if (!result.Succeeded)
        {
            await RecordFailureAsync(member);
            return false;
        }

        db.Audit.Add(new AuditEntry(AuditedAct.SignedIn, member.Id, time.GetUtcNow()));
        await db.SaveChangesAsync();
        return true;
    }

    // What was typed is not kept: it may be a password in the wrong box.
    private async Task RecordFailureAsync(Member? member)
    {
        if (!friction.TryPass($"failed sign-ins of {member?.Id}", FailuresWritten, Within)) { return; }

        db.Audit.Add(new AuditEntry(AuditedAct.SignInFailed, member?.Id, time.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
