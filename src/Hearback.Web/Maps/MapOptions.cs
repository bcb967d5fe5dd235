using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Maps;

/// <summary>What lies under the pack's own map. Section <c>Places</c>.</summary>
public sealed class MapOptions : IValidatableObject
{
    private static readonly string[] Signs = ["{z}", "{x}", "{y}"];

    /// <summary>A web address with {z}, {x} and {y}, from which we fetch pictures of the ground. Visitors never ask it for anything. Without it there are none.</summary>
    public string? TileServer { get; set; }

    /// <summary>Whose pictures these are; it stands on the map.</summary>
    public string? TileAttribution { get; set; }

    /// <summary>Whose shapes <c>places import --base</c> brought in; it stands under the map, beside what the pack says of its own.</summary>
    public string? BaseAttribution { get; set; }

    /// <summary>Megabytes of pictures that are kept in the data folder. 1 to 10,000.</summary>
    public int TileMegabytes { get; set; } = 100;

    /// <summary>Pictures that we fetch in a minute. 1 to 100,000.</summary>
    public int TilesAMinute { get; set; } = 600;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TileServer is not null && !IsTemplate(TileServer)) { yield return new("Places:TileServer must be a web address with {z}, {x} and {y} in it, such as https://tiles.example/{z}/{x}/{y}.png"); }

        if (TileServer is not null && string.IsNullOrWhiteSpace(TileAttribution)) { yield return new("Places:TileAttribution must say whose pictures Places:TileServer gives"); }

        if (TileMegabytes is < 1 or > 10_000) { yield return new("Places:TileMegabytes must be from 1 to 10,000"); }

        if (TilesAMinute is < 1 or > 100_000) { yield return new("Places:TilesAMinute must be from 1 to 100,000"); }
    }

    internal Uri AddressOf(Tile tile) => new((TileServer ?? throw new InvalidOperationException("There is no server of tiles."))
        .Replace("{z}", $"{tile.Zoom}", StringComparison.Ordinal).Replace("{x}", $"{tile.X}", StringComparison.Ordinal).Replace("{y}", $"{tile.Y}", StringComparison.Ordinal));

    // The signs must stand behind the host: a host of our visitors' choosing would be asked otherwise.
    private static bool IsTemplate(string text) =>
        Uri.TryCreate(text.Replace("{z}", "0", StringComparison.Ordinal).Replace("{x}", "0", StringComparison.Ordinal).Replace("{y}", "0", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo is ""
        && text.IndexOf('/', text.IndexOf("//", StringComparison.Ordinal) + 2) is > 0 and var path
        && Signs.All(sign => text.IndexOf(sign, StringComparison.Ordinal) > path);
}

[OptionsValidator]
internal sealed partial class MapOptionsValidator : IValidateOptions<MapOptions>;
