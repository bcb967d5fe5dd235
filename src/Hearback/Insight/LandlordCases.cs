using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Insight;

/// <summary>The cases that a landlord opened in a year from 1 April to 31 March, and those of hate among them.</summary>
public sealed record CasesOfYear(DateOnly From, int Cases, int Hate);

/// <summary>A landlord's cases per 1,000 homes, year by year, the latest first.</summary>
public sealed record LandlordCases(Organisation Landlord, IReadOnlyList<CasesOfYear> Years)
{
    public static decimal PerThousand(int cases, int homes) => Math.Round(cases * 1000m / homes, 1, MidpointRounding.AwayFromZero);
}

/// <summary>
/// Counts antisocial behaviour cases as registered landlords must report them (Tenant Satisfaction Measures, NM01): several reports about the same
/// thing while it is open are one case, a report after closing is a new one, and cases of hate are in the number and also apart.
/// </summary>
public sealed class CountLandlordCases(HearbackDb db, CurrentPack pack)
{
    private const int Years = 2;

    public async Task<LandlordCases> OfAsync(Organisation landlord, DateOnly today, CancellationToken stop)
    {
        var thisYear = new DateOnly(today.Month >= 4 ? today.Year : today.Year - 1, 4, 1);
        // A year more, so that what was open when the first year began takes in what joined it.
        var reached = await ReachedAsync([.. landlord.Teams.Select(team => team.Code)], thisYear.AddYears(-Years), stop);
        var cases = Join(reached, code => pack.Now.Category(code)?.Hate is true);
        return new(landlord, [.. Enumerable.Range(0, Years).Select(back => thisYear.AddYears(-back)).Select(from =>
        {
            var opened = cases.Where(one => one.On >= from && one.On < from.AddYears(1)).ToList();
            return new CasesOfYear(from, opened.Count, opened.Count(one => one.Hate));
        })]);
    }

    /// <summary>
    /// The cases, each with the day on which it was opened. Nobody has said yet which reports are about the same people, so what is about the same kind of
    /// behaviour at the same place counts as the same thing; what has no place on the map is a case of its own.
    /// </summary>
    internal static IReadOnlyList<(DateOnly On, bool Hate)> Join(IEnumerable<ReachedReport> reports, Func<string, bool> isHate)
    {
        var cases = new List<(DateOnly, bool)>();
        var open = new Dictionary<(string, string?, int?, int?), DateOnly>();
        foreach (var report in reports.OrderBy(report => report.On))
        {
            var about = (report.Category, report.Place, report.CellX, report.CellY);
            var until = report.ClosedOn ?? DateOnly.MaxValue;
            var joins = report is not { Place: null, CellX: null } && open.TryGetValue(about, out var last) && report.On <= last;
            open[about] = joins && open[about] > until ? open[about] : until;
            if (!joins) { cases.Add((report.On, isHate(report.Category))); }
        }

        return cases;
    }

    private async Task<List<ReachedReport>> ReachedAsync(List<string> teams, DateOnly from, CancellationToken stop)
    {
        var days = new List<(Guid Id, DateOnly On)>();
        foreach (var some in new[]
        {
            db.Promises.Where(promise => promise.FirstReply && promise.MovedTo == null && promise.EndedOn >= from && promise.ReceivedOn >= from && teams.Contains(promise.TakenBy)).Select(promise => new { Id = promise.ReportId, On = promise.ReceivedOn }),
            db.Reports.Where(report => report.DueOn != null && report.FirstRepliedOn == null && report.ReceivedOn >= from && teams.Contains(report.Team)).Select(report => new { report.Id, On = report.ReceivedOn }),
            db.Milestones.Where(turn => turn.Kind == MilestoneKind.PassedToTeam && turn.On >= from && teams.Contains(turn.Team)).Select(turn => new { Id = turn.ReportId, turn.On }),
        }) { days.AddRange((await some.ToListAsync(stop)).Select(one => (one.Id, one.On))); }

        var first = days.GroupBy(one => one.Id).ToDictionary(some => some.Key, some => some.Min(one => one.On));
        var reached = new List<ReachedReport>();
        foreach (var ids in first.Keys.Chunk(500))
        {
            var reports = await db.Reports.AsNoTracking().Where(report => ids.Contains(report.Id))
                .Select(report => new { report.Id, report.Category, report.Place, report.CellX, report.CellY, ClosedOn = (DateOnly?)report.Closure!.On }).ToListAsync(stop);
            reached.AddRange(reports.Select(report => new ReachedReport(first[report.Id], report.Category, report.Place, report.CellX, report.CellY, report.ClosedOn)));
        }

        return reached;
    }
}

/// <summary>A report on the day on which it reached a landlord.</summary>
internal sealed record ReachedReport(DateOnly On, string Category, string? Place, int? CellX, int? CellY, DateOnly? ClosedOn);
