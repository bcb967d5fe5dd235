using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Pictures;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reports;

/// <summary>All that we hold about a report which is its reporter's own. Notes between members have no field here.</summary>
public sealed record CopyForReporter(TrackedReport Tracked, Told Told, Contact? Contact, ToldBy ToldBy, string? Ward, IReadOnlyList<CopiedHandover> Handovers, IReadOnlyList<CleanPicture> Pictures);

/// <summary>What a service was told of the report, and what it said.</summary>
public sealed record CopiedHandover(string ServiceName, DateOnly On, Passed? Passed, string? TheirReference);

/// <summary>
/// What reporters read of their reports, and do to them. Whoever is here has shown that the report is theirs. The same
/// form sent twice counts once, and what a member does meanwhile behind the scenes never stops a reporter from writing.
/// </summary>
public sealed class TrackedReports(HearbackDb db, KeyVault vault, MasterKey master, TellOfReviews reviews, CurrentPack pack, TimeProvider time)
{
    private const int Tries = 3;

    /// <summary>The report as its reporter sees it; null when there is none.</summary>
    public async Task<TrackedReport?> ReadAsync(Guid id, CancellationToken stop)
    {
        if (await db.Reports.AsNoTracking().Include(report => report.Thread).Include(report => report.Handovers).Include(report => report.Promises.Where(promise => promise.MovedTo != null)).AsSplitQuery().SingleOrDefaultAsync(report => report.Id == id, stop) is not { IsGoing: false } report) { return null; }

        var audit = await db.Audit.AsNoTracking()
            .Where(entry => entry.ReportId == id && (entry.Act == AuditedAct.OpenedReport || entry.Act == AuditedAct.OpenedDiary || entry.Act == AuditedAct.OpenedIdentity || entry.Act == AuditedAct.OpenedPicture)).ToListAsync(stop);
        var ids = report.Thread.Select(entry => entry.MemberId).Concat(audit.Select(entry => entry.MemberId)).Append(report.MemberId).OfType<Guid>().Distinct().ToList();
        var members = await db.Users.AsNoTracking().Where(member => ids.Contains(member.Id)).ToListAsync(stop);
        return TrackedReport.Of(report, await vault.OpenAsync(report.KeyId), pack.Now, audit, members, await db.ReportPictures.OfAsync(id, stop), time.Today);
    }

    /// <summary>All that we hold about the report which is its reporter's; null when there is none. That they took it is on record, by its day.</summary>
    public async Task<CopyForReporter?> CopyAsync(Guid id)
    {
        if (await ReadAsync(id, CancellationToken.None) is not { } tracked) { return null; }

        var report = await db.Reports.AsNoTracking().Include(one => one.Handovers).SingleAsync(one => one.Id == id);
        var key = await vault.OpenAsync(report.KeyId);
        var pictures = await db.ReportPictures.AsNoTracking().Where(picture => picture.ReportId == id).OrderBy(picture => picture.Number).ToListAsync();
        db.Audit.Add(new(AuditedAct.TookCopy, null, time.GetUtcNow(), id));
        await db.SaveChangesAsync();
        var handovers = report.Handovers.OrderBy(one => one.Number).Select(one => new CopiedHandover(pack.Now.Service(one.Service)?.Name ?? one.Service, one.On, one.OpenPassed(key), one.OpenTheirs(key)?.Number));
        return new(tracked, report.OpenTold(key), report.OpenContact(key), report.ToldBy, report.Ward, [.. handovers], [.. pictures.Select(picture => picture.Open(key))]);
    }

    /// <summary>A picture that the reporter sent; null when there is none of this number.</summary>
    public async Task<CleanPicture?> OpenPictureAsync(Guid id, int number, CancellationToken stop)
    {
        if (await db.ReportPictures.AsNoTracking().SingleOrDefaultAsync(picture => picture.ReportId == id && picture.Number == number, stop) is not { } found) { return null; }

        return found.Open(await vault.OpenAsync(await db.Reports.Where(report => report.Id == id).Select(report => report.KeyId).SingleAsync(stop)));
    }

    /// <summary>The reporter writes back. <paramref name="seen"/> is the last entry that they had read.</summary>
    /// <exception cref="RefusedException">The team wrote meanwhile, or the report is closed.</exception>
    public Task WriteBackAsync(Guid id, int seen, string words) => WriteBackAsync(id, seen, words, []);

    /// <inheritdoc cref="WriteBackAsync(Guid, int, string)"/>
    public async Task WriteBackAsync(Guid id, int seen, string words, IReadOnlyList<CleanPicture> pictures)
    {
        // Somebody else who adds some at the same time takes the same numbers; then this is tried again and counts anew.
        var before = 0;
        await ActAsync(id, seen, [EntryKind.Message], words, (report, desk) => report.WriteBack(words, desk, new(pictures, before)), async () => before = pictures.Count is 0 ? 0 : await db.ReportPictures.CountOfAsync(id));
    }

