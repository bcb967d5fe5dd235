using System.Globalization;
using System.Text.RegularExpressions;
using Hearback.Calendar;

namespace Hearback.Web.Staff;

/// <summary>
/// Hours as a coordinator types them and reads them back: "4pm to 4am", "9am to noon, 1pm to 5pm", "16:00-04:00", "all day", "closed". A bare "9 to 5"
/// is not read, because nobody can tell whether it ends in the evening.
/// </summary>
public static partial class HoursTyped
{
    private const string WholeDay = "all day";
    private const string Closed = "closed";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] DateForms = ["d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "yyyy-MM-dd", "dddd d MMMM yyyy"];

    /// <summary>The spans of a day; none when nothing is typed; null when it cannot be read.</summary>
    public static IReadOnlyList<OpenSpan>? Spans(string? typed)
    {
        var text = (typed ?? "").Trim().ToLowerInvariant();
        if (text is "" or Closed) { return []; }

        if (text is WholeDay or "day and night" or "24 hours") { return [OpenSpan.WholeDay]; }

        var spans = Between().Split(text).Select(Span).ToList();
        return spans.Contains(null) ? null : [.. spans.OfType<OpenSpan>()];
    }

    /// <summary>What is different on certain days, one a line: "25 December 2026 to 26 December 2026: closed (holiday)". A line that cannot be read comes back as it is.</summary>
    public static (IReadOnlyList<OtherHours> Read, IReadOnlyList<string> Unread) Others(string typed)
    {
        var lines = typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (Line: line, Other: Other(line))).ToList();
        return ([.. lines.Select(line => line.Other).OfType<OtherHours>()], [.. lines.Where(line => line.Other is null).Select(line => line.Line)]);
    }

    public static string Write(IReadOnlyList<OpenSpan> spans) => string.Join(", ", spans.Select(span => span == OpenSpan.WholeDay ? WholeDay : $"{Write(span.From)} to {Write(span.Until)}"));

    public static string Write(OtherHours other) =>
        $"{Write(other.First)}{(other.Last == other.First ? "" : $" to {Write(other.Last)}")}: {(other.Spans.Count is 0 ? Closed : Write(other.Spans))}{(other.Because is { } because ? $" ({because})" : "")}";

    private static string Write(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static string Write(TimeOnly time) => time switch
    {
        { Hour: 0, Minute: 0 } => "midnight",
        { Hour: 12, Minute: 0 } => "noon",
        _ => time.ToString(time.Minute is 0 ? "htt" : "h:mmtt", English).ToLowerInvariant(),
    };

    private static OtherHours? Other(string line)
    {
        if (OtherLine().Match(line) is not { Success: true } match || Day(match.Groups["first"].Value) is not { } first || Spans(match.Groups["hours"].Value) is not { } spans) { return null; }

        var last = match.Groups["last"].Success ? Day(match.Groups["last"].Value) : first;
        return last is { } end && end >= first && match.Groups["hours"].Value.Trim() is not ""
            ? new() { First = first, Last = end, Spans = spans, Because = match.Groups["because"] is { Success: true, Value: var because } ? because : null }
            : null;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text.Trim(), DateForms, English, DateTimeStyles.AllowWhiteSpaces, out var day) ? day : null;

    private static OpenSpan? Span(string text) =>
        FromUntil().Match(text) is { Success: true } match && Time(match.Groups["from"].Value) is { } from && Time(match.Groups["until"].Value) is { } until && from != until ? new(from, until) : null;

    /// <summary>"3am", "15:30", "noon"; null when it cannot be read.</summary>
    public static TimeOnly? Hour(string? typed) => Time((typed ?? "").Trim().ToLowerInvariant());

    private static TimeOnly? Time(string text)
    {
        if (text is "midnight") { return TimeOnly.MinValue; }

        if (text is "noon") { return new(12, 0); }

        if (Clock().Match(text) is not { Success: true } match || (!match.Groups["half"].Success && !match.Groups["minute"].Success)) { return null; }

        var (hour, minute) = (Number("hour"), match.Groups["minute"].Success ? Number("minute") : 0);
        if (match.Groups["half"].Success)
        {
            if (hour is < 1 or > 12) { return null; }

            hour = (hour % 12) + (match.Groups["half"].Value is "pm" ? 12 : 0);
        }

        return hour > 23 || minute > 59 ? null : new(hour, minute);

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\s*(?:,|;|\band\b)\s*")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?<from>\S+|\d\S* ?[ap]m)\s*(?:\bto\b|\buntil\b|-|–)\s*(?<until>\S+|\d\S* ?[ap]m)$")]
    private static partial Regex FromUntil();

    [GeneratedRegex(@"^(?<hour>\d{1,2})(?:[:.](?<minute>\d\d))? ?(?<half>am|pm)?$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?<first>[^:]+?)(?: to (?<last>[^:]+?))?\s*:(?<hours>[^(]*)(?:\((?<because>[^)]+)\))?\s*$")]
    private static partial Regex OtherLine();
}
