using System.Text.RegularExpressions;

namespace Hearback.Web.Staff;

/// <summary>Codes made of names, as the pack's files want them.</summary>
internal static partial class Codes
{
    private const int Longest = 40;

    public static string Of(string? name, string otherwise) =>
        NoPart().Replace((name ?? "").ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } code ? code[..Math.Min(code.Length, Longest)].Trim('-') : otherwise;

    /// <summary>One that none of these is yet.</summary>
    public static string New(string? name, string otherwise, IReadOnlyCollection<string> taken)
    {
        var code = Of(name, otherwise);
        if (!taken.Contains(code)) { return code; }

        // Room is left for the number.
        var stem = code[..Math.Min(code.Length, Longest - 3)].Trim('-');
        return Enumerable.Range(2, taken.Count + 1).Select(number => $"{stem}-{number}").First(one => !taken.Contains(one));
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoPart();
}
