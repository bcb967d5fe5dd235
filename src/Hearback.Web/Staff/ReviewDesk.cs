using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>A case review and the member who has it before them.</summary>
public sealed record ReviewAtHand(CaseReview Review, Member Member, Officer By, Desk Desk)
{
    /// <exception cref="RefusedException">Somebody was first.</exception>
    public void WasReadAt(long version)
    {
        if (version != Review.Version) { throw new RefusedException("Someone else changed this while you were reading it. Read what is new, then send yours again"); }
    }
}

/// <summary>What a list says of a review: no word of anybody.</summary>
public sealed record ListedReview(Reference Reference, ReviewState State, DateOnly AskedOn, DateOnly? DueOn, Guid? ContactId);

/// <summary>Case reviews for the member who is signed in, if they run them. What is done is kept together with the record that it was done.</summary>
public sealed class ReviewDesk(HearbackDb db, SignedIn signedIn, KeyVault vault, CurrentPack pack, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>All that are open, the next day first, and the latest that are closed; null when the member does not run reviews: who does not learns nothing of them.</summary>
    public async Task<IReadOnlyList<ListedReview>?> ListAsync(CancellationToken stop)
    {
        if (!(await signedIn.MemberAsync(stop)).RunsReviews(pack.Now.Review)) { return null; }

        return await db.Reviews.AsNoTracking().OrderBy(review => review.State == ReviewState.Closed).ThenBy(review => review.DueOn == null).ThenBy(review => review.DueOn).ThenByDescending(review => review.AskedOn).ThenBy(review => review.Id).Take(Most)
            .Select(review => new ListedReview(review.Reference, review.State, review.AskedOn, review.DueOn, review.ContactId)).ToListAsync(stop);
    }

    /// <summary>Null when there is none, or when the member does not run reviews.</summary>
    public async Task<ReviewAtHand?> FindAsync(string reference, CancellationToken stop)
    {
        var member = await signedIn.MemberAsync(stop);
        if (!member.RunsReviews(pack.Now.Review) || Reference.Read(reference) is not { } known) { return null; }

        var review = await db.Reviews.Include(one => one.Record).Include(one => one.Recommendations).AsSplitQuery().SingleOrDefaultAsync(one => one.Reference == known, stop);
        if (review is null) { return null; }

        var team = pack.Now.Review.RunBy ?? "";
        return new(review, member, new(member.Id, member.FirstName, team, pack.Now.Team(team)?.Name ?? pack.Now.About.Partnership), new(await vault.OpenAsync(review.KeyId), pack.Now, time.GetUtcNow()));
    }

    /// <summary>Whether the member has opened what was applied for, which is on the record.</summary>
    public Task<bool> HasOpenedAsync(ReviewAtHand hand) =>
        db.Audit.AnyAsync(entry => entry.Act == AuditedAct.OpenedReview && entry.SubjectId == hand.Review.Id && entry.MemberId == hand.Member.Id);

    /// <summary>That it was opened is written down before it is seen.</summary>
    public Task OpenAsync(ReviewAtHand hand) => SaveAsync(hand, AuditedAct.OpenedReview, null);

    /// <summary>Saves what was done, the letter that tells of it, and who did it, together or not at all.</summary>
    public Task SaveAsync(ReviewAtHand hand, Notice? letter) => SaveAsync(hand, AuditedAct.WorkedOnReview, letter);

    /// <summary>The members who run reviews, of whom one is the single contact, by their names.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ThoseWhoRunItAsync(CancellationToken stop)
    {
        var team = pack.Now.Review.RunBy;
        return await db.Users.AsNoTracking().IgnoreAutoIncludes()
            .Where(member => member.Role == Role.Coordinator || (member.Role != Role.Administrator && member.Teams.Any(membership => membership.Team == team)))
            .OrderBy(member => member.Name).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
    }

    private async Task SaveAsync(ReviewAtHand hand, AuditedAct act, Notice? letter)
    {
        if (letter is not null) { db.Notices.Add(letter); }

        db.Audit.Add(new AuditEntry(act, hand.Member.Id, time.GetUtcNow()) { SubjectId = hand.Review.Id });
        await db.SaveChangesAsync();
    }
}
