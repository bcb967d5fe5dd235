using System.Text.Json.Serialization;

namespace Hearback.Plan;

/// <summary>A picture that shows what came of an action. The picture itself is kept once, by its name, which follows from its bytes (<see cref="PlanPicture"/>).</summary>
/// <param name="Id">The name of the picture: another picture has another.</param>
/// <param name="Alt">What it shows, for whoever cannot see it.</param>
/// <param name="Width">In pixels, so that a page keeps the room for it.</param>
/// <param name="Height">In pixels.</param>
public sealed record UpdatePicture(string Id, string Alt, int Width, int Height)
{
    /// <summary>Of one update.</summary>
    public const int Most = 4;

    public const int LongestAlt = 250;

    /// <summary>Where everybody finds it, once an edition has it. It stays.</summary>
    [JsonIgnore]
    public string Address => $"/plan/pictures/{Id}.jpg";

    /// <summary>The same, small enough to look at on the way.</summary>
    [JsonIgnore]
    public string SmallAddress => $"/plan/pictures/{Id}-small.jpg";

    /// <summary>Whether this can be the name of a picture.</summary>
    public static bool IsId(string id) => id.Length == PlanPicture.IdLength && id.All(char.IsAsciiHexDigitLower);
}
