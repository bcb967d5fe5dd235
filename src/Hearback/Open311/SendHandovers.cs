using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hearback.Open311;

/// <summary>
/// Carries reports to the services whose task they are, by email or by Open311: at least once each, on any number of processes. What came of it
/// is written into the report, and is never lost to a member who acts at the same time.
/// </summary>
public sealed partial class SendHandovers(
    IServiceScopeFactory scopes, IPost post, Open311Desk open311, CurrentPack pack, IOptions<NoticeOptions> options, IStringLocalizer<LetterWords> words, JobRuns runs, TimeProvider time,
    ILogger<SendHandovers> logger) : BackgroundService
{
    private const int AtOnce = 20;
    private const int Tries = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Sends what is due, and says how many were looked at.</summary>
    public async Task<int> SendDueAsync(CancellationToken stop)
    {
        for (var seen = 0; ;)
        {
            var due = await DueAsync(stop);
            // One after the other to each service, so that a slow one keeps no other waiting.
            await Task.WhenAll(due.GroupBy(handover => handover.Service).Select(async service =>
            {
                foreach (var (report, number, _) in service) { await SendAsync(report, number, stop); }
            }));
            seen += due.Count;
            if (due.Count < AtOnce) { return seen; }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<SendHandovers>(TimeSpan.FromSeconds(options.Value.EverySeconds));
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
                    runs.Fails<SendHandovers>();
                    // They are in the database, so they wait for it.
                    Log.StoreAway(logger, fault.GetType().Name);
                }

                runs.Ended<SendHandovers>();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<IReadOnlyList<(Guid Report, int Number, string Service)>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), time.GetUtcNow());
        var due = await db.Handovers.AsNoTracking().Where(handover => handover.NextTryAt <= now).OrderBy(handover => handover.NextTryAt).Take(AtOnce)
            .Select(handover => new { handover.ReportId, handover.Number, handover.Service }).ToListAsync(stop);
        return [.. due.Select(handover => (handover.ReportId, handover.Number, handover.Service))];
    }

    private async Task SendAsync(Guid id, int number, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, vault, now) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<KeyVault>(), time.GetUtcNow());
        var handover = await db.Handovers.SingleOrDefaultAsync(one => one.ReportId == id && one.Number == number, stop);
        if (handover?.NextTryAt is not { } due || due > now) { return; }

        handover.Claim(now + Lease);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process took it.
            return;
        }

        if (await FindAsync(db, vault, id) is not var (report, key))
        {
            handover.CallOff();
            await db.SaveChangesAsync(CancellationToken.None);
            return;
        }

        TheirReference? theirs = null;
        var arrived = false;
        try
        {
            theirs = await CarryAsync(report, handover, key, now, stop);
            arrived = true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever is wrong with one must not keep back the others. What a server said may repeat what it was told, so only the kind of fault is logged.
            Log.NotSent(logger, handover.Service, handover.Tries, fault.GetType().Name, (int)((fault as HttpRequestException)?.StatusCode ?? 0));
        }

        await WriteDownAsync(db, vault, id, number, arrived, theirs);
    }

    private async Task<TheirReference?> CarryAsync(Report report, Handover handover, DataKey key, DateTimeOffset now, CancellationToken stop)
    {
        var service = pack.Now.Service(handover.Service);
        var passed = handover.OpenPassed(key);
        if (handover.State is HandoverState.Sent)
        {
            var theirs = handover.OpenTheirs(key) ?? throw new InvalidOperationException("There is no token.");
            return service?.Handover?.Open311 is not null && await open311.NumberAsync(service, theirs.Token!, stop) is { } number ? new(number) : theirs;
        }

        // A coordinator who has put it right within three days is in time.
        if (service?.Handover is not { } way || passed is null) { throw new InvalidOperationException("The service takes nothing from us any more."); }

        if (way.Email is { } mailbox)
        {
            await post.SendAsync(handover.MailId, mailbox, LetterAbout(report, passed), stop);
            return null;
        }

        var request = new Open311Request(service, report.Reference, passed);
        return (handover.Tries > 1 ? await open311.FindAsync(request, handover.QueuedAt, now, stop) : null) ?? await open311.SendAsync(request, stop);
    }

    /// <summary>Writes what came of it into the report as it stands now.</summary>
    private async Task WriteDownAsync(HearbackDb db, KeyVault vault, Guid id, int number, bool arrived, TheirReference? theirs)
    {
        for (var left = Tries; ; left--)
        {
            db.ChangeTracker.Clear();
            // Forgotten while it was on its way: there is nothing left into which it could be written.
            if (await FindAsync(db, vault, id) is not var (report, key)) { return; }

            var handover = report.Handovers.Single(one => one.Number == number);
            var desk = new Desk(key, pack.Now, time.GetUtcNow());
            if (arrived) { report.TakenByService(handover, theirs, desk); }
            else if (report.NotTaken(handover, desk)) { Log.GivenUp(logger, report.Reference.Value, handover.Service, handover.Tries); }

            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (DbUpdateException fault) when (left > 1 && fault.IsConflict())
            {
                // A member or the reporter wrote at the same time. It was carried, so it must be written down, beside what they wrote.
                Log.Overtaken(logger, handover.Service);
            }
        }
    }

    /// <summary>The report as it stands and its key; null when it is forgotten, or about to be.</summary>
    private static async Task<(Report Report, DataKey Key)?> FindAsync(HearbackDb db, KeyVault vault, Guid id) =>
        await db.Reports.Include(r => r.Thread).Include(r => r.Notices).Include(r => r.Handovers).AsSplitQuery().SingleOrDefaultAsync(r => r.Id == id) is { IsGoing: false } report
            && await vault.FindAsync(report.KeyId) is { } key ? (report, key) : null;

    private Letter LetterAbout(Report report, Passed passed)
    {
        var lines = new List<string> { words["A resident told us this. It is your task, and not one of ours:"], passed.Words };
        if (passed.Contact is { } contact) { lines.Add(string.Join("\n", new[] { words["You may reach them:"].Value, contact.Name, contact.Email, contact.Phone }.OfType<string>())); }
        else { lines.Add(words["You are not told who they are. We answer to them."]); }

        lines.Add(words["Our reference is {0}. Answer this email with your own number for it, and we tell them.", report.Reference]);
        return new(words["A report for you, {0}", report.Reference], string.Join("\n\n", lines)) { AnswerTo = pack.Now.Team(report.Team)?.Email };
    }

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "A hand-over to {Service} did not arrive at try {Tries}: {Fault} {Status}")]
        public static partial void NotSent(ILogger logger, string service, int tries, string fault, int status);

        [LoggerMessage(1602, LogLevel.Error, "The hand-over of {Reference} to {Service} is given up after {Tries} tries")]
        public static partial void GivenUp(ILogger logger, string reference, string service, int tries);

        [LoggerMessage(1603, LogLevel.Information, "What came of a hand-over to {Service} is written down once more: somebody else wrote")]
        public static partial void Overtaken(ILogger logger, string service);

        [LoggerMessage(1604, LogLevel.Warning, "Hand-overs cannot be read: {Fault}")]
        public static partial void StoreAway(ILogger logger, string fault);

        [LoggerMessage(1605, LogLevel.Debug, "Hand-overs rest")]
        public static partial void Stopped(ILogger logger);
    }
}
