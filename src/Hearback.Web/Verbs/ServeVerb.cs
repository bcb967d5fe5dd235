using Hearback.Data;
using Hearback.Directory;
using Hearback.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Verbs;

internal static class ServeVerb
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, bool demo, CancellationToken stop)
    {
        await using var app = HearbackApp.Build(settings, demo);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await PrepareAsync(app, stop);
        if (demo) { await LoadDemoAsync(app, stop); }

        await app.StartAsync(stop);
        foreach (var address in app.Urls) { Console.WriteLine($"Hearback is at {address}"); }

        if (demo) { DemoWelcome.Print(app.Urls.First(), app.Services); }

        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>SQLite needs nobody to look after it, so it is brought up to date here; a PostgreSQL server that several processes share is not.</summary>
    private static async Task PrepareAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Database is DatabaseKind.Sqlite)
        {
            await MigrateVerb.RunAsync(app);
        }
        else if ((await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.GetPendingMigrationsAsync(stop)).Any()
            || (await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.GetPendingMigrationsAsync(stop)).Any())
        {
            throw new RefusedException("The databases are not up to date: run ./hearback migrate first");
        }

        if (!await app.Services.GetRequiredService<CurrentPack>().LoadAsync(stop))
        {
            throw new RefusedException("There is no pack yet: run ./hearback pack import packs/somers-town, or your own");
        }
    }

    private static async Task LoadDemoAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LoadDemo>().OnFirstStartAsync(stop);
    }
}

internal static class MigrateVerb
{
    public static async Task<int> RunAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.MigrateAsync();
        return 0;
    }
}
