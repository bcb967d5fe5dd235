using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Reports;

/// <summary>
/// Sends new links to reporters who ask for one. Whoever asks is answered before anything is looked up, so that neither
/// the words nor the time of the answer tell whether we know an address.
/// </summary>
public sealed partial class SendNewLinks(IServiceScopeFactory scopes, CurrentPack current, TimeProvider time, ILogger<SendNewLinks> logger) : BackgroundService
{
    // Who asks while so many wait is not heard and asks again: a flood must not fill the memory.
    private readonly Channel<Asked> _asked = Channel.CreateBounded<Asked>(new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for a link to a report, to be sent only if the address is its reporter's.</summary>
    public void Ask(Reference reference, string email) => _asked.Writer.TryWrite(new Asked(reference, email, null));

    /// <summary>Asks for a link in place of one that was used or is too old. It goes where that one went.</summary>
    public void AskInPlaceOf(LinkToken token) => _asked.Writer.TryWrite(new Asked(default, null, token.Hash));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var closing = stoppingToken.Register(() => _asked.Writer.TryComplete());
        await foreach (var asked in _asked.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await SendAsync(asked);
            }
            catch (Exception fault) when (fault is DbUpdateException or DbException or IOException or TimeoutException or InvalidOperationException or CryptographicException)
            {
                Log.NotSent(logger, fault.GetType().Name);
            }
        }
    }

    private async Task SendAsync(Asked asked)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var vault = scope.ServiceProvider.GetRequiredService<KeyVault>();
        var (reference, now) = (asked.Reference, time.GetUtcNow());
        var hour = now.WholeHour;
        var reports = asked.TokenHash is { } hash
            ? db.Reports.Where(report => report.Links.Any(link => link.TokenHash == hash))
            : db.Reports.Where(report => report.Reference == reference);
        var found = await reports.Include(report => report.Notices.Where(notice => notice.Kind == NoticeKind.NewLink && notice.QueuedAt == hour)).SingleOrDefaultAsync();
        if (found is null) { return; }

        var desk = new Desk(await vault.OpenAsync(found.KeyId), current.Now, now);
        if (asked.Email is { } email ? found.SendLink(email, desk) : found.SendLink(desk)) { await db.SaveChangesAsync(); }
    }

    private sealed record Asked(Reference Reference, string? Email, byte[]? TokenHash);

    private static partial class Log
    {
        [LoggerMessage(1102, LogLevel.Error, "A new link was not sent: {Fault}")]
        public static partial void NotSent(ILogger logger, string fault);
    }
}
