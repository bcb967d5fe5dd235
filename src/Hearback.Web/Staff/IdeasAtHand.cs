using Hearback.Audit;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>An idea and the coordinator who has it before them.</summary>
public sealed record IdeaAtHand(Idea Idea, Member Member);

/// <summary>Ideas for the coordinator who is signed in. What is done is kept together with the record that it was done.</summary>
public sealed class IdeasAtHand(HearbackDb db, Ideas ideas, SignedIn signedIn, KeyVault vault, TimeProvider time)
{
    /// <summary>Null when there is none.</summary>
    public async Task<IdeaAtHand?> FindAsync(Guid id, CancellationToken stop) =>
        await db.Ideas.SingleOrDefaultAsync(idea => idea.Id == id, stop) is { } found ? new(found, await signedIn.MemberAsync(stop)) : null;

    /// <summary>All of it. That it was read is written down before it is seen.</summary>
    public async Task<IdeaContent> OpenAsync(IdeaAtHand hand)
    {
        var content = hand.Idea.Open(await vault.OpenAsync(hand.Idea.KeyId));
        await SaveAsync(hand, AuditedAct.OpenedIdea);
        return content;
    }

    /// <summary>All of it again, for a member who has read it before; null when they have not. Each time is written down.</summary>
    public async Task<IdeaContent?> OpenAgainAsync(IdeaAtHand hand) => await HasReadAsync(hand) ? await OpenAsync(hand) : null;

    /// <exception cref="RefusedException">The member has not read the idea, somebody was first, or there are no words.</exception>
    public async Task ReplyAsync(IdeaAtHand hand, long version, IdeaState state, string words)
    {
        if (version != hand.Idea.Version) { throw new RefusedException("Someone else changed this while you were reading it. Read what is new, then send yours again"); }

        if (!await HasReadAsync(hand)) { throw new RefusedException("Read the idea before you reply to it"); }

        await ideas.ReplyAsync(hand.Idea, state, words);
        await SaveAsync(hand, AuditedAct.RepliedToIdea);
    }

    private Task<bool> HasReadAsync(IdeaAtHand hand) =>
        db.Audit.AnyAsync(entry => entry.Act == AuditedAct.OpenedIdea && entry.SubjectId == hand.Idea.Id && entry.MemberId == hand.Member.Id);

    private async Task SaveAsync(IdeaAtHand hand, AuditedAct act)
    {
        db.Audit.Add(new AuditEntry(act, hand.Member.Id, time.GetUtcNow()) { SubjectId = hand.Idea.Id });
        await db.SaveChangesAsync();
    }
}