    /// <summary>
    /// The reporter writes into their diary. Unlike a message it need not wait until they have read what the team wrote meanwhile: it is what they saw.
    /// A closed report opens again by it when <paramref name="opensAgain"/> says that they know.
    /// </summary>
    /// <exception cref="RefusedException">The report is closed, or was closed too long ago to be opened again.</exception>
    public Task AddToDiaryAsync(Guid id, int seen, Happening happened, bool opensAgain) => ChangeAsync(id, (report, desk) =>
    {
        if (report.Thread.Any(entry => entry.Number > seen && entry.OpenDiary(desk.Key)?.Happened == happened)) { return false; }

        if (opensAgain && !report.IsOpen) { report.SayIfSorted(Sorted.No, report.Feedback?.KeptInformed, null, desk); }

        report.AddToDiary(happened, desk);
        return true;
    });

    /// <summary>The reporter says whether it is sorted.</summary>
    /// <exception cref="RefusedException">The report is open, or was closed too long ago.</exception>
    public Task SayIfSortedAsync(Guid id, int seen, Sorted sorted, int? keptInformed, string? comment) =>
        ActAsync(id, seen, [EntryKind.Sorted, EntryKind.Reopened], comment, (report, desk) => report.SayIfSorted(sorted, keptInformed, comment, desk));

    /// <summary>The reporter says whether a service acted.</summary>
    /// <exception cref="RefusedException">They were not asked, or the report went on in another way.</exception>
    public Task SayIfItWorkedAsync(Guid id, int seen, Worked worked, string? comment) =>
        ActAsync(id, seen, [EntryKind.SaidIfItWorked], comment, (report, desk) => report.SayIfItWorked(worked, comment, desk));

    /// <summary>The reporter lets more people know who they are; without a new <paramref name="contact"/> the one we have stays.</summary>
    /// <exception cref="RefusedException">As many people know already.</exception>
    public async Task BecomeKnownAsync(Guid id, int seen, IdentityLevel level, Contact? contact)
    {
        await ActAsync(id, seen, [EntryKind.BecameKnown], null, (report, desk) => report.BecomeKnown(
            level, contact ?? report.OpenContact(desk.Key) ?? throw new RefusedException("Tell us how to reach you"), desk));
        await MarkAsync(id);
    }

    /// <summary>From now on the report counts as theirs, if we know who they are. If this fails it is made up for when they next look what counts.</summary>
    internal async Task MarkAsync(Guid id)
    {
        var report = await db.Reports.AsNoTracking().SingleAsync(known => known.Id == id);
        await vault.MarkAsync(report.KeyId, Marks.Of(report, await vault.OpenAsync(report.KeyId), pack.Now.Review, master));
        reviews.Wake();
    }

    /// <summary>No more email about this report.</summary>
    public Task StopMailAsync(Guid id) => ChangeAsync(id, (report, _) =>
    {
        report.StopMail();
        return true;
    });

    private Task ActAsync(Guid id, int seen, EntryKind[] kinds, string? words, Action<Report, Desk> act, Func<Task>? look = null) => ChangeAsync(id, (report, desk) =>
    {
        var since = report.Thread.Where(entry => entry.Number > seen && !entry.Kind.IsForMembers).ToList();
        if (since.Any(entry => entry.Author is Author.Reporter && kinds.Contains(entry.Kind) && entry.OpenWords(desk.Key) == words)) { return false; }

        if (since.Any(entry => entry.Author is Author.Team)) { throw new RefusedException("There is something new since you opened this page. Read it, then send yours again"); }

        act(report, desk);
        return true;
    }, look);

    private async Task ChangeAsync(Guid id, Func<Report, Desk, bool> change, Func<Task>? look = null)
    {
        for (var left = Tries; ; left--)
        {
            if (look is not null) { await look(); }

            var report = await db.Reports.Include(r => r.Thread).Include(r => r.Notices).Include(r => r.Handovers).AsSplitQuery().SingleAsync(r => r.Id == id);
            var desk = new Desk(await vault.OpenAsync(report.KeyId), pack.Now, time.GetUtcNow());
            if (!change(report, desk) || await SavedAsync(mayFail: left > 1)) { return; }
        }
    }

    private async Task<bool> SavedAsync(bool mayFail)
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException fault) when (mayFail && fault.IsConflict())
        {
            // A member, or this reporter's other press of the button, was first: look again at what there is now.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
