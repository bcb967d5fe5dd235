using System.Data.Common;
using System.Threading.Channels;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>The report was not stored. Nothing is lost: the answers are kept and Send can be pressed again.</summary>
public sealed class NotReceivedException(Exception? inner = null) : Exception("The report was not stored.", inner);

/// <summary>
/// Stores reports. One writer commits all who wait together, first the keys and then the reports, and answers each after its
/// commit: writers that fight over one database would keep people waiting (docs/adr/0002).
/// </summary>
public sealed partial class ReceiveReports(IServiceScopeFactory scopes, CurrentPack current, TimeProvider time, ILogger<ReceiveReports> logger) : BackgroundService
{
    private const int AtOnce = 256;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true });

    /// <summary>
    /// Takes the report in and returns its reference once it is safe on disk. The same answers again return the same reference.
    /// </summary>
    /// <exception cref="NotReceivedException">It could not be stored.</exception>
    public async Task<Reference> ReceiveAsync(ReportAnswers answers, Guid? forCallerBy = null)
    {
        var waiting = new Waiting(answers, current.Now, forCallerBy);
        if (!_waiting.Writer.TryWrite(waiting)) { throw new NotReceivedException(); }

        return await waiting.Done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A stop closes the door, but whoever is inside is still served.
        using var closing = stoppingToken.Register(() => _waiting.Writer.TryComplete());
        var batch = new List<Waiting>(AtOnce);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < AtOnce && _waiting.Reader.TryRead(out var next)) { batch.Add(next); }

            await StoreAsync(batch);
            batch.Clear();
        }
    }

    private async Task StoreAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await CommitAsync(batch);
        }
        catch (Exception fault) when (batch.Count > 1 && fault is (DbUpdateException or InvalidOperationException))
        {
            // One of them cannot be stored, for instance because its reference is taken or its category left the pack; the others must not suffer for it.
            foreach (var waiting in batch) { await StoreAsync([waiting]); }
        }
        catch (DbUpdateException) when (batch is [{ Tries: < 3 }])
        {
            batch[0].Tries++;
            await StoreAsync(batch);
        }
        catch (Exception fault)
        {
            // Whatever it was, whoever waits must be told, and the next must find the writer at work.
            Log.NotStored(logger, batch.Count, (fault.GetBaseException() as DbException)?.ErrorCode ?? 0, fault.GetBaseException().GetType().Name);
            foreach (var waiting in batch) { waiting.Done.TrySetException(new NotReceivedException(fault)); }
        }
    }

    private async Task CommitAsync(IReadOnlyList<Waiting> batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var vaultDb = scope.ServiceProvider.GetRequiredService<VaultDb>();
        var vault = scope.ServiceProvider.GetRequiredService<KeyVault>();
        var ids = batch.Select(waiting => waiting.Answers.ReportId).ToList();
        var known = await db.Reports.Where(report => ids.Contains(report.Id)).ToDictionaryAsync(report => report.Id, report => report.Reference);
        var now = time.GetUtcNow();
        foreach (var waiting in batch.Where(waiting => !known.ContainsKey(waiting.Answers.ReportId)))
        {
            var key = DataKey.New();
            var report = Report.Receive(waiting.Answers, Reference.New(), new Desk(key, waiting.Pack, now));
            vaultDb.Keys.Add(vault.Wrap(key));
            db.Reports.Add(report);
            if (waiting.ForCallerBy is { } member) { db.Audit.Add(new(Audit.AuditedAct.ReportedForCaller, member, now.WholeHour, report.Id)); }

            known.Add(report.Id, report.Reference);
        }

        await vaultDb.SaveChangesAsync();
        await db.SaveChangesAsync();
        foreach (var waiting in batch) { waiting.Done.TrySetResult(known[waiting.Answers.ReportId]); }
    }

    private sealed class Waiting(ReportAnswers answers, Pack pack, Guid? forCallerBy)
    {
        public ReportAnswers Answers => answers;

        public Pack Pack => pack;

        public Guid? ForCallerBy => forCallerBy;

        public int Tries { get; set; }

        public TaskCompletionSource<Reference> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Error, "{Count} reports were not stored, error {Code}: {Fault}")]
        public static partial void NotStored(ILogger logger, int count, int code, string fault);
    }
}
