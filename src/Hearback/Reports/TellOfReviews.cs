using System.Threading.Channels;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>
/// Tells whoever reports a second time within some months what the ASB Case Review is, once in that time. It rests until a report comes in, and looks a
/// minute later at all that have come. What it did not get to is marked as such in the vault, and done when it next wakes.
/// </summary>
public sealed partial class TellOfReviews(IServiceScopeFactory scopes, CurrentPack pack, TimeProvider time, ILogger<TellOfReviews> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Gather = TimeSpan.FromMinutes(1);
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Somebody who can be told has reported.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <summary>Looks at all reports that have not been looked at, and says how many reporters it told.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        var (told, last) = (0, Guid.Empty);
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var vault = scope.ServiceProvider.GetRequiredService<VaultDb>();
            var reports = await vault.Marks.Where(mark => !mark.Looked && mark.ReportId > last).Select(mark => mark.ReportId).Distinct().OrderBy(report => report).Take(AtOnce).ToListAsync(stop);
            foreach (var report in reports)
            {
                if (await LookAsync(report, scope.ServiceProvider, vault)) { told++; }
            }

            if (reports.Count < AtOnce || stop.IsCancellationRequested) { return told; }

            last = reports[^1];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _woken.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, time, stoppingToken);
                while (_woken.Reader.TryRead(out _)) { }

                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await RoundAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            // Somebody wrote on the same report meanwhile: it is looked at again.
            Wake();
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            Log.NotTold(logger, fault.GetBaseException().GetType().Name);
            Wake();
        }
    }

    private async Task<bool> LookAsync(Guid id, IServiceProvider services, VaultDb vault)
    {
        var db = services.GetRequiredService<HearbackDb>();
        // Its key is kept before it is: what is on its way is looked at next time.
        if (await db.Reports.Include(report => report.Thread).SingleOrDefaultAsync(report => report.Id == id) is not { } report) { return false; }

        var tells = report.Identity is not IdentityLevel.Anonymous && await IsToBeToldAsync(report, db, vault);
        if (tells)
        {
            report.TellOfReview(new(await services.GetRequiredService<KeyVault>().OpenAsync(report.KeyId), pack.Now, time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        db.ChangeTracker.Clear();
        // A first try to send it, which was never answered, left marks with a key that nobody forgets.
        await vault.Marks.Where(mark => mark.ReportId == id && mark.KeyId != report.KeyId).ExecuteDeleteAsync();
        await vault.Marks.Where(mark => mark.ReportId == id).ExecuteUpdateAsync(mark => mark.SetProperty(one => one.Looked, true));
        return tells;
    }

    /// <summary>Whether the same person reported before, and was not told of it then. An address is believed here because the letter goes to it; a number only where there is no address.</summary>
    private async Task<bool> IsToBeToldAsync(Report report, HearbackDb db, VaultDb vault)
    {
        var marks = await vault.Marks.AsNoTracking().Where(mark => mark.ReportId == report.Id).ToListAsync();
        var by = marks.Exists(mark => mark.Of is MarkOf.Email) ? MarkOf.Email : MarkOf.Phone;
        var people = marks.Where(mark => mark.Of == by).Select(mark => mark.Person).ToList();
        var others = await vault.Marks.Where(mark => people.Contains(mark.Person) && mark.ReportId != report.Id).Select(mark => mark.ReportId).ToListAsync();
        var since = report.ReceivedOn.AddMonths(-pack.Now.Review.Within);
        var before = await db.Reports.AsNoTracking().Where(other => others.Contains(other.Id) && other.ReceivedOn >= since && other.ReceivedOn <= report.ReceivedOn && other.Identity != IdentityLevel.Anonymous).Select(other => other.Id).ToListAsync();
        return before.Count > 0 && !await db.Set<ThreadEntry>().AnyAsync(entry => (before.Contains(entry.ReportId) || entry.ReportId == report.Id)
            && (entry.Kind == EntryKind.ToldOfReview || entry.Kind == EntryKind.ReviewToExplain) && entry.On >= since);
    }

    private static partial class Log
    {
        [LoggerMessage(1136, LogLevel.Error, "Reporters were not told of the case review: {Fault}")]
        public static partial void NotTold(ILogger logger, string fault);

        [LoggerMessage(1137, LogLevel.Debug, "Reporters are no longer told of the case review")]
        public static partial void Stopped(ILogger logger);
    }
}
