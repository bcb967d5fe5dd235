using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Insight;

/// <summary>
/// Whether a problem is known at a place, as far as anybody may hear of it: yes or no, never how many, and never because of a few reports.
/// </summary>
public sealed class KnownProblems(HearbackDb db, MasterKey master, TimeProvider time)
{
    /// <summary>Fewer reports never make a problem known.</summary>
    public const int Fewest = 5;

    /// <summary>As many always do.</summary>
    public const int Enough = 8;

    /// <summary>Older reports do not count.</summary>
    public const int Days = 42;

    /// <summary>
    /// Whether enough open reports of the category came in lately, up to the beginning of last week, from the cell of the spot and the eight
    /// round it. What is marked private is never known.
    /// </summary>
    public async Task<bool> IsKnownAsync(Category category, Spot spot, CancellationToken stop)
    {
        if (category.Private) { return false; }

        // As it stood when last week began: the answer turns on a Monday, and never because somebody has just reported.
        var until = LastMonday(time.Today).AddDays(-7);
        var (code, x, y, since) = (category.Code, spot.Cell.X, spot.Cell.Y, until.AddDays(-Days));
        var needed = Needed(category, spot.Cell);
        return await db.Reports.AsNoTracking()
            .Where(report => report.CellX >= x - 1 && report.CellX <= x + 1 && report.CellY >= y - 1 && report.CellY <= y + 1
                && report.ReceivedOn >= since && report.ReceivedOn < until && report.DueOn != null && report.Category == code)
            .OrderBy(report => report.CellX).Take(needed).CountAsync(stop) >= needed;
    }

    private static DateOnly LastMonday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    /// <summary>
    /// Whoever could count would report often enough to see whether somebody else did before. So how many it takes differs from cell to cell,
    /// always the same for one, and nobody without the master key can tell (docs/adr/0015).
    /// </summary>
    private int Needed(Category category, Cell cell) =>
        Fewest + (master.Fingerprint($"{category.Code} {cell.X} {cell.Y}", "insight.known").ToByteArray()[0] % (Enough - Fewest + 1));
}

public static class InsightServices
{
    /// <summary>What may be told of reports to anybody.</summary>
    public static IServiceCollection AddInsight(this IServiceCollection services) => services.AddScoped<KnownProblems>().AddScoped<HandoverCounts>().AddScoped<ReadFigures>().AddScoped<IKeepFigures, KeepFigures>().AddScoped<ReportsBehind>().AddScoped<CountLandlordCases>().AddSingleton<TellPerformance>().AddSingleton<TellReviews>();
}
