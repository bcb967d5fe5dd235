using System.Security.Cryptography;
using System.Text.Json;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Directory;

/// <summary>A member's edit of a service: it makes a new version of the pack, checked as an import is, and all earlier versions stay.</summary>
public sealed class EditServices(HearbackDb db, TimeProvider time)
{
    private const int Tries = 5;
    private const string SomebodyWasFirst = "Someone else changed this while you were reading it. Read what is new, then send yours again";

    /// <summary>Fingerprint of a service as somebody has it before them. Of one that is not there it is empty.</summary>
    public static string Seen(ListedService? service) => service is null ? "" : Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(service, PackVersion.Json)))[..16];

    /// <summary>Puts the service in the place of the one with its code, or beside the others when there is none. Whatever else waits to be saved is saved with it.</summary>
    /// <exception cref="RefusedException">It is not as it was seen any more, or something in it is wrong.</exception>
    public Task SaveAsync(ListedService service, string seen, Guid by, Action<HearbackDb> together) => ChangeAsync(service.Code, seen, by, together, services =>
        services.Any(one => one.Code == service.Code) ? [.. services.Select(one => one.Code == service.Code ? service : one)] : [.. services, service]);

    /// <summary>Takes the service out of the directory. It stays in the earlier versions.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public Task RemoveAsync(string code, string seen, Guid by, Action<HearbackDb> together) => ChangeAsync(code, seen, by, together, services => [.. services.Where(one => one.Code != code)]);

    private async Task ChangeAsync(string code, string seen, Guid by, Action<HearbackDb> together, Func<IReadOnlyList<ListedService>, IReadOnlyList<ListedService>> change)
    {
        for (var tried = 1; ; tried++)
        {
            db.ChangeTracker.Clear();
            var last = await db.Packs.AsNoTracking().OrderByDescending(version => version.Number).FirstAsync();
            var pack = last.Read();
            if (Seen(pack.Service(code)) != seen) { throw new RefusedException(SomebodyWasFirst); }

            var changed = pack with { Services = change(pack.Services) };
            var places = await db.Places.Where(place => place.OfPack).Select(place => place.Code).ToListAsync();
            if (PackReading.FaultsOf(changed.Services, KnownCodes.Of(changed, places)) is [var wrong, ..]) { throw new RefusedException(wrong.Text); }

            if (PackVersion.HashOf(changed).AsSpan().SequenceEqual(last.Hash)) { return; }

            db.Packs.Add(new PackVersion(last.Number + 1, changed, time.GetUtcNow()) { Service = code, By = by });
            together(db);
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException fault) when (fault.IsConflict() && tried < Tries)
            {
                // Somebody changed another service in this very moment. Ours is changed once more, in what they made of it.
                continue;
            }
        }
    }
}

/// <summary>A service as a member left it, on a day; <see cref="After"/> is null when it was taken out, <see cref="Before"/> when it was added.</summary>
public sealed record ServiceChange(DateTimeOffset At, Guid? By, ListedService? Before, ListedService? After);

public static class ServiceHistory
{
    private const int Most = 20;

    /// <summary>What members changed of a service, the latest first.</summary>
    public static async Task<IReadOnlyList<ServiceChange>> HistoryOfAsync(this HearbackDb db, string code, CancellationToken stop)
    {
        var changes = new List<ServiceChange>();
        foreach (var version in await db.Packs.AsNoTracking().Where(version => version.Service == code).OrderByDescending(version => version.Number).Take(Most).ToListAsync(stop))
        {
            var before = await db.Packs.AsNoTracking().SingleAsync(earlier => earlier.Number == version.Number - 1, stop);
            changes.Add(new(version.ImportedAt, version.By, before.Read().Service(code), version.Read().Service(code)));
        }

        return changes;
    }
}
