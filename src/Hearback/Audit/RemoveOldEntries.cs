using Hearback.Calendar;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hearback.Audit;

/// <summary>
/// Removes entries whose time is over, from the first start on, whole months at a time. Where a book then begins is signed, so that the rest still
/// shows that nothing else is missing.
/// </summary>
public sealed partial class RemoveOldEntries(IServiceScopeFactory scopes, RecordChain chain, IOptions<RecordOptions> options, JobRuns runs, TimeProvider time, ILogger<RemoveOldEntries> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    // A start has enough to do, and nothing here hurries.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Looks once, and says how many entries it removed.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        var removed = 0;
        try
        {
            foreach (var book in Enum.GetValues<Book>())
            {
                await using var scope = scopes.CreateAsyncScope();
                removed += await RemoveAsync(scope.ServiceProvider.GetRequiredService<HearbackDb>(), book, stop);
            }
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<RemoveOldEntries>();
            Log.NotRemoved(logger, fault.GetBaseException().GetType().Name);
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<RemoveOldEntries>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            await Task.Delay(FirstAfter, time, stoppingToken);
            do
            {
                await RoundAsync(stoppingToken);
                runs.Ended<RemoveOldEntries>();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<int> RemoveAsync(HearbackDb db, Book book, CancellationToken stop)
    {
        var cutoff = new DateOnly(time.Today.Year, time.Today.Month, 1).AddMonths(-options.Value.MonthsOf(book)).LondonMidnight;
        if (!await db.Audit.AnyAsync(entry => entry.Book == book && entry.At < cutoff, stop)) { return 0; }

        // That it is done stands in the first book, which every writer takes before the others.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var held in new[] { Book.Acts, book }.Distinct()) { await db.HoldAsync(held, stop); }

        var kept = await db.Audit.Where(entry => entry.Book == book && entry.At >= cutoff).MinAsync(entry => (long?)entry.Number, stop) ?? long.MaxValue;
        if (await db.Audit.AsNoTracking().Where(entry => entry.Book == book && entry.Number < kept).OrderByDescending(entry => entry.Number).FirstOrDefaultAsync(stop) is not { } last) { return 0; }

        var start = await db.RecordStarts.SingleOrDefaultAsync(one => one.Book == book, stop);
        if (start is null) { db.RecordStarts.Add(new(book, new(last.Number, last.Hash), chain)); }
        else { start.Move(new(last.Number, last.Hash), chain); }

        db.Audit.Add(new(AuditedAct.RemovedOldEntries, null, time.GetUtcNow()));
        await db.SaveChangesAsync(stop);
        var removed = await db.Audit.Where(entry => entry.Book == book && entry.Number <= last.Number).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        return removed;
    }

    private static partial class Log
    {
        [LoggerMessage(1711, LogLevel.Warning, "Old entries of the record were not removed, and will be at the next turn: {Fault}")]
        public static partial void NotRemoved(ILogger logger, string fault);

        [LoggerMessage(1712, LogLevel.Debug, "No old entries are removed any more")]
        public static partial void Stopped(ILogger logger);
    }
}
