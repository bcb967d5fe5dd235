using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>A member as an administrator sees who is signed in: no report, and nothing of where they are.</summary>
public sealed record MemberSignedIn(Guid Id, string Name, Role Role, DateTimeOffset? DisabledAt, int Sessions, DateTimeOffset? SeenAt);

/// <summary>Shows where members are signed in, and ends it: each member their own, an administrator anybody's.</summary>
public sealed class SessionDesk(HearbackDb db, UserManager<Member> members, TimeProvider time)
{
    public Task<List<Session>> OfAsync(Guid member, CancellationToken stop) =>
        db.Sessions.AsNoTracking().OpenAt(time.GetUtcNow()).Where(session => session.MemberId == member).OrderByDescending(session => session.SeenAt).ToListAsync(stop);

    public async Task<IReadOnlyList<MemberSignedIn>> AllAsync(CancellationToken stop)
    {
        var sessions = await db.Sessions.OpenAt(time.GetUtcNow()).GroupBy(session => session.MemberId)
            .Select(own => new { own.Key, Count = own.Count(), Seen = own.Max(session => session.SeenAt) }).ToDictionaryAsync(own => own.Key, stop);
        var all = await db.Users.OrderBy(member => member.Name).Select(member => new { member.Id, member.Name, member.Role, member.DisabledAt }).ToListAsync(stop);
        return [.. all.Select(member => new MemberSignedIn(member.Id, member.Name, member.Role, member.DisabledAt, sessions.GetValueOrDefault(member.Id)?.Count ?? 0, sessions.GetValueOrDefault(member.Id)?.Seen))];
    }

    /// <summary>Ends some sessions of a member. Each browser in which one was asks at its next request, and is out.</summary>
    public async Task EndAsync(Guid of, Guid? by, Func<IQueryable<Session>, IQueryable<Session>> those)
    {
        db.Audit.Add(new AuditEntry(AuditedAct.EndedSessions, by, time.GetUtcNow()) { SubjectId = of });
        await db.SaveChangesAsync();
        await those(db.Sessions.Where(session => session.MemberId == of)).ExecuteDeleteAsync();
    }

    /// <summary>Shuts a member out from their next request on, whatever cookie, link or half a sign-in they hold.</summary>
    /// <exception cref="RefusedException">They are disabled already, or it is the one who does it.</exception>
    public Task DisableAsync(Member member, Guid? by)
    {
        if (member.Id == by) { throw new RefusedException("You cannot disable yourself. Ask another administrator"); }

        member.Disable(time.GetUtcNow());
        return SaveAsync(member, by, AuditedAct.DisabledMember);
    }

    /// <summary>Lets a member sign in again, anew.</summary>
    /// <exception cref="RefusedException">They are not disabled.</exception>
    public Task EnableAsync(Member member, Guid? by)
    {
        member.Enable();
        return SaveAsync(member, by, AuditedAct.EnabledMember);
    }

    private async Task SaveAsync(Member member, Guid? by, AuditedAct act)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Audit.Add(new AuditEntry(act, by, time.GetUtcNow()) { SubjectId = member.Id });
        // Saves all of it. With the old stamp end the hall and every link that was sent.
        var saved = await members.UpdateSecurityStampAsync(member);
        if (!saved.Succeeded) { throw new DbUpdateConcurrencyException("Somebody else changed the member."); }

        await db.Sessions.Where(session => session.MemberId == member.Id).ExecuteDeleteAsync();
        await transaction.CommitAsync();
    }
}
