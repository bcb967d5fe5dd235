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
public sealed partial class ReceiveReports(
    IServiceScopeFactory scopes, CurrentPack current, MasterKey master, FirstLetters letters, TimeProvider time, ILogger<ReceiveReports> logger) : BackgroundService
{
    private const int AtOnce = 256;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true });
    private Store? _store;

    /// <summary>
    /// Takes the report in and returns its reference once it is safe on disk. The same answers again return the same reference.
    /// </summary>
    /// <exception cref="NotReceivedException">It could not be stored.</exception>
    public async Task<Reference> ReceiveAsync(ReportAnswers answers, Guid? forCallerBy = null)
    {
        Waiting waiting;
        try
        {
            // Here, where many can be sealed at once, and not by the one who writes.
            var tellReporter = answers.Contact?.Email is { } email && letters.MayLeave(email, answers.ReportId);
            var (report, key) = Seal(answers, tellReporter);
            waiting = new(answers, forCallerBy, tellReporter) { Report = report, Key = key };
        }
        catch (InvalidOperationException fault)
        {
            // For instance because its category left the pack.
            throw Refusal(1, fault);
        }

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

        await CloseStoreAsync();
    }

    private async Task StoreAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            _store ??= await Store.OpenAsync(scopes);
            await _store.CommitAsync(batch, time.GetUtcNow().WholeHour);
        }
        catch (Exception fault) when (batch.Count > 1 && fault.IsOfStore())
        {
            // One of them cannot be stored, for instance because its reference is taken; the others must not suffer for it.
            await CloseStoreAsync();
            foreach (var waiting in batch) { await StoreAnewAsync(waiting); }
        }
        catch (Exception fault) when (batch is [{ Tries: < 3 } alone] && fault.IsOfStore())
        {
            await CloseStoreAsync();
            alone.Tries++;
            await StoreAnewAsync(alone);
        }
        catch (Exception fault)
        {
            // Whatever it was, whoever waits must be told, and the next must find the writer at work.
            await CloseStoreAsync();
            var refusal = Refusal(batch.Count, fault);
            foreach (var waiting in batch) { waiting.Done.TrySetException(refusal); }
        }
    }

    private Task StoreAnewAsync(Waiting waiting)
    {
        (waiting.Report, waiting.Key) = Seal(waiting.Answers, waiting.TellReporter);
        return StoreAsync([waiting]);
    }

    /// <summary>Draws the reference and the key, and seals what was told under it.</summary>
    private (Report Report, WrappedKey Key) Seal(ReportAnswers answers, bool tellReporter)
    {
        var key = DataKey.New();
        return (Report.Receive(answers, Reference.New(), new Desk(key, current.Now, time.GetUtcNow()), tellReporter), key.WrappedBy(master));
    }

    private NotReceivedException Refusal(int reports, Exception fault)
    {
        Log.NotStored(logger, reports, (fault.GetBaseException() as DbException)?.ErrorCode ?? 0, fault.GetBaseException().GetType().Name);
        return new NotReceivedException(fault);
    }

    private async Task CloseStoreAsync()
    {
        var closing = _store;
        _store = null;
        try
        {
            if (closing is not null) { await closing.DisposeAsync(); }
        }
        catch (Exception fault) when (fault.IsOfStore() || fault is InvalidOperationException)
        {
            // What is broken may not close in order. The next batch opens the store anew, and the writer must be there to do it.
            Log.NotClosed(logger, fault.GetBaseException().GetType().Name);
        }
    }

    /// <summary>Both databases as the writer holds them open, for as long as they do not fail: what is prepared stays prepared.</summary>
    private sealed class Store(AsyncServiceScope scope, HearbackDb db, VaultDb vaultDb) : IAsyncDisposable
    {
        private readonly NewRows _reports = new(db);
        private readonly NewRows _keys = new(vaultDb);

        public static async Task<Store> OpenAsync(IServiceScopeFactory scopes)
        {
            var scope = scopes.CreateAsyncScope();
            T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
            var store = new Store(scope, Get<HearbackDb>(), Get<VaultDb>());
            try
            {
                await store.OpenAsync();
                return store;
            }
            catch
            {
                await store.DisposeAsync();
                throw;
            }
        }

        public async Task CommitAsync(IReadOnlyList<Waiting> batch, DateTimeOffset hour)
        {
            await using var keysFirst = await vaultDb.Database.BeginTransactionAsync();
            await using var thenReports = await db.Database.BeginTransactionAsync();
            // The two are written side by side, and committed one after the other.
            var keys = Task.Run(() => AddKeysAsync(batch));
            try
            {
                await AddReportsAsync(batch, hour);
            }
            finally
            {
                await keys;
            }

            // Whoever was known already has a key from the first press.
            if (batch.Where(waiting => waiting.KnownAs is not null).Select(waiting => waiting.Key.Id).ToList() is [_, ..] unused)
            {
                await vaultDb.Keys.Where(key => unused.Contains(key.Id)).ExecuteDeleteAsync();
            }

            await keysFirst.CommitAsync();
            await thenReports.CommitAsync();
            db.ChangeTracker.Clear();
            foreach (var waiting in batch) { waiting.Done.TrySetResult(waiting.KnownAs ?? waiting.Report.Reference); }
        }

        public async ValueTask DisposeAsync()
        {
            await _reports.DisposeAsync();
            await _keys.DisposeAsync();
            await scope.DisposeAsync();
        }

        private async Task AddKeysAsync(IReadOnlyList<Waiting> batch)
        {
            foreach (var waiting in batch) { await _keys.AddAsync(waiting.Key); }
        }

        private async Task AddReportsAsync(IReadOnlyList<Waiting> batch, DateTimeOffset hour)
        {
            foreach (var waiting in batch)
            {
                var report = waiting.Report;
                if (!await _reports.AddAsync(report))
                {
                    waiting.KnownAs = await db.Reports.Where(known => known.Id == report.Id).Select(known => known.Reference).SingleAsync();
                    continue;
                }

                if (waiting.ForCallerBy is { } member) { db.Audit.Add(new(Audit.AuditedAct.ReportedForCaller, member, hour, report.Id)); }
            }

            await db.SaveChangesAsync();
        }

        private async Task OpenAsync()
        {
            await db.Database.OpenConnectionAsync();
            await vaultDb.Database.OpenConnectionAsync();
        }
    }

    private sealed class Waiting(ReportAnswers answers, Guid? forCallerBy, bool tellReporter)
    {
        public ReportAnswers Answers => answers;

        public Guid? ForCallerBy => forCallerBy;

        public bool TellReporter => tellReporter;

        public required Report Report { get; set; }

        public required WrappedKey Key { get; set; }

        /// <summary>The reference under which the same answers were stored before.</summary>
        public Reference? KnownAs { get; set; }

        public int Tries { get; set; }

        public TaskCompletionSource<Reference> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1104, LogLevel.Warning, "The store did not close in order: {Fault}")]
        public static partial void NotClosed(ILogger logger, string fault);

        [LoggerMessage(1101, LogLevel.Error, "{Count} reports were not stored, error {Code}: {Fault}")]
        public static partial void NotStored(ILogger logger, int count, int code, string fault);
    }
}
