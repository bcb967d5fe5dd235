using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearback.Plan.Files;

/// <summary>A day as people in Britain write it. What names no one day is not guessed.</summary>
internal static partial class WrittenDate
{
    private static readonly string[] Forms = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy-MM-dd"];

    /// <summary>"30 June 2026", "Tuesday 30th June 2026", "by 30/06/2026", "2026-06-30"; null for "June 2026", "30/06/26" and "soon".</summary>
    public static DateOnly? Read(string words)
    {
        var plain = Around().Replace(words, " ").Replace(",", " ", StringComparison.Ordinal).Trim(' ', '.');
        plain = Spaces().Replace(Ordinal().Replace(plain, "$1"), " ").Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);
        return DateOnly.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>Tells the day at the head of "30 June 2026: the fence stands", and the words after it.</summary>
    public static (DateOnly? On, string Words) AtHead(string text) =>
        Head().Match(text) is { Success: true } head && Read(head.Groups[1].Value) is { } day ? (day, text[head.Length..]) : (null, text);

    [GeneratedRegex(@"^\s*by\b|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bof\b", RegexOptions.IgnoreCase)]
    private static partial Regex Around();

    [GeneratedRegex(@"\b(\d{1,2})(st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^([^:\n]{6,40}):\s+(?=\S)")]
    private static partial Regex Head();
}
