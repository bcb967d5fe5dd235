using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.GovUk;

/// <summary>A date as somebody types it, in three boxes; the month as a number or a name.</summary>
public sealed class DateAnswer
{
    public string? Day { get; set; }

    public string? Month { get; set; }

    public string? Year { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Day + Month + Year);

    public static DateAnswer From(DateOnly date) => new() { Day = Text(date.Day), Month = Text(date.Month), Year = Text(date.Year) };

    /// <summary>The date, or nothing when the three do not make one.</summary>
    public DateOnly? AsDate() =>
        Number(Day) is { } day && (Number(Month) ?? NamedMonth()) is { } month && Number(Year) is { } year and >= 1000 and <= 9999
        && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    /// <summary>
    /// What keeps the three from being a date, and in which box, or none when it is the whole; null when they make one, or all are empty.
    /// </summary>
    /// <param name="words">Puts the sentence into the reader's language.</param>
    /// <param name="called">What the date is called in it: "The day it happened".</param>
    public (string? Part, string Sentence)? Fault(IStringLocalizer words, string called)
    {
        if (IsBlank || AsDate() is not null) { return null; }

        (string Part, string? Typed, string Missing)[] parts =
            [(nameof(Day), Day, "{0} must include a day"), (nameof(Month), Month, "{0} must include a month"), (nameof(Year), Year, "{0} must include a year")];
        if (parts.FirstOrDefault(part => string.IsNullOrWhiteSpace(part.Typed)) is { Part: { } empty } first) { return (empty, words[first.Missing, words[called]]); }

        return Number(Year) is < 1000 ? (nameof(Year), words["The year must have 4 numbers"]) : (null, words["{0} must be a real date", words[called]]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Three letters are enough: "Sept" is September.</summary>
    private int? NamedMonth()
    {
        var text = Month?.Trim().TrimEnd('.') ?? "";
        var index = Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return text.Length >= 3 && index >= 0 ? index + 1 : null;
    }
}
