using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Plan;

/// <summary>Deletes the pictures that were taken out of the draft before an edition had them.</summary>
public sealed partial class SweepPictures(IServiceScopeFactory scopes, JobRuns runs, TimeProvider time, ILogger<SweepPictures> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Looks once, and says how many it deleted.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<PlanPictures>().SweepAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            Log.DraftWasSaved(logger);
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<SweepPictures>();
            Log.NotSwept(logger, fault.GetBaseException().GetType().Name);
        }

        return 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<SweepPictures>(Every);
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
                runs.Ended<SweepPictures>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1531, LogLevel.Debug, "The draft was saved while unused pictures were looked for; they are deleted at the next turn")]
        public static partial void DraftWasSaved(ILogger logger);

        [LoggerMessage(1532, LogLevel.Warning, "Unused pictures of the plan were not deleted, and will be at the next turn: {Fault}")]
        public static partial void NotSwept(ILogger logger, string fault);

        [LoggerMessage(1533, LogLevel.Debug, "Unused pictures of the plan are deleted no more")]
        public static partial void Stopped(ILogger logger);
    }
}
