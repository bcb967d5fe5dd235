using Hearback.Data;
using Hearback.Directory;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reports;

/// <summary>Reports need the team that has them and the category they are of.</summary>
internal sealed class PackInUseByReports(HearbackDb db) : IPackInUse
{
    public async Task<IReadOnlyCollection<string>> TeamsAsync() =>
        await db.Reports.Where(report => report.DueOn != null).Select(report => report.Team).Distinct().ToListAsync();

    public async Task<IReadOnlyCollection<string>> CategoriesAsync() =>
        await db.Reports.Select(report => report.Category).Distinct().ToListAsync();
}
