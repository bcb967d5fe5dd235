using System.Data.Common;
using System.Runtime.CompilerServices;
using Hearback.Reports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hearback.Data;

/// <summary>
/// Counts a report's version on every change, its thread included, so that the second of two members who act at once is told.
/// We count ourselves because SQLite has no row version.
/// </summary>
internal sealed class CountVersions : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Count(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Count(DbContext? db)
    {
        if (db is null) { return; }

        // A message or a note may be all that changed.
        var written = db.ChangeTracker.Entries<ThreadEntry>().Where(entry => entry.State is EntityState.Added).Select(entry => entry.Entity.ReportId).ToHashSet();
        foreach (var report in db.ChangeTracker.Entries<Report>()
            .Where(entry => entry.State is EntityState.Modified || (entry.State is EntityState.Unchanged && written.Contains(entry.Entity.Id))).ToList())
        {
            var version = report.Property(r => r.Version);
            version.CurrentValue = version.OriginalValue + 1;
        }
    }
}

/// <summary>
/// What is acknowledged survives a power cut (<c>synchronous=FULL</c>), and readers never wait for a writer (WAL). The log is folded into the
/// database every 64 MB: at the usual 4 MB the same pages were written again and again. What is read stays in memory up to 16 MB a connection.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // Of the vault nothing that was deleted may stand in the file: a key that was forgotten would open older copies of what it sealed.
    private const string ForgetForGood = "PRAGMA secure_delete=ON;";
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=16000; PRAGMA cache_size=-16000;";

    // A pooled connection keeps what it was told, so each is told once and not at every query.
    private readonly ConditionalWeakTable<object, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (((SqliteConnection)connection).Handle is not { } handle || !_told.TryAdd(handle, handle)) { return; }

        // Whoever only looks whether a file is there opens it to read, and one that was just restored is not yet set up as ours are.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode is SqliteOpenMode.ReadOnly) { return; }

        using var command = connection.CreateCommand();
        command.CommandText = eventData.Context is VaultDb ? Settings + ForgetForGood : Settings;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite works on the calling thread in any case.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
