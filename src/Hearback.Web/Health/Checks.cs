using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Health;

/// <summary>The main database answers.</summary>
internal sealed class DatabaseAnswers(HearbackDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await db.Packs.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>The vault answers, and what is in it opens with the master key that we have: beside the wrong one nothing could be read.</summary>
internal sealed class VaultOpens(VaultDb db, MasterKey master) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Keys.AsNoTracking().OrderBy(key => key.Id).FirstOrDefaultAsync(cancellationToken) is { } any && !any.IsWrappedBy(master) ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy();
}

/// <summary>There is room for what people send. With PostgreSQL this is the room for letters and pictures of the map; the server looks after its own.</summary>
internal sealed class RoomOnDisk(IOptions<DataOptions> data, IOptions<HealthOptions> options) : IHealthCheck
{
    private const long Megabyte = 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(new DriveInfo(Path.GetFullPath(data.Value.Folder)).AvailableFreeSpace >= options.Value.LeastFreeMegabytes * Megabyte ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}

/// <summary>
/// Letters leave. It fails when nobody takes what is due, and when a letter has been tried in vain for so long that its turn came again and again
/// while nothing else left either: one mailbox that refuses us is no fault of ours.
/// </summary>
internal sealed class OutboxMoves(HearbackDb db, IOptions<HealthOptions> options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var longest = TimeSpan.FromMinutes(options.Value.OldestNoticeMinutes);
        var oldest = time.GetUtcNow() - longest;
        if (await db.Notices.AnyAsync(notice => notice.NextTryAt < oldest, cancellationToken)) { return HealthCheckResult.Unhealthy(); }

        // The waits between tries double from a minute on, so the tries tell how long it has been going on.
        var tries = (int)Math.Ceiling(Math.Log2(options.Value.OldestNoticeMinutes + 1)) + 1;
        var inVain = await db.Notices.Where(notice => notice.NextTryAt != null && notice.Tries >= tries).MinAsync(notice => (DateTimeOffset?)notice.QueuedAt, cancellationToken);
        return inVain is { } since && !await db.Notices.AnyAsync(notice => notice.SentAt > since, cancellationToken) ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy();
    }
}
