using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Places;

/// <summary>Finds places by what residents type, and names the place that a spot lies at.</summary>
public sealed class Gazetteer(HearbackDb db)
{
    /// <summary>How many places a list may hold before we ask for more words.</summary>
    public const int Most = 12;

    private const int NearMetres = 200;

    /// <summary>The places of which each typed word begins some word of the name; the pack's own places first.</summary>
    public async Task<IReadOnlyList<Place>> FindAsync(string typed, CancellationToken stop)
    {
        var words = SearchWords.Split(typed).Take(6).ToList();
        if (words.Count is 0) { return []; }

        var found = db.Places.AsNoTracking();
        foreach (var word in words)
        {
            var after = word + '\uffff';
            found = found.Where(place => place.Words.Any(w => string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, after) < 0));
        }

        return await found.OrderByDescending(place => place.OfPack).ThenBy(place => place.Name).ThenBy(place => place.Id).Take(Most + 1).ToListAsync(stop);
    }

    public Task<Place?> ByCodeAsync(string code, CancellationToken stop) =>
        db.Places.AsNoTracking().SingleOrDefaultAsync(place => place.Code == code, stop);

    /// <summary>The pack's place nearest to a spot, if one lies within 200 m: exact enough to route by, too coarse to find a door.</summary>
    public async Task<Place?> NearestOfPackAsync(Spot spot, CancellationToken stop)
    {
        var near = await db.Places.AsNoTracking()
            .Where(place => place.OfPack
                && place.Easting > spot.Easting - NearMetres && place.Easting < spot.Easting + NearMetres
                && place.Northing > spot.Northing - NearMetres && place.Northing < spot.Northing + NearMetres)
            .ToListAsync(stop);
        return near.MinBy(place => place.Spot.SquaredDistanceTo(spot));
    }
}
