namespace Hearback.Places;

/// <summary>What the map shows of the area, and in which part of it a spot lies.</summary>
public sealed class AreaMap
{
    private readonly List<(Shape Shape, List<(double East, double North)[]> Rings)> _areas;

    public AreaMap(IReadOnlyList<Shape> shapes)
    {
        Shapes = shapes;
        _areas = [.. shapes.Where(shape => shape.Kind is ShapeKind.Limit or ShapeKind.Ward or ShapeKind.Neighbour).Select(shape => (shape, shape.Lines.Select(OnGrid).ToList()))];
        // A neighbour reaches beyond what what is drawn.
        var seen = shapes.Where(shape => shape.Kind is not (ShapeKind.Limit or ShapeKind.Neighbour)).SelectMany(Positions).ToList();
        if (seen.Count > 0) { Bounds = (new(seen.Min(at => at.Longitude), seen.Min(at => at.Latitude)), new(seen.Max(at => at.Longitude), seen.Max(at => at.Latitude))); }
    }

    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>The corners in the south-west and north-east of all that is drawn; null when nothing is.</summary>
    public (Wgs84 SouthWest, Wgs84 NorthEast)? Bounds { get; }

    /// <summary>The ward in which a spot lies, as far as wards are drawn.</summary>
    public string? WardAt(Spot spot) => At(ShapeKind.Ward, spot);

    /// <summary>The neighbour to whom a spot belongs, as far as the pack knows.</summary>
    public string? NeighbourAt(Spot spot) => At(ShapeKind.Neighbour, spot);

    /// <summary>Whether a spot lies beyond the edge of the area; null when no edge is drawn.</summary>
    public bool? IsBeyond(Spot spot) =>
        _areas.Exists(area => area.Shape.Kind is ShapeKind.Limit) ? !_areas.Exists(area => area.Shape.Kind is ShapeKind.Limit && Holds(area.Rings, spot)) : null;

    private string? At(ShapeKind kind, Spot spot) => _areas.Find(area => area.Shape.Kind == kind && Holds(area.Rings, spot)).Shape?.Code;

    /// <summary>A line from the spot to the west crosses the edges an odd number of times: so holes and parts that lie apart count as they should.</summary>
    private static bool Holds(List<(double East, double North)[]> rings, Spot spot)
    {
        var inside = false;
        foreach (var ring in rings)
        {
            for (var (here, last) = (0, ring.Length - 1); here < ring.Length; last = here++)
            {
                var (a, b) = (ring[here], ring[last]);
                if (a.North > spot.Northing != b.North > spot.Northing && spot.Easting > a.East + ((spot.Northing - a.North) * (b.East - a.East) / (b.North - a.North))) { inside = !inside; }
            }
        }

        return inside;
    }

    private static (double East, double North)[] OnGrid(IReadOnlyList<int> line) => [.. Positions(line).Select(at => at.Grid)];

    private static IEnumerable<Wgs84> Positions(Shape shape) => shape.Lines.SelectMany(Positions);

    private static IEnumerable<Wgs84> Positions(IReadOnlyList<int> line) => Enumerable.Range(0, line.Count / 2).Select(at => new Wgs84(line[2 * at] / 1e6, line[(2 * at) + 1] / 1e6));
}
