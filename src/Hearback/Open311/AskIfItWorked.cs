using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Open311;

/// <summary>Asks reporters whether the service to which their report went has acted: on working days from eight in the morning in London, once each.</summary>
public sealed partial class AskIfItWorked(IServiceScopeFactory scopes, CurrentPack pack, JobRuns runs, TimeProvider time, ILogger<AskIfItWorked> logger) : BackgroundService
{
    private const int FromHour = 8;
    private const int AtOnce = 200;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <summary>Looks once, and says how many hand-overs were due.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        if (!time.Today.IsWorkingDay || time.GetUtcNow().InLondon.Hour < FromHour) { return 0; }

        try
        {
            var due = await DueAsync(stop);
            foreach (var (report, number) in due)
            {
                stop.ThrowIfCancellationRequested();
                await AskAsync(report, number);
            }

            return due.Count;
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<AskIfItWorked>();
            Log.NotAsked(logger, fault.GetBaseException().GetType().Name);
            return 0;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<AskIfItWorked>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
                runs.Ended<AskIfItWorked>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<IReadOnlyList<(Guid Report, int Number)>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var today = time.Today;
        var due = await scope.ServiceProvider.GetRequiredService<HearbackDb>().Handovers.AsNoTracking()
            .Where(handover => handover.AskOn <= today).OrderBy(handover => handover.AskOn).Take(AtOnce)
            .Select(handover => new { handover.ReportId, handover.Number }).ToListAsync(stop);
        return [.. due.Select(handover => (handover.ReportId, handover.Number))];
    }

    private async Task AskAsync(Guid id, int number)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, vault) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<KeyVault>());
        if (await db.Reports.Include(r => r.Thread).Include(r => r.Notices).Include(r => r.Handovers).AsSplitQuery().SingleOrDefaultAsync(r => r.Id == id) is not { } report) { return; }

        // Looked at again: another process may have asked meanwhile.
        if (report.Handovers.Single(one => one.Number == number) is not { AskOn: not null } handover) { return; }

        // What is forgotten is asked about no more.
        if (report.IsGoing || await vault.FindAsync(report.KeyId) is not { } key) { handover.CallOff(); }
        else { report.AskIfItWorked(handover, new Desk(key, pack.Now, time.GetUtcNow())); }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            // Somebody acted on the report in this very moment, or another process asked. The next round looks again.
            Log.Overtaken(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1611, LogLevel.Error, "Reporters could not be asked whether a hand-over worked: {Fault}")]
        public static partial void NotAsked(ILogger logger, string fault);

        [LoggerMessage(1612, LogLevel.Information, "A reporter is asked a round later: somebody else acted on the report")]
        public static partial void Overtaken(ILogger logger);

        [LoggerMessage(1613, LogLevel.Debug, "Nobody is asked any more")]
        public static partial void Stopped(ILogger logger);
    }
}
