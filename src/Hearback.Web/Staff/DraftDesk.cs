using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Staff;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>The draft of the plan on the desk of the member who is signed in.</summary>
public sealed class DraftDesk(HearbackDb db, SignedIn signedIn, CurrentPlan current, TimeProvider time)
{
    private const int Tries = 5;

    public async Task<Draft> ReadAsync(CancellationToken stop) => await db.PlanDraft.AsNoTracking().SingleOrDefaultAsync(stop) ?? Draft.Empty();

    /// <summary>The edition that people read now; null before the first.</summary>
    public Task<Edition?> PublishedAsync(CancellationToken stop) => current.ReadAsync(stop);

    public Task<Member> MemberAsync(CancellationToken stop) => signedIn.MemberAsync(stop);

    /// <summary>Makes a change to the latest draft and notes who made it. When somebody else was first, it is made to theirs.</summary>
    /// <exception cref="RefusedException">A rule says no.</exception>
    public Task EditAsync(Action<Draft, Member> edit, AuditedAct act = AuditedAct.ChangedPlan) => EditAsync((draft, member) =>
    {
        edit(draft, member);
        return Task.CompletedTask;
    }, act);

    /// <summary>The same, for a change with which something else is saved.</summary>
    /// <exception cref="RefusedException">A rule says no.</exception>
    public async Task EditAsync(Func<Draft, Member, Task> edit, AuditedAct act = AuditedAct.ChangedPlan)
    {
        for (var tried = 1; ; tried++)
        {
            db.ChangeTracker.Clear();
            var member = await signedIn.MemberAsync(CancellationToken.None);
            var draft = await db.PlanDraft.SingleOrDefaultAsync();
            if (draft is null) { db.PlanDraft.Add(draft = Draft.Empty()); }

            await edit(draft, member);
            db.Audit.Add(new(act, member.Id, time.GetUtcNow().WholeHour));
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException fault) when (fault.IsConflict() && tried < Tries)
            {
                // Somebody saved the draft in this very moment. Ours is made once more, to what they made of it.
                continue;
            }
        }
    }
}
