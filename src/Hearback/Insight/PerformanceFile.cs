using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hearback.Insight;

/// <summary>The public figures for other programs: <c>docs/performance-files.md</c> says what stands in them.</summary>
public static class PerformanceFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    private static readonly string[] Counts = ["taken", "closed", "reopened"];
    private static readonly string[] Shares = ["first_reply", "update", "sorted", "informed"];
    private static readonly string[] Days = ["first_reply_days_median", "first_reply_days_nine_in_ten", "closing_days_median", "closing_days_nine_in_ten"];

    /// <param name="told">What may be told.</param>
    /// <param name="name">The name of a team.</param>
    /// <param name="stream">Where it goes.</param>
    public static void WriteJson(PublicPerformance told, Func<string, string> name, Stream stream) => JsonSerializer.Serialize(stream, new
    {
        told.AsOf,
        Withheld = "Numbers from 1 to 4, and what they could be worked out from, have no value. at_least: it may be more.",
        Overdue = told.Overdue.Select(one => new { one.Team, Name = Name(one.Team, name), Count = Count(one.Count) }).Append(new { Team = (string?)"all", Name = "All together", Count = Count(told.OverdueInAll) }),
        Months = told.Months.Select(month => new
        {
            Month = MonthOf(month),
            Teams = month.Teams.Select(team => Line(team.Team, Name(team.Team, name), team.Figures)).Append(Line("all", "All together", month.All)),
        }),
    }, Options);

    public static void WriteCsv(PublicPerformance told, Func<string, string> name, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(string.Join(',', ["month", "team", "name", .. Counts.SelectMany(count => (string[])[$"{count}_least", $"{count}_most"]),
            .. Shares.SelectMany(share => (string[])[$"{share}_of_least", $"{share}_of_most", $"{share}_good_least", $"{share}_good_most"]), .. Days]));
        foreach (var month in told.Months)
        {
            foreach (var (code, called, figures) in month.Teams.Select(team => (team.Team ?? "other", Name(team.Team, name), team.Figures)).Append(("all", "All together", month.All)))
            {
                text.WriteLine(string.Join(',', [MonthOf(month), code, Quoted(called), .. CountsOf(figures).SelectMany(LeastAndMost), .. SharesOf(figures).SelectMany(LeastAndMost), .. DaysOf(figures).Select(Written)]));
            }
        }
    }

    private static string Name(string? team, Func<string, string> name) => team is null ? "Other teams" : name(team);

    private static string MonthOf(PublicMonth month) => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static PublicCount[] CountsOf(PublicFigures figures) => [figures.Taken, figures.Closed, figures.Reopened];

    private static PublicShare[] SharesOf(PublicFigures figures) => [figures.FirstReplies, figures.Updates, figures.Sorted, figures.Informed];

    private static int?[] DaysOf(PublicFigures figures) => [figures.FirstReplyMedian, figures.FirstReplyNineInTen, figures.ClosingMedian, figures.ClosingNineInTen];

    private static object Line(string? team, string name, PublicFigures figures) => new
    {
        Team = team ?? "other",
        Name = name,
        Taken = Count(figures.Taken),
        FirstReply = Share(figures.FirstReplies),
        FirstReplyDaysMedian = figures.FirstReplyMedian,
        FirstReplyDaysNineInTen = figures.FirstReplyNineInTen,
        Update = Share(figures.Updates),
        Closed = Count(figures.Closed),
        ClosingDaysMedian = figures.ClosingMedian,
        ClosingDaysNineInTen = figures.ClosingNineInTen,
        Reopened = Count(figures.Reopened),
        Sorted = Share(figures.Sorted),
        Informed = Share(figures.Informed),
    };

    private static object Count(PublicCount count) => new { Value = count.Number, count.AtLeast };

    private static object Share(PublicShare share) => new { Of = Count(share.Of), GoodLeast = share.From, GoodMost = share.To };

    private static IEnumerable<string> LeastAndMost(PublicCount count) => [Written(count.Number), count.AtLeast ? "" : Written(count.Number)];

    private static IEnumerable<string> LeastAndMost(PublicShare share) => [.. LeastAndMost(share.Of), Written(share.From), Written(share.To)];

    private static string Written(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    // Names are those of the pack's teams; an apostrophe keeps a spreadsheet from running one.
    private static string Quoted(string text) => $"\"{("=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
