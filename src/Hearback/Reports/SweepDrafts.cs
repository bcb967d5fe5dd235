using Hearback.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>Deletes drafts past their hour, from the first start on.</summary>
internal sealed partial class SweepDrafts(IServiceScopeFactory scopes, JobRuns runs, TimeProvider time, ILogger<SweepDrafts> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<SweepDrafts>(Every);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ReportDrafts>().SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (fault.IsOfStore())
            {
                runs.Fails<SweepDrafts>();
                Log.NotSwept(logger, fault.GetType().Name);
            }

            runs.Ended<SweepDrafts>();
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1103, LogLevel.Warning, "Old drafts were not deleted, and will be at the next turn: {Fault}")]
        public static partial void NotSwept(ILogger logger, string fault);
    }
}
