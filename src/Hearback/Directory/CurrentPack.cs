using Hearback.Data;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Directory;

/// <summary>The pack in force, held in memory and read anew when another was imported, by whichever process.</summary>
public sealed class CurrentPack(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private sealed record Held(int Number, Pack Pack, DateTimeOffset LookAgainAt);

    private volatile Held? _held;

    /// <exception cref="InvalidOperationException">No pack was imported yet.</exception>
    public async ValueTask<Pack> GetAsync()
    {
        var now = time.GetUtcNow();
        if (_held is { } held && held.LookAgainAt > now) { return held.Pack; }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var number = await db.Packs.MaxAsync(version => (int?)version.Number) ?? throw new InvalidOperationException("No pack was imported yet.");
        var pack = _held is { } known && known.Number == number
            ? known.Pack
            : (await db.Packs.AsNoTracking().SingleAsync(version => version.Number == number)).Read();
        _held = new Held(number, pack, now + LookEvery);
        return pack;
    }
}

/// <summary>Takes a pack over, all or nothing; the same pack again changes nothing.</summary>
public sealed class ImportPack(HearbackDb db, TimeProvider time)
{
    /// <summary>Imports the folder, and says whether anything changed.</summary>
    /// <exception cref="PackRefusedException">Something in the files is wrong; nothing was changed.</exception>
    /// <exception cref="RefusedException">A team or category that reports need is missing.</exception>
    public async Task<bool> FromAsync(string folder)
    {
        var (pack, places) = PackFiles.Read(folder);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var last = await db.Packs.OrderByDescending(version => version.Number).FirstOrDefaultAsync();
        var known = await db.Places.Include(place => place.Words).Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync();
        var samePack = last is not null && last.Hash.AsSpan().SequenceEqual(PackVersion.HashOf(pack));
        var samePlaces = known.Select(Facts).SequenceEqual(places.Select(Facts));
        if (samePack && samePlaces) { return false; }

        await RefuseToLoseAsync(pack);
        if (!samePack) { db.Packs.Add(new PackVersion((last?.Number ?? 0) + 1, pack, time.GetUtcNow())); }

        if (!samePlaces)
        {
            db.Places.RemoveRange(known);
            await db.SaveChangesAsync();
            db.Places.AddRange(places);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    private async Task RefuseToLoseAsync(Pack pack)
    {
        var teams = await db.Reports.Where(report => report.DueOn != null).Select(report => report.Team).Distinct().ToListAsync();
        if (teams.Find(code => pack.Team(code) is null) is { } team) { throw new RefusedException($"The team '{team}' has open reports, so the pack must keep it"); }

        var categories = await db.Reports.Select(report => report.Category).Distinct().ToListAsync();
        if (categories.Find(code => pack.Category(code) is null) is { } category) { throw new RefusedException($"The category '{category}' is used by reports, so the pack must keep it"); }
    }

    private static (string, string, PlaceKind, Spot, string?, string?, string) Facts(Place place) =>
        (place.Code, place.Name, place.Kind, place.Spot, place.Ward, place.Postcode, place.Also);
}
