using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>Members as an administrator looks after them. What is done is kept together with the record that it was done.</summary>
public sealed class MemberDesk(HearbackDb db, UserManager<Member> members, SignedIn signedIn, TimeProvider time)
{
    public async Task<IReadOnlyList<Member>> AllAsync(CancellationToken stop) => await db.Users.AsNoTracking().OrderBy(member => member.Name).ThenBy(member => member.Id).ToListAsync(stop);

    public Task<Member?> FindAsync(Guid id, CancellationToken stop) => db.Users.SingleOrDefaultAsync(member => member.Id == id, stop);

    /// <summary>Who is signed in.</summary>
    public Task<Member> MeAsync(CancellationToken stop) => signedIn.MemberAsync(stop);

    /// <exception cref="RefusedException">It is the administrator themselves, or the role needs a team.</exception>
    public async Task ChangeAsync(Member member, Role role, IReadOnlyList<string> teams)
    {
        await OtherThanMeAsync(member);
        member.Become(role, teams);
        // Whoever else looks at the member now is told that they changed.
        member.ConcurrencyStamp = Guid.NewGuid().ToString();
        await SaveAsync(AuditedAct.ChangedMember, member);
    }

    /// <summary>They cannot sign in any more. What they did stays on the record.</summary>
    /// <exception cref="RefusedException">It is the administrator themselves.</exception>
    public async Task RemoveAsync(Member member)
    {
        await OtherThanMeAsync(member);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await SaveAsync(AuditedAct.RemovedMember, member);
        var removed = await members.DeleteAsync(member);
        if (!removed.Succeeded) { throw new RefusedException("Someone else changed this member meanwhile. Look at them again"); }

        await transaction.CommitAsync();
    }

    // So there is always an administrator left.
    private async Task OtherThanMeAsync(Member member)
    {
        if ((await MeAsync(CancellationToken.None)).Id == member.Id) { throw new RefusedException("You cannot do this to yourself. Ask another administrator"); }
    }

    private async Task SaveAsync(AuditedAct act, Member about)
    {
        db.Audit.Add(new AuditEntry(act, (await MeAsync(CancellationToken.None)).Id, time.GetUtcNow()) { SubjectId = about.Id });
        await db.SaveChangesAsync();
    }
}
