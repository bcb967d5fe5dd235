using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Directory;

/// <summary>The pack in force, held in memory and read anew when another was imported, by whichever process.</summary>
public sealed partial class CurrentPack(IServiceScopeFactory scopes, TimeProvider time, ILogger<CurrentPack> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private (int Number, Pack Pack, Lazy<CategorySuggestions> Suggestions)? _held;

    /// <exception cref="InvalidOperationException">No pack was loaded yet.</exception>
    public Pack Now => _held?.Pack ?? throw new InvalidOperationException("No pack was loaded yet.");

    /// <summary>Which version it is, for whoever keeps what was made of it.</summary>
    public int Number => _held?.Number ?? 0;

    /// <summary>Both at once, so that they belong together.</summary>
    /// <exception cref="InvalidOperationException">No pack was loaded yet.</exception>
    public (int Number, Pack Pack) InForce => _held is { } held ? (held.Number, held.Pack) : throw new InvalidOperationException("No pack was loaded yet.");

    /// <summary>What the pack in force makes of plain words.</summary>
    /// <exception cref="InvalidOperationException">No pack was loaded yet.</exception>
    public CategorySuggestions Suggestions => _held?.Suggestions.Value ?? throw new InvalidOperationException("No pack was loaded yet.");

    /// <summary>Reads the latest pack, if it is not the one held; false when there is none.</summary>
    public async Task<bool> LoadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var number = await db.Packs.MaxAsync(version => (int?)version.Number, stop);
        if (number is null || number == _held?.Number) { return number is not null; }

        var pack = (await db.Packs.AsNoTracking().SingleAsync(version => version.Number == number, stop)).Read();
        _held = (number.Value, pack, new(() => new(pack)));
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LoadAsync(stoppingToken);
                }
                catch (Exception fault) when (fault.IsOfStore())
                {
                    // The pack held stays in force until the database is back.
                    Log.NotRead(logger, fault.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "The pack could not be looked up: {Fault}")]
        public static partial void NotRead(ILogger logger, string fault);

        [LoggerMessage(1202, LogLevel.Debug, "The pack is no longer looked up")]
        public static partial void Stopped(ILogger logger);
    }
}

public static class DirectoryServices
{
    /// <summary>The pack in force, its import, the changes that members make of it, and the places people can pick.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services)
    {
        services.AddSingleton<CurrentPack>();
        services.AddHostedService(s => s.GetRequiredService<CurrentPack>());
        services.AddSingleton<Places.KnownNames>().AddSingleton<CurrentArea>().AddScoped<ImportPack>().AddScoped<EditServices>().AddScoped<EditSetup>().AddScoped<Places.Gazetteer>().AddScoped<Places.ImportPlaces>().AddScoped<Places.ImportBase>();
        return services;
    }
}
