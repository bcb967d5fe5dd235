using Hearback.Calendar;
using Hearback.Data;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Insight;

/// <summary>
/// Counts what became of the dates that reporters were promised. A promise counts on the day on which it was kept or missed, for the team that had the
/// report then, so a month that is over stays as it is, also when a report is forgotten. It reads no report: only what ended promises and turns left in clear.
/// </summary>
public sealed class ReadFigures(HearbackDb db)
{
    /// <summary>The figures of each team and month from that day on, the running month included.</summary>
    public async Task<IReadOnlyList<TeamMonth>> FromAsync(DateOnly from, DateOnly today, CancellationToken stop)
    {
        var tally = new Tally(from, today);
        await AddEndedAsync(db.Promises.Where(promise => promise.EndedOn >= from), tally, stop);
        foreach (var missed in await OverdueAsync(today).ToListAsync(stop)) { tally.Add(missed.DueOn, missed.TeamThen, Settled(missed.FirstReply, new(0, 1))); }

        var unanswered = await db.Reports.AsNoTracking().Where(report => report.DueOn != null && report.FirstRepliedOn == null)
            .Select(report => new { report.ReceivedOn, Team = db.Set<ThreadEntry>().Where(entry => entry.ReportId == report.Id && entry.Number == 1).Select(entry => entry.Team).First() })
            .ToListAsync(stop);
        foreach (var report in unanswered) { tally.Add(report.ReceivedOn, report.Team, new() { Taken = 1 }); }

        await AddTurnsAsync(db.Milestones.Where(turn => turn.On >= from), tally, stop);
        foreach (var forgotten in await db.ForgottenFigures.AsNoTracking().Where(counted => counted.Month >= from).ToListAsync(stop)) { tally.Add(forgotten.Month, forgotten.Team, forgotten.Read()); }

        return tally.Months;
    }

    /// <summary>What a closed report counts for.</summary>
    internal async Task<IReadOnlyList<TeamMonth>> OfAsync(Guid report, DateOnly today)
    {
        var tally = new Tally(DateOnly.MinValue, today);
        await AddEndedAsync(db.Promises.Where(promise => promise.ReportId == report), tally, CancellationToken.None);
        await AddTurnsAsync(db.Milestones.Where(turn => turn.ReportId == report), tally, CancellationToken.None);
        return tally.Months;
    }

    private static async Task AddEndedAsync(IQueryable<Promise> promises, Tally tally, CancellationToken stop)
    {
        var ended = await promises.AsNoTracking().Where(promise => promise.MovedTo == null)
            .GroupBy(promise => new { promise.FirstReply, promise.Team, promise.TakenBy, promise.ReceivedOn, promise.DueOn, promise.EndedOn })
            .Select(some => new { some.Key, Count = some.Count() }).ToListAsync(stop);
        foreach (var (promise, count) in ended.Select(some => (some.Key, some.Count)))
        {
            var kept = promise.EndedOn <= promise.DueOn;
            tally.Add(kept ? promise.EndedOn : promise.DueOn, promise.Team, Settled(promise.FirstReply, new(kept ? count : 0, count)));
            if (!promise.FirstReply) { continue; }

            tally.Add(promise.EndedOn, promise.Team, new() { ToFirstReply = Days(promise.ReceivedOn, promise.EndedOn, count) });
            tally.Add(promise.ReceivedOn, promise.TakenBy, new() { Taken = count });
        }
    }

    /// <summary>Whose day had passed when this day began, with the team that has the report. Those who have heard since still count.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OverdueThisMorningAsync(DateOnly today, CancellationToken stop)
    {
        var waiting = await db.Reports.AsNoTracking().Where(report => report.DueOn < today).GroupBy(report => report.Team).Select(some => new { some.Key, Count = some.Count() }).ToListAsync(stop);
        var heard = await db.Promises.AsNoTracking().Where(promise => promise.EndedOn == today && promise.DueOn < today && promise.MovedTo == null)
            .GroupBy(promise => promise.Team).Select(some => new { some.Key, Count = some.Count() }).ToListAsync(stop);
        return waiting.Concat(heard).GroupBy(some => some.Key, some => some.Count).ToDictionary(some => some.Key, some => some.Sum());
    }

    /// <summary>Open reports whose day has passed, and the team that had each when it did.</summary>
    internal IQueryable<MissedDate> OverdueAsync(DateOnly today) => db.Reports.AsNoTracking().Where(report => report.DueOn < today)
        .Select(report => new MissedDate(report.Id, report.DueOn!.Value, report.FirstRepliedOn == null,
            db.Set<ThreadEntry>().Where(entry => entry.ReportId == report.Id && entry.On <= report.DueOn).OrderByDescending(entry => entry.Number).Select(entry => entry.Team).First()));

    private static async Task AddTurnsAsync(IQueryable<Milestone> milestones, Tally tally, CancellationToken stop)
    {
        var turns = await milestones.AsNoTracking().Where(turn => turn.Kind != MilestoneKind.PassedToTeam).ToListAsync(stop);
        var said = turns.Where(turn => turn.Kind is MilestoneKind.SaidIfSorted).GroupBy(turn => (turn.ReportId, turn.Closing)).Select(some => some.MaxBy(turn => turn.Entry)!);
        foreach (var turn in turns.Where(turn => turn.Kind is MilestoneKind.Closed)) { tally.Add(turn.On, turn.Team, new() { ToClosing = Days(turn.ReceivedOn, turn.On, 1) }); }

        foreach (var turn in turns.Where(turn => turn.Kind is MilestoneKind.Reopened || turn.Sorted is Reports.Sorted.No)) { tally.Add(turn.On, turn.Team, new() { Reopened = 1 }); }

        foreach (var turn in said)
        {
            tally.Add(turn.On, turn.Team, new()
            {
                Sorted = new(turn.Sorted is Reports.Sorted.Yes ? 1 : 0, 1),
                Informed = turn.KeptInformed is { } informed ? new(informed >= 4 ? 1 : 0, 1) : default,
            });
        }
    }

    private static Figures Settled(bool firstReply, Share share) => firstReply ? new() { FirstReplies = share } : new() { Updates = share };

    private static DaysTaken Days(DateOnly from, DateOnly until, int count) => new(new Dictionary<int, int> { [from.WorkingDaysUntil(until)] = count });

    /// <summary>Adds up by month and team what lies between two days.</summary>
    private sealed class Tally(DateOnly from, DateOnly today)
    {
        private readonly Dictionary<(DateOnly Month, string Team), Figures> _figures = [];

        public IReadOnlyList<TeamMonth> Months => [.. _figures.Select(one => new TeamMonth(one.Key.Month, one.Key.Team, one.Value))];

        public void Add(DateOnly on, string team, Figures more)
        {
            if (on < from || on > today) { return; }

            var month = (new DateOnly(on.Year, on.Month, 1), team);
            _figures[month] = _figures.GetValueOrDefault(month, Figures.None) + more;
        }
    }
}

/// <summary>An open report whose day has passed.</summary>
internal sealed record MissedDate(Guid ReportId, DateOnly DueOn, bool FirstReply, string TeamThen);
