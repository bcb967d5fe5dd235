using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reports;

/// <summary>Reports need the team that has them, while they are open or can be opened again, and the category they are of.</summary>
internal sealed class PackInUseByReports(HearbackDb db, TimeProvider time) : IPackInUse
{
    public async Task<IReadOnlyCollection<string>> TeamsAsync()
    {
        var closedSince = time.Today.AddDays(-Report.ReopenDays);
        return await db.Reports.Where(report => report.DueOn != null || report.Closure!.On >= closedSince).Select(report => report.Team).Distinct().ToListAsync();
    }

    public async Task<IReadOnlyCollection<string>> CategoriesAsync() =>
        await db.Reports.Select(report => report.Category).Distinct().ToListAsync();
}
