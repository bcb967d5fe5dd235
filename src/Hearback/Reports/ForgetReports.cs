using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Reports;

/// <summary>
/// Forgets reports whose time is over and those whose reporter asked for it. A report is marked, then its key is destroyed, then its rows go: wherever this
/// breaks off nothing can be read any more, and the next round goes on from there.
/// </summary>
public sealed class ForgetReports(HearbackDb db, KeyVault vault, CurrentPack pack, IKeepFigures figures, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int AtOnce = 200;
    private const int Tries = 3;

    // Letters to the reporter: their address is in each.
    private static readonly List<NoticeKind> ToReporter = [.. Enum.GetValues<NoticeKind>().Where(kind => kind.IsToReporter)];

    /// <summary>Does all that is due, and says how many reports were forgotten.</summary>
    public async Task<int> DueAsync(CancellationToken stop)
    {
        foreach (var due in DueBy(time.Today))
        {
            var kept = time.Today;
            foreach (var id in await due.Where(report => report.KeptUntil == null || report.KeptUntil <= kept).OrderBy(report => report.Id).Take(AtOnce).Select(report => report.Id).ToListAsync(stop)) { await LetGoAsync(id); }
        }

        var closedBefore = time.Today.AddDays(-Report.ReopenDays);
        foreach (var id in await Closed.Where(report => report.Forgetting == Forgetting.WhenClosed && report.Closure!.On < closedBefore).OrderBy(report => report.Id).Take(AtOnce).Select(report => report.Id).ToListAsync(stop)) { await MarkAsync(id, report => report.LetGo(Forgetting.AskedFor)); }

        await ForgetContactsAsync(stop);
        var forgotten = 0;
        foreach (var id in await db.Reports.Where(report => report.Forgetting == Forgetting.AskedFor || report.Forgetting == Forgetting.TimeIsOver || report.Forgetting == Forgetting.ForgottenBefore).OrderBy(report => report.Id).Take(AtOnce).Select(report => report.Id).ToListAsync(stop))
        {
            if (await FinishAsync(id)) { forgotten++; }
        }

        return forgotten;
    }

    /// <summary>The reporter asks to be forgotten. What goes at once has gone when this returns; its empty rows go with the next round.</summary>
    public async Task AskAsync(Guid id)
    {
        for (var left = Tries; ; left--)
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (await db.Reports.Include(report => report.Handovers).SingleOrDefaultAsync(report => report.Id == id) is not { IsGoing: false } report) { return; }

            report.AskToForget(await vault.OpenAsync(report.KeyId));
            db.Audit.Add(new(AuditedAct.AskedToForget, null, time.GetUtcNow(), id));
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException fault) when (left > 1 && fault.IsConflict())
            {
                // A member acted in this very moment, which must not stop a reporter.
                continue;
            }

            await DeleteLettersAsync(id);
            await transaction.CommitAsync();
            if (report.IsGoing) { await vault.ForgetAsync(report.KeyId); }

            return;
        }
    }

    /// <summary>A coordinator deletes what is left of a report that nobody can read any more.</summary>
    /// <exception cref="RefusedException">It can be read.</exception>
    public async Task LetGoUnreadableAsync(Guid id, Guid by)
    {
        if (await db.Reports.SingleOrDefaultAsync(report => report.Id == id) is not { } report) { return; }

        if (await vault.FindAsync(report.KeyId) is not null) { throw new RefusedException("This report can be read, so it is not deleted here"); }

        report.WasForgottenBefore();
        await db.SaveChangesAsync();
        await FinishAsync(id, by);
    }

    /// <summary>The reports whose time is over on that day, unless somebody writes to them or holds them.</summary>
    public IEnumerable<IQueryable<Report>> DueBy(DateOnly day) =>
        from kind in Enum.GetValues<NsirClass>()
        let categories = pack.Now.Categories.Where(category => category.Class == kind).Select(category => category.Code).ToList()
        from rule in Enum.GetValues<CloseReason>().GroupBy(outcome => options.Value.MonthsOf(kind, outcome))
        let outcomes = rule.ToList()
        let cutoff = day.AddMonths(-rule.Key)
        select Closed.Where(report => report.Forgetting == null && categories.Contains(report.Category) && outcomes.Contains(report.Closure!.Reason) && report.Closure!.On <= cutoff);

    private IQueryable<Report> Closed => db.Reports.Where(report => report.State == ReportState.Closed && report.Hold == null && report.Closure != null);

    /// <summary>Marks a report whose time is over; when somebody wrote to it within a month, it stays for a month from then and the coordinators are told.</summary>
    private Task LetGoAsync(Guid id) => MarkAsync(id, async report =>
    {
        if (report.LastWordOn.AddMonths(1) <= time.Today)
        {
            report.LetGo(Forgetting.TimeIsOver);
            return;
        }

        report.KeepUntil(report.LastWordOn.AddMonths(1));
        db.Audit.Add(new(AuditedAct.KeptReport, null, time.GetUtcNow(), id));
        foreach (var email in await db.Users.Where(member => member.Role == Role.Coordinator).Select(member => member.Email!).ToListAsync())
        {
            db.Notices.Add(new(NoticeKind.ReportKept, await vault.NewKeyAsync(), new() { To = email, Reference = report.Reference.Value, DueOn = report.KeptUntil, Path = "/staff/retention" }, time.GetUtcNow()));
        }
    });

    private async Task ForgetContactsAsync(CancellationToken stop)
    {
        var cutoff = time.Today.AddMonths(-options.Value.ContactMonths);
        foreach (var id in await Closed.Where(report => report.Contact != null && report.Closure!.On <= cutoff).OrderBy(report => report.Id).Take(AtOnce).Select(report => report.Id).ToListAsync(stop))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            await MarkAsync(id, async report =>
            {
                report.ForgetContact(await vault.FindAsync(report.KeyId));
                db.Audit.Add(new(AuditedAct.ForgotContact, null, time.GetUtcNow(), id));
            });
            await DeleteLettersAsync(id);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private Task<int> DeleteLettersAsync(Guid id) => db.Notices.Where(notice => EF.Property<Guid?>(notice, "ReportId") == id && ToReporter.Contains(notice.Kind)).ExecuteDeleteAsync();

    private Task MarkAsync(Guid id, Action<Report> mark) => MarkAsync(id, report =>
    {
        mark(report);
        return Task.CompletedTask;
    });

    /// <summary>Marks a report if it is still closed and nobody holds it. Whoever writes to it in this very moment comes first, and the next round looks again.</summary>
    private async Task MarkAsync(Guid id, Func<Report, Task> mark)
    {
        db.ChangeTracker.Clear();
        if (await Closed.Include(report => report.Handovers).SingleOrDefaultAsync(report => report.Id == id) is not { IsGoing: false } report) { return; }

        await mark(report);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Destroys the key, then the rows, and leaves a tombstone; false when another process did.</summary>
    private async Task<bool> FinishAsync(Guid id, Guid? by = null)
    {
        db.ChangeTracker.Clear();
        if (await db.Reports.SingleOrDefaultAsync(report => report.Id == id) is not { IsGoing: true } report) { return false; }

        await vault.ForgetAsync(report.KeyId);
        db.Tombstones.Add(new(report, pack.Now.Category(report.Category)?.Class, time.Today));
        await figures.KeepAsync(id);
        db.Reports.Remove(report);
        db.Audit.Add(new(AuditedAct.ForgotReport, by, time.GetUtcNow(), id));
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
