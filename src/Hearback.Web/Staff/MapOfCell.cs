using Hearback.Places;
using Hearback.Reports;

namespace Hearback.Web.Staff;

/// <summary>A name on the map, with the dot that it belongs to.</summary>
public sealed record MapLabel(string Name, int X, int Y, int TextX);

/// <summary>The surroundings of a report as a drawing, north above: 40 units are 100 metres. Names that would run into each other are left out.</summary>
public sealed class MapOfCell(Surroundings around)
{
    public const int Unit = 40;
    public const int Width = ((2 * Surroundings.Beside) + 1) * Unit;
    public const int Height = ((2 * Surroundings.Above) + 1) * Unit;

    // Measured in the style sheet's letters of 17 units; a little more than the widest.
    private const double WidthOfALetter = 9.5;
    private const int HeightOfALine = 22;

    public (int X, int Y) Here => Corner(around.Here);

    public IEnumerable<(int X, int Y)> OtherOpen => around.OtherOpen.Where(cell => cell != around.Here).Select(Corner);

    /// <summary>How many cells beside this one have open reports.</summary>
    public int Others => around.OtherOpen.Count(cell => cell != around.Here);

    public string Grid => string.Concat(Enumerable.Range(1, (Width / Unit) - 1).Select(x => $"M{x * Unit} 0V{Height}")) + string.Concat(Enumerable.Range(1, (Height / Unit) - 1).Select(y => $"M0 {y * Unit}H{Width}"));

    public IReadOnlyList<MapLabel> Labels { get; } = Place(around);

    private static List<MapLabel> Place(Surroundings around)
    {
        var (labels, taken) = (new List<MapLabel>(), new List<(double Left, double Right, int Top, int Bottom)>());
        foreach (var place in around.Places)
        {
            var (x, y) = At(place.Spot, around.Here);
            var half = place.Name.Length * WidthOfALetter / 2;
            var middle = Math.Clamp(x, half + 4, Width - half - 4);
            var box = (Left: middle - half, Right: middle + half, Top: y - HeightOfALine - 6, Bottom: y + 5);
            if (half * 2 > Width - 8 || box.Top < 0 || taken.Exists(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom)) { continue; }

            taken.Add(box);
            labels.Add(new(place.Name, x, y, (int)middle));
        }

        return labels;
    }

    private (int X, int Y) Corner(Cell cell) => ((cell.X - around.Here.X + Surroundings.Beside) * Unit, (around.Here.Y - cell.Y + Surroundings.Above) * Unit);

    private static (int X, int Y) At(Spot spot, Cell here) =>
        ((spot.Easting - ((here.X - Surroundings.Beside) * 100)) * Unit / 100, Height - ((spot.Northing - ((here.Y - Surroundings.Above) * 100)) * Unit / 100));
}
