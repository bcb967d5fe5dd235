using System.Globalization;
using Hearback.Calendar;

namespace Hearback.Web;

/// <summary>Days, times and texts as we show them to people. Numbers hold on to their words with no-break spaces.</summary>
public static class Days
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"Thursday 4 June"</summary>
    public static string InFull(this DateOnly day) => day.ToString("dddd d\u00A0MMMM", English);

    /// <summary>"Thursday 4 June", with the year when it is another one than today's.</summary>
    public static string InFull(this DateOnly day, DateOnly today) => day.Year == today.Year ? day.InFull() : day.InFullWithYear();

    /// <summary>"Thursday 4 June 2026"</summary>
    public static string InFullWithYear(this DateOnly day) => day.ToString("dddd d\u00A0MMMM yyyy", English);

    /// <summary>"Thu 4 Jun", for tables</summary>
    public static string InShort(this DateOnly day) => day.ToString("ddd\u00A0d\u00A0MMM", English);

    /// <summary>"Monday 1 June, 10:40am", as London's clocks show it.</summary>
    public static string InFull(this DateTimeOffset instant) =>
        $"{instant.LondonDay.InFull()}, {instant.InLondon.ToString("h:mmtt", English).ToLowerInvariant()}";

    /// <summary>"Monday 1 June 2026, 10:40am"</summary>
    public static string InFullWithYear(this DateTimeOffset instant) =>
        $"{instant.LondonDay.InFullWithYear()}, {instant.InLondon.ToString("h:mmtt", English).ToLowerInvariant()}";

    /// <summary>The lines of a text that hold something.</summary>
    public static IEnumerable<string> Paragraphs(this string words) =>
        words.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
