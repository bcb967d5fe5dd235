using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hearback.Insight;

/// <summary>The yearly table of case reviews for other programs: <c>docs/performance-files.md</c> says what stands in it.</summary>
public static class ReviewsFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NewLine = "\n", WriteIndented = true };

    public static void WriteJson(PublicReviews told, Stream stream) => JsonSerializer.Serialize(stream, new
    {
        told.AsOf,
        Withheld = "Numbers from 1 to 4, and what they could be worked out from, have no value. at_least: it may be more.",
        Years = told.Years.Select(year => new
        {
            year.From,
            year.Until,
            Applications = Count(year.Asked),
            ThresholdNotMet = Count(year.NotMet),
            ReviewsHeld = Count(year.Held),
            NotYetDecidedOrHeld = Count(year.Waiting),
            WithRecommendations = new { Least = year.Recommended.From, Most = year.Recommended.To },
        }),
    }, Options);

    public static void WriteCsv(PublicReviews told, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine("from,until,applications_least,applications_most,threshold_not_met_least,threshold_not_met_most,reviews_held_least,reviews_held_most,waiting_least,waiting_most,with_recommendations_least,with_recommendations_most");
        foreach (var year in told.Years)
        {
            text.WriteLine(string.Join(',', [Day(year.From), Day(year.Until), .. new[] { year.Asked, year.NotMet, year.Held, year.Waiting }.SelectMany(LeastAndMost), Written(year.Recommended.From), Written(year.Recommended.To)]));
        }
    }

    private static object Count(PublicCount count) => new { Value = count.Number, count.AtLeast };

    private static IEnumerable<string> LeastAndMost(PublicCount count) => [Written(count.Number), count.AtLeast ? "" : Written(count.Number)];

    private static string Written(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
