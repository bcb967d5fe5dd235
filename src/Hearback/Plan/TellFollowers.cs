using Hearback.Calendar;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Hearback.Plan;

/// <summary>
/// Writes to those who follow the plan, once for each edition that has news for them and one letter a mailbox; and deletes the wishes
/// that nobody confirmed. On any number of processes each letter is written once: it is saved with the mark that it was.
/// </summary>
public sealed partial class TellFollowers(IServiceScopeFactory scopes, IStringLocalizer<LetterWords> words, JobRuns runs, TimeProvider time, ILogger<TellFollowers> logger) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    /// <summary>Looks once, and says how many letters it wrote.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        var written = 0;
        try
        {
            await ForgetUnconfirmedAsync(stop);
            while (await TellSomeAsync(stop) is { } more) { written += more; }
        }
        catch (DbUpdateConcurrencyException)
        {
            Log.OtherWasFirst(logger);
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<TellFollowers>();
            Log.NotTold(logger, fault.GetBaseException().GetType().Name);
        }

        return written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<TellFollowers>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
                runs.Ended<TellFollowers>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    /// <summary>Tells some mailboxes of the next edition they have not heard of; null when there are none left.</summary>
    private async Task<int?> TellSomeAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var vault = scope.ServiceProvider.GetRequiredService<KeyVault>();
        var latest = await db.Editions.MaxAsync(edition => (int?)edition.Number, stop) ?? 0;
        var waiting = db.Followers.Where(one => one.ConfirmedOn != null && one.ToldOf < latest);
        if (await waiting.MinAsync(one => (int?)one.ToldOf, stop) is not { } told) { return null; }

        var editions = await db.Editions.AsNoTracking().Where(edition => edition.Number == told || edition.Number == told + 1).ToDictionaryAsync(edition => edition.Number, stop);
        var (edition, before) = (editions[told + 1], editions.GetValueOrDefault(told)?.Plan ?? new());
        var some = await waiting.Where(one => one.ToldOf == told).Select(one => one.Mailbox).Distinct().OrderBy(mailbox => mailbox).Take(AtOnce).ToListAsync(stop);
        var written = 0;
        foreach (var mailbox in (await waiting.Where(one => one.ToldOf == told && some.Contains(one.Mailbox)).OrderBy(one => one.Id).ToListAsync(stop)).GroupBy(one => one.Mailbox))
        {
            var letter = new Digest(edition, before);
            foreach (var follower in mailbox)
            {
                if (await vault.FindAsync(follower.KeyId) is { } key)
                {
                    letter.Add(follower.Open(key), key);
                    follower.Told(edition.Number);
                }
                else
                {
                    // Somebody stopped, and the process died before the row was deleted.
                    db.Remove(follower);
                }
            }

            if (letter.Write(words, time.GetUtcNow()) is not { } notice) { continue; }

            db.Notices.Add(notice);
            written++;
        }

        await db.SaveChangesAsync(stop);
        return written;
    }

    private async Task ForgetUnconfirmedAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var vault = scope.ServiceProvider.GetRequiredService<KeyVault>();
        var oldest = time.Today.AddDays(-Follower.KeptUnconfirmed);
        foreach (var follower in await db.Followers.Where(one => one.ConfirmedOn == null && one.AskedOn < oldest).Take(1000).ToListAsync(stop)) { await db.ForgetAsync(follower, vault); }
    }

    private static partial class Log
    {
        [LoggerMessage(1511, LogLevel.Information, "Another process told these followers of the plan, or they have stopped")]
        public static partial void OtherWasFirst(ILogger logger);

        [LoggerMessage(1512, LogLevel.Warning, "Those who follow the plan could not be told: {Fault}")]
        public static partial void NotTold(ILogger logger, string fault);

        [LoggerMessage(1513, LogLevel.Debug, "Nobody is told of editions any more")]
        public static partial void Stopped(ILogger logger);
    }
}
