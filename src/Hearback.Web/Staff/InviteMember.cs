using System.Text;
using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>Makes a member who cannot sign in yet, and sends the link with which they choose a password.</summary>
public sealed class InviteMember(
    UserManager<Member> members, HearbackDb db, KeyVault vault, CurrentPack pack, IOptions<NoticeOptions> notices, TimeProvider time)
{
    /// <summary>
    /// Invites somebody and returns the link, which works for 7 days. Whoever was invited and never signed in is invited anew, as this
    /// invitation says, and no earlier link of theirs works any more. <paramref name="by"/> is null from the command line.
    /// </summary>
    /// <exception cref="RefusedException">The address is in use, or a team is not in the pack.</exception>
    public async Task<Uri> InviteAsync(string name, string email, Role role, IReadOnlyList<string> teams, Guid? by = null)
    {
        if (!Enum.IsDefined(role)) { throw new RefusedException("The role must be officer, lead, coordinator, administrator, auditor or partner"); }

        if (!await pack.LoadAsync(CancellationToken.None)) { throw new RefusedException("There is no pack yet: run ./hearback pack import first"); }

        if (teams.FirstOrDefault(code => pack.Now.Team(code) is null) is { } unknown) { throw new RefusedException($"There is no team '{unknown}' in the pack"); }

        if (role.IsOfTeams() && teams.Count is 0) { throw new RefusedException($"{(role is Role.Officer ? "An officer" : role is Role.TeamLead ? "A lead" : "A partner")} needs a team: add --team CODE"); }

        // The vault is another database. It goes first: a key that nothing uses harms nobody, a letter without its key never leaves.
        var key = await vault.NewKeyAsync();
        // The member and the letter are one: somebody who is in and was never told could not be invited.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var member = await members.FindByEmailAsync(email);
        if (member is null)
        {
            member = new Member(name, email, role, teams) { InvitedOn = time.Today };
            Check(await members.CreateAsync(member));
        }
        else
        {
            member.InviteAgain(name, role, teams);
            member.InvitedOn = time.Today;
            // Whoever held the earlier link may have seen the old key. With the new one, every link before this ends.
            Check(await members.ResetAuthenticatorKeyAsync(member));
        }

        var token = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await members.GeneratePasswordResetTokenAsync(member)));
        var path = $"/staff/sign-in/join/{member.Id}/{token}";
        db.Notices.Add(new Notice(NoticeKind.MemberInvited, key, new NoticeContent { To = email, Name = member.FirstName, Path = path }, time.GetUtcNow()));
        db.Audit.Add(new AuditEntry(AuditedAct.InvitedMember, by ?? member.Id, time.GetUtcNow()) { SubjectId = member.Id });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Uri(new Uri(notices.Value.Address), path);
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) { throw new RefusedException(string.Join(". ", result.Errors.Select(error => error.Description.TrimEnd('.')))); }
    }
}
