using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Verbs;

/// <summary>The state of the two databases before a verb begins.</summary>
internal static class Databases
{
    /// <summary>SQLite needs nobody to look after it, so it is brought up to date here; a PostgreSQL server that several processes share is not.</summary>
    /// <exception cref="RefusedException">The databases on the server are behind the program.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken stop)
    {
        if (app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Database is DatabaseKind.Sqlite)
        {
            await MigrateAsync(app);
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        if ((await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.GetPendingMigrationsAsync(stop)).Any()
            || (await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.GetPendingMigrationsAsync(stop)).Any())
        {
            throw new RefusedException("The databases are not up to date: run ./hearback migrate first");
        }
    }

    public static async Task<int> MigrateAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.MigrateAsync();
        return 0;
    }
}
