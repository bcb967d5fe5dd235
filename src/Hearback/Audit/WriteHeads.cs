using Hearback.Calendar;
using Hearback.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Audit;

/// <summary>Writes the head of each book into the heads file once an hour, from the first start on.</summary>
public sealed partial class WriteHeads(IServiceScopeFactory scopes, RecordHeads heads, JobRuns runs, TimeProvider time, ILogger<WriteHeads> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Looks once, and says how many heads it wrote.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
            var lasts = new List<(Book, Link)>();
            foreach (var book in Enum.GetValues<Book>())
            {
                // Of reporters what stood there when the day began: neither the line nor the time at which the file was written tells the hour of a visit.
                if (await db.LastOfAsync(book, stop, book is Book.Reporters ? time.Today.LondonMidnight : null) is { Number: > 0 } last) { lasts.Add((book, last)); }
            }

            return heads.Add(lasts, time.GetUtcNow());
        }
        catch (Exception fault) when (fault.IsOfStore() || fault is UnauthorizedAccessException)
        {
            runs.Fails<WriteHeads>();
            Log.NotWritten(logger, fault.GetBaseException().GetType().Name);
            return 0;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<WriteHeads>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do
            {
                await RoundAsync(stoppingToken);
                runs.Ended<WriteHeads>();
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
        [LoggerMessage(1701, LogLevel.Error, "The head of the record was not written, and is tried again in a minute: {Fault}")]
        public static partial void NotWritten(ILogger logger, string fault);

        [LoggerMessage(1702, LogLevel.Debug, "No heads are written any more")]
        public static partial void Stopped(ILogger logger);
    }
}
