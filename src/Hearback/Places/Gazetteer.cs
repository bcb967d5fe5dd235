using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Places;

/// <summary>Finds places by what residents type, and names the place that a spot lies at.</summary>
public sealed class Gazetteer(HearbackDb db, KnownNames names)
{
    /// <summary>How many places a list may hold before we ask for more words.</summary>
    public const int Most = 12;

    private const int NearMetres = 200;

    /// <summary>
    /// The places of which each typed word begins some word of the name, the pack's own places first. When there are none, those whose
    /// words differ by a letter or two.
    /// </summary>
    public async Task<IReadOnlyList<Place>> FindAsync(string typed, CancellationToken stop)
    {
        if ((await names.NowAsync(db, stop)).Find(typed, Most + 1) is not { Count: > 0 } ids) { return []; }

        var places = await db.Places.AsNoTracking().Where(place => ids.Contains(place.Id)).ToListAsync(stop);
        return [.. places.OrderBy(place => ids.IndexOf(place.Id))];
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
