using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using IcalCalendar = Ical.Net.Calendar;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan.Files;

/// <summary>
/// The days that open actions are to be done by or, where there is none yet, on which that is looked at again. An action keeps its entry from edition
/// to edition, so that in a calendar which follows us the entry moves when the date does.
/// </summary>
public static class PlanCalendar
{
    private const int LongestSummary = 120;
    private const string Fold = "\r\n ";

    // RFC 5545, 3.1: a line should have 75 octets at most, not counting its break.
    private const int LongestLine = 75;

    /// <param name="edition">The edition in force.</param>
    /// <param name="address">Where people reach the service.</param>
    /// <param name="stream">Where the calendar goes.</param>
    /// <param name="l">Puts its words into the reader's language.</param>
    public static void Write(Edition edition, Uri address, Stream stream, IStringLocalizer l)
    {
        var calendar = new IcalCalendar { ProductId = "-//Hearback//Action plan//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", OneLine(string.IsNullOrWhiteSpace(edition.Plan.Title) ? l["Action plan"] : edition.Plan.Title));
        foreach (var concern in edition.Plan.Concerns)
        {
            // An ask that stands beside an action is due with it.
            foreach (var action in concern.Actions.Where(action => action is { IsOpen: true, DueOn: not null } && (action.GoesWith is null || action.TargetDate is not null)))
            {
                calendar.Events.Add(Entry(edition, concern, action, address, l));
            }
        }

        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var line in new CalendarSerializer().SerializeToString(calendar)!.Replace(Fold, "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            writer.Write(Folded(line));
            writer.Write("\r\n");
        }
    }

    private static CalendarEvent Entry(Edition edition, Concern concern, PlannedAction action, Uri address, IStringLocalizer l)
    {
        var published = new CalDateTime(edition.PublishedAt.UtcDateTime);
        return new()
        {
            Uid = $"{action.Id}@{address.Host}",
            DtStamp = published,
            LastModified = published,
            Sequence = edition.Number,
            Start = new CalDateTime(action.DueOn!.Value),
            Summary = l[action.TargetDate is null ? "Review of the date: {0}" : "Target date: {0}", Begin(OneLine(PlanMarkdown.Plain(action.Text)))],
            Description = Describe(concern, action, l),
            Url = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/plan"),
            Transparency = "TRANSPARENT",
        };
    }

    private static string Describe(Concern concern, PlannedAction action, IStringLocalizer l)
    {
        var lines = new List<string> { PlanMarkdown.Plain(action.Text), l["You asked: {0}", PlanMarkdown.Plain(concern.Asked)] };
        if (action.Leads.Count > 0) { lines.Add(l["Lead: {0}", string.Join("; ", action.Leads.Select(lead => lead.Name))]); }

        if (action is { TargetDate: null, NoDate: { } none }) { lines.Add(l["No date yet, because {0}", none.Because]); }

        return FileText.Clean(string.Join('\n', lines)).ReplaceLineEndings("\n");
    }

    /// <summary>The library folds between any two chars, also within an emoji, which does not survive that.</summary>
    private static string Folded(string line)
    {
        var folded = new StringBuilder(line.Length);
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append(Fold);
                bytes = 1;
            }

            folded.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }

    private static string OneLine(string words) => FileText.Clean(words).ReplaceLineEndings(" ").Trim();

    private static string Begin(string line)
    {
        if (line.Length <= LongestSummary) { return line; }

        var space = line.LastIndexOf(' ', LongestSummary - 1);
        var end = space > 0 ? space : char.IsHighSurrogate(line[LongestSummary - 2]) ? LongestSummary - 2 : LongestSummary - 1;
        return $"{line[..end]}…";
    }
}
