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

public static class PackNeeds
{
    extension(IPackInUse inUse)
    {
        /// <exception cref="RefusedException">The pack lacks a team or a category that reports need.</exception>
        internal async Task RefuseToLoseAsync(Pack pack)
        {
            var teams = await inUse.TeamsAsync();
            if (teams.FirstOrDefault(code => pack.Team(code) is null) is { } team) { throw new RefusedException($"The team '{team}' has open reports, so the pack must keep it"); }

            var categories = await inUse.CategoriesAsync();
            if (categories.FirstOrDefault(code => pack.Category(code) is null) is { } category) { throw new RefusedException($"The category '{category}' is used by reports, so the pack must keep it"); }
        }
    }
}

/// <summary>What an import did: whether anything changed, and what members had changed and stands otherwise in the folder: services, and of categories, questions and routing each part in words.</summary>
public sealed record ImportedPack(bool Changed, IReadOnlyList<string> EditedServices, IReadOnlyList<string> EditedSetup);

/// <summary>Takes a pack over, all or nothing; the same pack again changes nothing.</summary>
public sealed class ImportPack(HearbackDb db, IPackInUse inUse, TimeProvider time)
{
    /// <summary>
    /// Imports the folder. What members changed since stays, unless it is to be replaced (docs/adr/0009 and 0019). What <paramref name="together"/> adds is saved with it.
    /// </summary>
    /// <exception cref="PackRefusedException">Something in the files is wrong; nothing was changed.</exception>
    /// <exception cref="RefusedException">A team or category that reports need is missing, or a service that stays names what the folder no longer has.</exception>
    public async Task<ImportedPack> FromAsync(string folder, bool replaceServices = false, bool replaceSetup = false, Action<HearbackDb>? together = null)
    {
        var (pack, places) = PackFiles.Read(folder);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var last = await db.Packs.OrderByDescending(version => version.Number).FirstOrDefaultAsync();
        var known = await db.Places.Include(place => place.Words).Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync();
        var setup = last is null ? EditedSetup.None : await EditedSetup.ReadAsync(db, last.Read(), pack);
        if (!setup.IsNone && !replaceSetup) { pack = setup.Keep(last!.Read(), pack, places); }

        var edited = last is null ? [] : await EditedAsync(last.Read(), pack);
        if (edited.Count > 0 && !replaceServices) { pack = Keep(last!.Read(), pack, places, edited); }

        var samePack = last is not null && last.Hash.AsSpan().SequenceEqual(PackVersion.HashOf(pack));
        var samePlaces = known.Select(Facts).SequenceEqual(places.Select(Facts));
        if (samePack && samePlaces) { return new(false, edited, setup.InWords); }

        await inUse.RefuseToLoseAsync(pack);
        if (!samePack) { db.Packs.Add(new PackVersion((last?.Number ?? 0) + 1, pack, time.GetUtcNow()) { KeptEdits = edited.Count > 0 && !replaceServices, KeptSetup = !setup.IsNone && !replaceSetup }); }

        if (!samePlaces)
        {
            db.Places.RemoveRange(known);
            await db.SaveChangesAsync();
            db.Places.AddRange(places);
        }

        together?.Invoke(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new(true, edited, setup.InWords);
    }

    /// <summary>The services that members changed since the folder was last taken over whole, and that are not the same in it.</summary>
    private async Task<List<string>> EditedAsync(Pack now, Pack folder)
    {
        var whole = await db.Packs.Where(version => version.Service == null && version.Part == null && !version.KeptEdits).MaxAsync(version => (int?)version.Number) ?? 0;
        var edited = await db.Packs.Where(version => version.Number > whole && version.Service != null).Select(version => version.Service!).Distinct().ToListAsync();
        return [.. edited.Where(code => EditServices.Seen(now.Service(code)) != EditServices.Seen(folder.Service(code))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder's pack with the services as members left them: one that they took out stays out, one that they added stays.</summary>
    private static Pack Keep(Pack now, Pack folder, IReadOnlyList<Place> places, List<string> edited)
    {
        var kept = edited.Select(now.Service).OfType<ListedService>().ToDictionary(service => service.Code);
        var merged = folder with
        {
            Services = [.. folder.Services.Where(service => !edited.Contains(service.Code) || kept.ContainsKey(service.Code)).Select(service => kept.GetValueOrDefault(service.Code, service)),
                .. kept.Values.Where(service => folder.Service(service.Code) is null)],
        };
        if (PackReading.FaultsOf(merged.Services, KnownCodes.Of(merged, places.Select(place => place.Code))) is [var fault, ..])
        {
            throw new RefusedException($"Members changed the services {string.Join(", ", edited)}, and they no longer fit this folder: {fault.Text}. Write the pack in force with pack export and bring the two together, or take the folder's services with --replace-services");
        }

        return merged;
    }

    private static (string, string, PlaceKind, Spot, string?, string?, string) Facts(Place place) =>
        (place.Code, place.Name, place.Kind, place.Spot, place.Ward, place.Postcode, place.Also);
}
