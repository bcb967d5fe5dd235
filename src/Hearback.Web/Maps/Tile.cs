using System.Globalization;
using Hearback.Places;

namespace Hearback.Web.Maps;

/// <summary>A square picture of the ground, as web maps number them: the world is one at zoom 0, and each is four at the next.</summary>
internal readonly record struct Tile(int Zoom, int X, int Y)
{
    public const int Farthest = 11;
    public const int Nearest = 19;

    // What a map of the area shows round it.
    private const double Margin = 0.03;

    /// <summary>The tile of this name, if it is one that a map of the area can show.</summary>
    public static Tile? Read(object? zoom, object? x, object? y, (Wgs84 SouthWest, Wgs84 NorthEast)? area) =>
        area is { } shown && Number(zoom) is >= Farthest and <= Nearest and var z && Number(x) is { } across && Number(y) is { } down && new Tile(z, across, down) is var tile && tile.IsWithin(shown) ? tile : null;

    private bool IsWithin((Wgs84 SouthWest, Wgs84 NorthEast) area)
    {
        var (west, north) = Of(new(area.SouthWest.Longitude - Margin, area.NorthEast.Latitude + Margin), Zoom);
        var (east, south) = Of(new(area.NorthEast.Longitude + Margin, area.SouthWest.Latitude - Margin), Zoom);
        return X >= west && X <= east && Y >= north && Y <= south;
    }

    private static (int X, int Y) Of(Wgs84 at, int zoom)
    {
        var (many, latitude) = (1 << zoom, at.Latitude * Math.PI / 180);
        return ((int)((at.Longitude + 180) / 360 * many), (int)((1 - (Math.Asinh(Math.Tan(latitude)) / Math.PI)) / 2 * many));
    }

    private static int? Number(object? value) => int.TryParse(value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
