using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Verbs;

/// <summary>The settings and the state of the two databases before a verb begins.</summary>
internal static class Databases
{
    /// <summary>Refuses settings that are wrong, and from now on counts working days by them.</summary>
    public static void CheckSettings(WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        WorkingDays.Use(app.Services.GetRequiredService<IOptions<CalendarOptions>>().Value.Read());
    }

    /// <summary>SQLite needs nobody to look after it, so it is brought up to date here; a PostgreSQL server that several processes share is not.</summary>
    /// <exception cref="RefusedException">The databases on the server are behind the program.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (db, vaultDb) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<VaultDb>());
        // Asked even where we bring them up to date ourselves: to migrate takes time and memory.
        if (!(await vaultDb.IsUpToDateAsync(stop) && await db.IsUpToDateAsync(stop)))
        {
            if (!db.Database.IsSqlite()) { throw new RefusedException("The databases are not up to date: run ./hearback migrate first"); }

            await MigrateAsync(app);
        }
        else
        {
            // It may have broken off between the two.
            await scope.ServiceProvider.GetRequiredService<TakeOverRecord>().RunAsync();
        }

        vaultDb.ForgetModelForMigrating();
        db.ForgetModelForMigrating();
    }

    public static async Task<int> MigrateAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<TakeOverRecord>().RunAsync();
        return 0;
    }
}
