using System.Data.Common;
using System.Threading.Channels;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Pictures;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>The report was not stored. Nothing is lost: the answers are kept and Send can be pressed again.</summary>
public sealed class NotReceivedException(Exception? inner = null) : Exception("The report was not stored.", inner);

/// <summary>
/// Stores reports. Many who wait are committed together, first their keys and then the reports, and each is answered after its commit:
/// writers that fight over one database would keep people waiting. While the reports of some are committed, the keys of the next are
/// (docs/adr/0002).
/// </summary>
public sealed partial class ReceiveReports(
    IServiceScopeFactory scopes, CurrentPack current, MasterKey master, FirstLetters letters, TellOfReviews reviews, TimeProvider time, ILogger<ReceiveReports> logger) : BackgroundService
{
    private const int AtOnce = 256;
    private const int MostTries = 3;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Channel<Waiting> _keyed = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>
    /// Takes the report in, with its pictures if there are any, and returns its reference once it is safe on disk. The same answers again return the same reference.
    /// </summary>
    /// <exception cref="NotReceivedException">It could not be stored.</exception>
    public async Task<Reference> ReceiveAsync(ReportAnswers answers, Guid? forCallerBy = null, IReadOnlyList<CleanPicture>? pictures = null, TakenMail? mail = null)
    {
        Waiting waiting;
        try
        {
            // Here, where many can be sealed at once, and not by the one who writes.
            var key = DataKey.NewFor(answers.ReportId);
            var tellReporter = answers.Contact?.Email is { } email && letters.MayLeave(email, answers.ReportId);
            waiting = new(answers, key, forCallerBy, mail, tellReporter, pictures) { Kept = key.WrappedBy(master, Marks.Of(answers, current.Now.Review, time.Today, master)), Report = Seal(answers, key, tellReporter, pictures) };
        }
        catch (InvalidOperationException fault)
        {
            // For instance because its category left the pack.
            throw Refusal(1, fault);
        }

        if (!_waiting.Writer.TryWrite(waiting)) { throw new NotReceivedException(); }

        var reference = await waiting.Done.Task;
        if (waiting.Kept.Marks.Count > 0) { reviews.Wake(); }

        return reference;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A stop closes the door, but whoever is inside is still served.
        using var closing = stoppingToken.Register(() => _waiting.Writer.TryComplete());
        await Task.WhenAll(KeepKeysAsync(), StoreReportsAsync());
    }

    private async Task KeepKeysAsync()
    {
        await using var keys = new Writer<VaultDb>(scopes, logger);
        await ServeAsync(_waiting.Reader, batch => keys.CommitAsync(async (_, rows) =>
        {
            foreach (var waiting in batch) { await rows.AddAsync(waiting.Kept); }
        }), kept => _keyed.Writer.TryWrite(kept));
        _keyed.Writer.TryComplete();
    }

    private async Task StoreReportsAsync()
    {
        await using var reports = new Writer<HearbackDb>(scopes, logger);
        await ServeAsync(_keyed.Reader, async batch =>
        {
            await reports.CommitAsync((db, rows) => AddAsync(batch, db, rows));
            await ForgetUnusedAsync(batch);
        }, stored => stored.Done.TrySetResult(stored.Known?.Reference ?? stored.Report.Reference));
    }

    /// <summary>Writes all who wait at once, again and again, and sends on each who is written.</summary>
    private async Task ServeAsync(ChannelReader<Waiting> from, Func<IReadOnlyList<Waiting>, Task> write, Action<Waiting> written)
    {
        var batch = new List<Waiting>(AtOnce);
        while (await from.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < AtOnce && from.TryRead(out var next)) { batch.Add(next); }

            await WriteAsync(batch);
            batch.Clear();
        }

        async Task WriteAsync(IReadOnlyList<Waiting> some)
        {
            try
            {
                await write(some);
                foreach (var waiting in some) { written(waiting); }
            }
            catch (Exception fault) when (fault.IsOfStore() && some.All(waiting => waiting.Tries < MostTries))
            {
                // One of them cannot be stored, for instance because its reference is taken; the others must not suffer for it.
                foreach (var waiting in some)
                {
                    waiting.Tries++;
                    await WriteAsync([waiting]);
                }
            }
            catch (Exception fault)
            {
                // Whatever it was, whoever waits must be told, and the next must find the writer at work.
                var refusal = Refusal(some.Count, fault);
                foreach (var waiting in some) { waiting.Done.TrySetException(refusal); }
            }
        }
    }

    private async Task AddAsync(IReadOnlyList<Waiting> batch, HearbackDb db, NewRows rows)
    {
        var hour = time.GetUtcNow().WholeHour;
        foreach (var waiting in batch)
        {
            // Its reference may have been what was in the way.
            if (waiting.Tries > 0) { waiting.Report = Seal(waiting.Answers, waiting.Key, waiting.TellReporter, waiting.Pictures); }

            var report = waiting.Report;
            if (waiting.Mail is { } mail) { await rows.AddAsync(mail); }

            if (!await rows.AddAsync(report))
            {
                waiting.Known = await db.Reports.Where(known => known.Id == report.Id).Select(known => new Known(known.Reference, known.KeyId)).SingleAsync();
            }
            else if (waiting.ForCallerBy is { } member)
            {
                db.Audit.Add(new(Audit.AuditedAct.ReportedForCaller, member, hour, report.Id));
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Whoever was known already has a key from the first press, or from a first try whose commit was never answered.</summary>
    private async Task ForgetUnusedAsync(IReadOnlyList<Waiting> batch)
    {
        if (batch.Where(waiting => waiting.Known is { } known && known.Key != waiting.Key.Id).Select(waiting => waiting.Key.Id).ToList() is not [_, ..] unused) { return; }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys.Where(key => unused.Contains(key.Id)).ExecuteDeleteAsync();
    }

    /// <summary>Draws the reference, and seals what was told.</summary>
    private Report Seal(ReportAnswers answers, DataKey key, bool tellReporter, IReadOnlyList<CleanPicture>? pictures) =>
        Report.Receive(answers, Reference.New(), new Desk(key, current.Now, time.GetUtcNow()), tellReporter, pictures);

    private NotReceivedException Refusal(int reports, Exception fault)
    {
        Log.NotStored(logger, reports, (fault.GetBaseException() as DbException)?.ErrorCode ?? 0, fault.GetBaseException().GetType().Name);
        return new NotReceivedException(fault);
    }

    /// <summary>Holds a database open for as long as it does not fail: what is prepared stays prepared.</summary>
    private sealed class Writer<TDb>(IServiceScopeFactory scopes, ILogger logger) : IAsyncDisposable where TDb : DbContext
    {
        private AsyncServiceScope? _scope;
        private TDb? _db;
        private NewRows? _rows;

        public async Task CommitAsync(Func<TDb, NewRows, Task> add)
        {
            try
            {
                var (db, rows) = await OpenAsync();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await add(db, rows);
                await transaction.CommitAsync();
                db.ChangeTracker.Clear();
            }
            catch
            {
                await DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            var (scope, rows) = (_scope, _rows);
            (_scope, _db, _rows) = (null, null, null);
            try
            {
                if (rows is not null) { await rows.DisposeAsync(); }

                if (scope is { } opened) { await opened.DisposeAsync(); }
            }
            catch (Exception fault) when (fault.IsOfStore() || fault is InvalidOperationException)
            {
                // What is broken may not close in order. It is opened anew next time, and the writer must be there to do it.
                Log.NotClosed(logger, fault.GetBaseException().GetType().Name);
            }
        }

        private async Task<(TDb Db, NewRows Rows)> OpenAsync()
        {
            if (_db is not null && _rows is not null) { return (_db, _rows); }

            var scope = scopes.CreateAsyncScope();
            _scope = scope;
            _db = scope.ServiceProvider.GetRequiredService<TDb>();
            await _db.Database.OpenConnectionAsync();
            _rows = new(_db);
            return (_db, _rows);
        }
    }

    private sealed record Known(Reference Reference, DataKeyId Key);

    private sealed class Waiting(ReportAnswers answers, DataKey key, Guid? forCallerBy, TakenMail? mail, bool tellReporter, IReadOnlyList<CleanPicture>? pictures)
    {
        public ReportAnswers Answers => answers;

        public DataKey Key => key;

        public Guid? ForCallerBy => forCallerBy;

        /// <summary>The email that it came in, so that both are stored or neither.</summary>
        public TakenMail? Mail => mail;

        public bool TellReporter => tellReporter;

        public IReadOnlyList<CleanPicture>? Pictures => pictures;

        /// <summary>The key as the vault keeps it.</summary>
        public required WrappedKey Kept { get; init; }

        public required Report Report { get; set; }

        /// <summary>As what the same answers were stored before.</summary>
        public Known? Known { get; set; }

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
