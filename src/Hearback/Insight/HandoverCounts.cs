using Hearback.Calendar;
using Hearback.Data;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Insight;

/// <summary>What became of the hand-overs to one service in one month. For members only: small numbers stand in it as they are.</summary>
public sealed record HandoversOfMonth(int Year, int Month, string Service, int All, int ToldByReporter, int Failed, int Worked, int DidNotWork, int NotYet)
{
    public int NoAnswer => All - Failed - Worked - DidNotWork - NotYet;
}

/// <summary>Counts hand-overs by service and month, and whether reporters say that they worked.</summary>
public sealed class HandoverCounts(HearbackDb db, TimeProvider time)
{
    /// <summary>As many months are looked back, with this one.</summary>
    public const int Months = 12;

    /// <summary>The latest month first.</summary>
    public async Task<IReadOnlyList<HandoversOfMonth>> ReadAsync(CancellationToken stop)
    {
        var today = time.Today;
        var since = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var counts = await db.Handovers.AsNoTracking().Where(handover => handover.On >= since)
            .GroupBy(handover => new { handover.On.Year, handover.On.Month, handover.Service, handover.State, handover.Worked })
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stop);
        return
        [
            .. counts.GroupBy(one => (one.Key.Year, one.Key.Month, one.Key.Service)).Select(month =>
            {
                int Sum(Func<HandoverState, Worked?, bool> fits) => month.Where(one => fits(one.Key.State, one.Key.Worked)).Sum(one => one.Count);
                return new HandoversOfMonth(month.Key.Year, month.Key.Month, month.Key.Service,
                    Sum((_, _) => true), Sum((state, _) => state is HandoverState.LeftToReporter), Sum((state, _) => state is HandoverState.Failed),
                    Sum((_, worked) => worked is Worked.Yes), Sum((_, worked) => worked is Worked.No), Sum((_, worked) => worked is Worked.NotYet));
            }).OrderByDescending(month => (month.Year, month.Month)).ThenBy(month => month.Service, StringComparer.Ordinal),
        ];
    }
}
