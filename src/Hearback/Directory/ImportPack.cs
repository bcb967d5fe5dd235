using Hearback.Data;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Directory;

/// <summary>Says which parts of a pack are needed by what was made under it.</summary>
public interface IPackInUse
{
    Task<IReadOnlyCollection<string>> TeamsAsync();

    Task<IReadOnlyCollection<string>> CategoriesAsync();
}

/// <summary>Takes a pack over, all or nothing; the same pack again changes nothing.</summary>
public sealed class ImportPack(HearbackDb db, IPackInUse inUse, TimeProvider time)
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
        var teams = await inUse.TeamsAsync();
        if (teams.FirstOrDefault(code => pack.Team(code) is null) is { } team) { throw new RefusedException($"The team '{team}' has open reports, so the pack must keep it"); }

        var categories = await inUse.CategoriesAsync();
        if (categories.FirstOrDefault(code => pack.Category(code) is null) is { } category) { throw new RefusedException($"The category '{category}' is used by reports, so the pack must keep it"); }
    }

    private static (string, string, PlaceKind, Spot, string?, string?, string) Facts(Place place) =>
        (place.Code, place.Name, place.Kind, place.Spot, place.Ward, place.Postcode, place.Also);
}
