using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reviews;

/// <summary>
/// Counts reports towards the case review, by what stands in clear and by the marks in the vault: no sealed text is opened to decide it. Of several
/// reports of one person only somebody hears who has shown that they read the mailbox: an access code shows that of the one report it opens,
/// and anybody can have typed an address.
/// </summary>
public sealed class CountReports(HearbackDb db, VaultDb vault, TrackedReports tracked, CurrentPack pack, TimeProvider time)
{
    /// <summary>No issue needs more reports to show that enough people told of it.</summary>
    private const int Enough = 500;

    /// <summary>The reports of whoever reads the mailbox that this one names.</summary>
    public Task<ReviewCount> OfMailboxAsync(Guid report, CancellationToken stop) => OfAsync(report, [MarkOf.Email], stop);

    /// <summary>This report alone.</summary>
    public Task<ReviewCount> AloneAsync(Guid report, CancellationToken stop) => OfAsync(report, [], stop);

    /// <summary>All reports that name the mailbox or the phone number of this one, for the members who decide.</summary>
    public Task<ReviewCount> OfPersonAsync(Guid report, CancellationToken stop) => OfAsync(report, [MarkOf.Email, MarkOf.Phone], stop);

    /// <summary>How many different people told of the same kind of thing at the same place lately, for the members who decide: told to a neighbour, it would say that another neighbour reported.</summary>
    public async Task<int> PeopleOnIssueAsync(Guid report, CancellationToken stop)
    {
        var issue = await db.Reports.AsNoTracking().Where(known => known.Id == report).Select(known => new { known.Category, known.Place, known.CellX, known.CellY }).SingleAsync(stop);
        var since = time.Today.AddMonths(-pack.Now.Review.Within);
        var same = db.Reports.AsNoTracking().Where(other => other.Category == issue.Category && other.ReceivedOn >= since && other.Identity != IdentityLevel.Anonymous);
        same = issue switch
        {
            { CellX: { } x, CellY: { } y } => same.Where(other => other.CellX >= x - 1 && other.CellX <= x + 1 && other.CellY >= y - 1 && other.CellY <= y + 1),
            { Place: { } place } => same.Where(other => other.Place == place),
            _ => same.Where(other => other.Id == report),
        };
        var reports = await same.OrderByDescending(other => other.ReceivedOn).ThenBy(other => other.Id).Select(other => other.Id).Take(Enough).ToListAsync(stop);
        var marks = await vault.Marks.AsNoTracking().Where(mark => reports.Contains(mark.ReportId) && mark.InTime).Select(mark => new { mark.ReportId, mark.Person }).ToListAsync(stop);
        return ReviewCount.PeopleOf(marks.Select(mark => (mark.ReportId, mark.Person)));
    }

    /// <summary>The reports that name the mailbox of this one, by their numbers.</summary>
    public async Task<IReadOnlyList<Guid>> ReportsOfMailboxAsync(Guid report, CancellationToken stop)
    {
        var people = (await MarksOfAsync(report, stop)).Where(mark => mark.Of is MarkOf.Email).Select(mark => mark.Person).ToList();
        return await vault.Marks.AsNoTracking().Where(mark => people.Contains(mark.Person)).Select(mark => mark.ReportId).ToListAsync(stop);
    }

    private async Task<ReviewCount> OfAsync(Guid report, MarkOf[] by, CancellationToken stop)
    {
        var own = await MarksOfAsync(report, stop);
        var people = own.Where(mark => by.Contains(mark.Of)).Select(mark => mark.Person).ToList();
        var others = people is [] ? [] : await vault.Marks.AsNoTracking().Where(mark => people.Contains(mark.Person)).ToListAsync(stop);
        var marks = own.Concat(others).DistinctBy(mark => mark.ReportId).ToDictionary(mark => mark.ReportId);
        var ids = marks.Keys.Append(report).Distinct().ToList();
        var known = await db.Reports.AsNoTracking().Where(one => ids.Contains(one.Id)).Select(one => new { one.Id, one.Reference, one.ReceivedOn, one.Identity }).ToListAsync(stop);
        return ReviewCount.Of(known.Select(one => marks.GetValueOrDefault(one.Id) is { } mark
            ? new ReportToCount(one.Reference, one.ReceivedOn, one.Identity, mark.Incident, mark.InTime)
            : new(one.Reference, one.ReceivedOn, one.Identity, one.Id, InTime: true)), pack.Now.Review, time.Today);
    }

    /// <summary>The report's marks. One that was made before there were any gets them when somebody first counts.</summary>
    private async Task<List<ReporterMark>> MarksOfAsync(Guid report, CancellationToken stop)
    {
        if (await vault.Marks.AsNoTracking().Where(mark => mark.ReportId == report).ToListAsync(stop) is { Count: > 0 } known) { return known; }

        await tracked.MarkAsync(report);
        return await vault.Marks.AsNoTracking().Where(mark => mark.ReportId == report).ToListAsync(stop);
    }
}
