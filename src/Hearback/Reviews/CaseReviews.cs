using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Reviews;

/// <summary>Takes applications for a case review, and shows each to whoever made it.</summary>
public sealed class CaseReviews(HearbackDb db, KeyVault vault, CountReports count, CurrentPack pack, TimeProvider time)
{
    /// <summary>
    /// The review that whoever visits the report may go on to; null when there is none. One that was asked for by somebody who reads the mailbox
    /// is not for whoever has the access code alone.
    /// </summary>
    public async Task<Guid?> OfReportAsync(Guid report, bool byLetter, CancellationToken stop)
    {
        var reports = byLetter ? await count.ReportsOfMailboxAsync(report, stop) : [report];
        return await db.Reviews.AsNoTracking().Where(review => review.ReportId != null && reports.Contains(review.ReportId.Value) && (byLetter || !review.AskedByLetter))
            .OrderBy(review => review.State == ReviewState.Closed).ThenByDescending(review => review.AskedOn).ThenBy(review => review.Id).Select(review => (Guid?)review.Id).FirstOrDefaultAsync(stop);
    }

    /// <summary>Asks for a review from a report, for its reporter. The same press again finds the first.</summary>
    /// <exception cref="RefusedException">The reporter is anonymous.</exception>
    public async Task<Reference> AskAsync(Guid id, Guid report, bool byLetter, string words, AccessCode code)
    {
        var found = await db.Reports.AsNoTracking().SingleAsync(known => known.Id == report);
        if (found.OpenContact(await vault.OpenAsync(found.KeyId)) is not { } contact) { throw new RefusedException("Let us know who you are first, so that we can tell you what comes of it"); }

        var counted = await count.OfPersonAsync(report, CancellationToken.None);
        return await KeepAsync(id, new()
        {
            Contact = contact,
            Words = words,
            Counted = [.. counted.Reports.Select(one => new CountedThen(one.Reference.Value, one.On, one.WhyNot, one.Same?.Value))],
            People = await count.PeopleOnIssueAsync(report, CancellationToken.None),
        }, code, report, byLetter);
    }

    /// <summary>Asks for a review without a report, for oneself or for somebody who agreed to it.</summary>
    public Task<Reference> AskAsync(Guid id, ReviewApplication application, AccessCode code) => KeepAsync(id, application, code, report: null, byLetter: false);

    /// <summary>Null when there is none.</summary>
    public async Task<TrackedReview?> ReadAsync(Guid id, CancellationToken stop)
    {
        if (await db.Reviews.AsNoTracking().Include(review => review.Record).Include(review => review.Recommendations).AsSplitQuery().SingleOrDefaultAsync(review => review.Id == id, stop) is not { } review) { return null; }

        var ids = review.Record.Select(entry => entry.MemberId).Append(review.ContactId).OfType<Guid>().Distinct().ToList();
        return TrackedReview.Of(review, await vault.OpenAsync(review.KeyId), pack.Now, await db.Users.AsNoTracking().Where(member => ids.Contains(member.Id)).ToListAsync(stop));
    }

    /// <summary>Whoever asked does not agree.</summary>
    /// <exception cref="RefusedException">There is nothing to appeal against, or not any more.</exception>
    public async Task AppealAsync(Guid id, string words)
    {
        var review = await db.Reviews.Include(one => one.Record).Include(one => one.Recommendations).AsSplitQuery().SingleAsync(one => one.Id == id);
        // The second press finds it done.
        if (review.State is ReviewState.Appealed) { return; }

        var desk = new Desk(await vault.OpenAsync(review.KeyId), pack.Now, time.GetUtcNow());
        review.Appeal(words, desk);
        await TellThoseWhoRunItAsync(review, desk);
        await db.SaveChangesAsync();
    }

    private async Task<Reference> KeepAsync(Guid id, ReviewApplication application, AccessCode code, Guid? report, bool byLetter)
    {
        if (await db.Reviews.AsNoTracking().Where(known => known.Id == id).Select(known => (Reference?)known.Reference).SingleOrDefaultAsync() is { } before) { return before; }

        var desk = new Desk(await vault.NewKeyAsync(), pack.Now, time.GetUtcNow());
        var review = new CaseReview(id, application, code, report, byLetter, desk);
        await TellThoseWhoRunItAsync(review, desk);
        db.Reviews.Add(review);
        try
        {
            await db.SaveChangesAsync();
            return review.Reference;
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            await vault.ForgetAsync(desk.Key.Id);
            db.ChangeTracker.Clear();
            return await db.Reviews.AsNoTracking().Where(known => known.Id == id).Select(known => known.Reference).SingleAsync();
        }
    }

    /// <summary>The team that runs reviews, or each coordinator.</summary>
    private async Task TellThoseWhoRunItAsync(CaseReview review, Desk desk)
    {
        var mailboxes = desk.Pack.Team(desk.Pack.Review.RunBy) is { } team ? [team.Email] : await db.Users.Where(member => member.Role == Role.Coordinator).Select(member => member.Email!).ToListAsync();
        db.Notices.AddRange(mailboxes.Select(mailbox => new Notice(NoticeKind.ReviewWaits, desk.Key, new() { To = mailbox, Reference = review.Reference.Value, DueOn = review.DueOn, Path = $"/staff/reviews/{review.Reference}" }, desk.Now)));
    }
}

public static class ReviewsOfMember
{
    extension(Member member)
    {
        /// <summary>Whether the member may see and do what there is to a case review: members of the team that runs them, and coordinators.</summary>
        public bool RunsReviews(ReviewRules rules) => member.Role.ReachOf(Right.RunReviews) switch
        {
            Reach.None => false,
            Reach.OwnTeams => rules.RunBy is { } team && member.IsIn(team),
            Reach.WithSecondYes or Reach.Everything => true,
        };
    }
}

public static class ReviewServices
{
    /// <summary>The ASB Case Review: what counts, and who asked.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services.AddScoped<CountReports>().AddScoped<CaseReviews>();
}
