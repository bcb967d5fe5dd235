using Hearback.Data;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Insight;

/// <summary>A number of <see cref="Figures"/> behind which a member may look.</summary>
public enum Figure
{
    Taken,
    FirstReplyKept,
    FirstReplyMissed,
    UpdateKept,
    UpdateMissed,
    Closed,
    Reopened,
    SaidSorted,
    SaidNotSorted,
}

/// <summary>A report behind a number: codes and days, never a word.</summary>
public sealed record CountedReport(Reference Reference, string Category, ReportState State, string Team, DateOnly ReceivedOn, DateOnly? DueOn);

/// <summary>The reports behind a number that the member may see, and how many more there are with teams that are not theirs.</summary>
/// <param name="Reports">Those that may be opened.</param>
/// <param name="Elsewhere">Those with other teams.</param>
/// <param name="More">Those that are too many to list.</param>
/// <param name="Forgotten">Those that were deleted since.</param>
public sealed record ReportsCounted(IReadOnlyList<CountedReport> Reports, int Elsewhere, int More, int Forgotten);

public sealed class ReportsBehind(HearbackDb db, ReadFigures figures)
{
    public const int Most = 200;

    public async Task<ReportsCounted> ReadAsync(Figure figure, string team, DateOnly month, Member member, DateOnly today, CancellationToken stop)
    {
        var ids = (await IdsAsync(figure, team, month, today, stop)).Distinct().ToList();
        var seen = new List<CountedReport>();
        var hidden = 0;
        foreach (var some in ids.Take(Most).Chunk(100))
        {
            var mine = await db.Reports.AsNoTracking().SeenBy(member).Where(report => some.Contains(report.Id))
                .Select(report => new CountedReport(report.Reference, report.Category, report.State, report.Team, report.ReceivedOn, report.DueOn)).ToListAsync(stop);
            seen.AddRange(mine);
            hidden += some.Length - mine.Count;
        }

        return new([.. seen.OrderBy(report => report.ReceivedOn).ThenBy(report => report.Reference.Value, StringComparer.Ordinal)], hidden, Math.Max(0, ids.Count - Most),
            (await db.ForgottenFigures.AsNoTracking().Where(counted => counted.Month == month && counted.Team == team).ToListAsync(stop)).Sum(counted => CountIn(counted.Read(), figure)));
    }

    private static int CountIn(Figures figures, Figure figure) => figure switch
    {
        Figure.Taken => figures.Taken,
        Figure.FirstReplyKept => figures.FirstReplies.Good,
        Figure.FirstReplyMissed => figures.FirstReplies.Bad,
        Figure.UpdateKept => figures.Updates.Good,
        Figure.UpdateMissed => figures.Updates.Bad,
        Figure.Closed => figures.Closed,
        Figure.Reopened => figures.Reopened,
        Figure.SaidSorted => figures.Sorted.Good,
        Figure.SaidNotSorted => figures.Sorted.Bad,
    };

    private async Task<List<Guid>> IdsAsync(Figure figure, string team, DateOnly month, DateOnly today, CancellationToken stop)
    {
        var next = month.AddMonths(1);
        var promises = db.Promises.AsNoTracking().Where(promise => promise.MovedTo == null && promise.EndedOn >= month);
        var turns = db.Milestones.AsNoTracking().Where(turn => turn.Team == team && turn.On >= month && turn.On < next);
        switch (figure)
        {
            case Figure.Taken:
                var answered = await promises.Where(promise => promise.FirstReply && promise.TakenBy == team && promise.ReceivedOn >= month && promise.ReceivedOn < next).Select(promise => promise.ReportId).ToListAsync(stop);
                var waiting = await db.Reports.AsNoTracking().Where(report => report.DueOn != null && report.FirstRepliedOn == null && report.ReceivedOn >= month && report.ReceivedOn < next
                    && db.Set<ThreadEntry>().Any(entry => entry.ReportId == report.Id && entry.Number == 1 && entry.Team == team)).Select(report => report.Id).ToListAsync(stop);
                return [.. answered, .. waiting];
            case Figure.FirstReplyKept or Figure.UpdateKept:
                var kept = figure is Figure.FirstReplyKept;
                return await promises.Where(promise => promise.FirstReply == kept && promise.Team == team && promise.EndedOn <= promise.DueOn && promise.EndedOn < next).Select(promise => promise.ReportId).ToListAsync(stop);
            case Figure.FirstReplyMissed or Figure.UpdateMissed:
                var first = figure is Figure.FirstReplyMissed;
                var late = await promises.Where(promise => promise.FirstReply == first && promise.Team == team && promise.EndedOn > promise.DueOn && promise.DueOn >= month && promise.DueOn < next).Select(promise => promise.ReportId).ToListAsync(stop);
                var never = (await figures.OverdueAsync(today).ToListAsync(stop)).Where(missed => missed.FirstReply == first && missed.TeamThen == team && missed.DueOn >= month && missed.DueOn < next);
                return [.. late, .. never.Select(missed => missed.ReportId)];
            case Figure.Closed:
                return await turns.Where(turn => turn.Kind == MilestoneKind.Closed).Select(turn => turn.ReportId).ToListAsync(stop);
            case Figure.Reopened:
                return await turns.Where(turn => turn.Kind == MilestoneKind.Reopened || turn.Sorted == Reports.Sorted.No).Select(turn => turn.ReportId).ToListAsync(stop);
            case Figure.SaidSorted:
                return await turns.Where(turn => turn.Sorted == Reports.Sorted.Yes).Select(turn => turn.ReportId).ToListAsync(stop);
            case Figure.SaidNotSorted:
                return await turns.Where(turn => turn.Kind == MilestoneKind.SaidIfSorted && turn.Sorted != Reports.Sorted.Yes).Select(turn => turn.ReportId).ToListAsync(stop);
            default:
                throw new InvalidOperationException($"There is nothing behind {figure}.");
        }
    }
}
