using Hearback.Data;
using Hearback.Places;
using Hearback.Staff;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reports;

/// <summary>A named place of the pack near a report, which is public.</summary>
public sealed record NearPlace(string Name, Spot Spot);

/// <summary>
/// What lies around a report, as far as its member may see it: the cell of 100 metres that stands in clear, the cells of their other open reports,
/// and the places of the pack. The exact spot is sealed and is not in here.
/// </summary>
public sealed record Surroundings(Cell Here, IReadOnlyList<Cell> OtherOpen, IReadOnlyList<NearPlace> Places)
{
    /// <summary>Cells to the east and to the west.</summary>
    public const int Beside = 4;

    /// <summary>Cells to the north and to the south.</summary>
    public const int Above = 3;

    private const int MostPlaces = 12;
    private const int MetresOfACell = 100;

    /// <summary>Null when the report has no cell: its place was told in words.</summary>
    public static async Task<Surroundings?> OfAsync(Report report, Member member, HearbackDb db, CancellationToken stop)
    {
        if (report.CellX is not { } x || report.CellY is not { } y) { return null; }

        var (west, east, south, north) = (x - Beside, x + Beside, y - Above, y + Above);
        var cells = await db.Reports.AsNoTracking().SeenBy(member)
            .Where(other => other.CellX >= west && other.CellX <= east && other.CellY >= south && other.CellY <= north && other.DueOn != null && other.Id != report.Id)
            .Select(other => new { other.CellX, other.CellY }).Distinct().ToListAsync(stop);
        var (left, right, bottom, top) = (west * MetresOfACell, (east + 1) * MetresOfACell, south * MetresOfACell, (north + 1) * MetresOfACell);
        var places = await db.Places.AsNoTracking()
            .Where(place => place.OfPack && place.Easting >= left && place.Easting < right && place.Northing >= bottom && place.Northing < top)
            .Select(place => new { place.Name, place.Easting, place.Northing }).ToListAsync(stop);
        var middle = new Spot((x * MetresOfACell) + (MetresOfACell / 2), (y * MetresOfACell) + (MetresOfACell / 2));
        return new(new(x, y), [.. cells.Select(cell => new Cell(cell.CellX!.Value, cell.CellY!.Value))],
            [.. places.Select(place => new NearPlace(place.Name, new(place.Easting, place.Northing))).OrderBy(place => place.Spot.SquaredDistanceTo(middle)).ThenBy(place => place.Name, StringComparer.Ordinal).Take(MostPlaces)]);
    }
}
