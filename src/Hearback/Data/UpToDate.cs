using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Caching.Memory;

namespace Hearback.Data;

/// <summary>
/// Whether a database has the shape that this program was written for. The framework would look through every type of the program for
/// migrations, and a service at rest would carry them all; so the newest is named here, and a test holds it against what there is.
/// </summary>
public static class UpToDate
{
    public static async Task<bool> IsUpToDateAsync(this DbContext db, CancellationToken stop) =>
        (await db.Database.GetAppliedMigrationsAsync(stop)).LastOrDefault() == db.NewestMigration();

    /// <summary>Gives back the model that is only for migrating. The framework keeps it for ever beside the one that it works with.</summary>
    public static void ForgetModelForMigrating(this DbContext db) =>
        db.GetService<IMemoryCache>().Remove(db.GetService<IModelCacheKeyFactory>().Create(db, designTime: true));

    internal static string NewestMigration(this DbContext db) => (db switch
    {
        SqliteHearbackDb => typeof(Migrations.Sqlite.PassingOn),
        SqliteVaultDb => typeof(Migrations.SqliteVault.Reviews),
        PostgresHearbackDb => typeof(Migrations.Postgres.PassingOn),
        PostgresVaultDb => typeof(Migrations.PostgresVault.Reviews),
        _ => throw new ArgumentException("This is none of our databases.", nameof(db)),
    }).GetCustomAttribute<MigrationAttribute>()!.Id;
}
