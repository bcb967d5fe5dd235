using Hearback.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>Forgets what is due, every hour from the first start on. Several processes may: each report goes once.</summary>
public sealed partial class ForgetOnTime(IServiceScopeFactory scopes, JobRuns runs, TimeProvider time, ILogger<ForgetOnTime> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    // A start has enough to do, and nothing here hurries.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Looks once, and says how many reports were forgotten.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var forgotten = await scope.ServiceProvider.GetRequiredService<ForgetReports>().DueAsync(stop);
            if (forgotten > 0) { Log.Forgotten(logger, forgotten); }

            return forgotten;
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<ForgetOnTime>();
            Log.NotForgotten(logger, fault.GetBaseException().GetType().Name);
            return 0;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<ForgetOnTime>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            await Task.Delay(FirstAfter, time, stoppingToken);
            do
            {
                await RoundAsync(stoppingToken);
                runs.Ended<ForgetOnTime>();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1121, LogLevel.Information, "{Count} reports were forgotten, their keys first")]
        public static partial void Forgotten(ILogger logger, int count);

        [LoggerMessage(1122, LogLevel.Error, "Reports that are due were not forgotten, and will be at the next turn: {Fault}")]
        public static partial void NotForgotten(ILogger logger, string fault);

        [LoggerMessage(1123, LogLevel.Debug, "Nothing is forgotten any more")]
        public static partial void Stopped(ILogger logger);
    }
}
