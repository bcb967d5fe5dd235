using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hearback.Notices;

/// <summary>
/// Empties the outbox: at least once each, on any number of processes. A claim is a lease, so what a dying process
/// held is sent by another within a minute; and no letter is tried for longer than its lease, so that two never send it at once.
/// </summary>
public sealed partial class SendNotices(
    IServiceScopeFactory scopes, IPost post, IOptions<NoticeOptions> options, OurMailbox mailbox, IStringLocalizer<LetterWords> localizer, JobRuns runs, TimeProvider time, ILogger<SendNotices> logger) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(40);

    /// <summary>Sends what is due, and says how many left.</summary>
    public async Task<int> SendDueAsync(CancellationToken stop)
    {
        var left = 0;
        while (!stop.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
            var now = time.GetUtcNow();
            // By kind within the hour, so that "we have your report" goes before the first news of it.
            var due = await db.Notices.AsNoTracking().Where(notice => notice.NextTryAt <= now)
                .OrderBy(notice => notice.NextTryAt).ThenBy(notice => notice.Kind).Take(AtOnce).Select(notice => notice.Id).ToListAsync(stop);
            foreach (var id in due)
            {
                stop.ThrowIfCancellationRequested();
                if (await SendAsync(id, stop)) { left++; }
            }

            if (due.Count < AtOnce) { return left; }
        }

        return left;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<SendNotices>(TimeSpan.FromSeconds(options.Value.EverySeconds));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.EverySeconds), time);
        try
        {
            do
            {
                try
                {
                    await SendDueAsync(stoppingToken);
                }
                catch (Exception fault) when (fault.IsOfStore())
                {
                    runs.Fails<SendNotices>();
                    // The database is away. The notices are in it, so they wait; the next look finds them.
                    Log.OutboxAway(logger, fault.GetType().Name);
                }

                runs.Ended<SendNotices>();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<bool> SendAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var vault = scope.ServiceProvider.GetRequiredService<KeyVault>();
        var notice = await db.Notices.SingleOrDefaultAsync(n => n.Id == id, stop);
        var now = time.GetUtcNow();
        if (notice?.NextTryAt is not { } due || due > now) { return false; }

        notice.Claim(now + Lease);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process took it.
            return false;
        }

        try
        {
            if (await vault.FindAsync(notice.KeyId) is not { } key)
            {
                // What it would say was forgotten, and nobody waits for it.
                notice.Withdraw();
                await db.SaveChangesAsync(CancellationToken.None);
                return false;
            }

            var content = key.Open<NoticeContent>(notice.Content, Notice.ContentPurpose);
            using var late = new CancellationTokenSource(LongestTry, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
            await post.SendAsync(notice.Id, content.To, Letter.Write(notice.Kind, content, new Uri(options.Value.Address), mailbox.Address is not null, localizer), either.Token);
            notice.Left(time.GetUtcNow());
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever is wrong with one letter must not keep back the others.
            // What the server said may repeat the recipient, so only the kind of fault is logged.
            notice.Failed(time.GetUtcNow());
            Log.NotSent(logger, notice.Id, notice.Kind, notice.Tries, fault.GetType().Name);
        }

        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Its reporter stopped the mail while it was on its way; it is not tried again in any case.
            Log.Overtaken(logger, notice.Id);
        }

        return notice.SentAt is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "Notice {Id} ({Kind}) did not leave at try {Tries}: {Fault}")]
        public static partial void NotSent(ILogger logger, Guid id, NoticeKind kind, int tries, string fault);

        [LoggerMessage(1302, LogLevel.Warning, "The outbox cannot be read: {Fault}")]
        public static partial void OutboxAway(ILogger logger, string fault);

        [LoggerMessage(1304, LogLevel.Information, "Notice {Id} was withdrawn while it left")]
        public static partial void Overtaken(ILogger logger, Guid id);

        [LoggerMessage(1303, LogLevel.Debug, "The outbox rests")]
        public static partial void Stopped(ILogger logger);
    }
}
