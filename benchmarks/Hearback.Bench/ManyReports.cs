using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hearback.Bench;

/// <summary>
/// Makes any number of reports in bulk from those that are there: one in twenty open, with due days from ten days ago to fifty ahead,
/// and the others closed, as after years of use.
/// </summary>
internal static class ManyReports
{
    private const string SqliteSeries = "WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {0}), ";
    private const string SqliteId = "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";
    private const string PostgresSeries = "WITH series(i) AS (SELECT generate_series(1, {0})), ";

    public static async Task AddAsync(HearbackDb db, int count)
    {
        var sqlite = db.Database.IsSqlite();
        var report = db.Model.FindEntityType(typeof(Reports.Report))!;
        var table = StoreObjectIdentifier.Create(report, StoreObjectType.Table)!.Value;
        var columns = report.GetFlattenedProperties().Select(property => property.GetColumnName(table)!).ToList();
        var values = columns.Select(column => column switch
        {
            "Id" => sqlite ? SqliteId : "gen_random_uuid()",
            "Reference" => sqlite ? "'HB-' || printf('%07d', i)" : "'HB-' || lpad(i::text, 7, '0')",
            "State" => "CASE WHEN i % 20 = 0 THEN 'BeingWorkedOn' ELSE 'Closed' END",
            "DueOn" => $"CASE WHEN i % 20 = 0 THEN {(sqlite ? "date('now', (i / 20 % 60 - 10) || ' days')" : "current_date + (i / 20 % 60 - 10)")} END",
            _ => $"\"{column}\"",
        });
        var series = string.Format(System.Globalization.CultureInfo.InvariantCulture, sqlite ? SqliteSeries : PostgresSeries, count);
        var text = $"""
            {series} known AS (SELECT *, row_number() OVER () - 1 AS place, count(*) OVER () AS all_known FROM reports)
            INSERT INTO reports ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            SELECT {string.Join(", ", values)} FROM series JOIN known ON place = i / 20 % all_known
            """;
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        // PostgreSQL does this by itself after a while; the measurement need not wait for it.
        if (!sqlite) { await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE reports"); }
    }
}
