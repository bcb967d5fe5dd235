using System.Globalization;
using Hearback.Insight;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Performance;

/// <summary>Figures as people read them.</summary>
public static class FigureWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    extension(IStringLocalizer words)
    {
        /// <summary>A number of a team's own.</summary>
        public string Say(PublicCount count) => count.Number is { } number ? number.ToString("N0", English) : words["1 to 4"];

        /// <summary>A number of all together, which says no more than those beside it.</summary>
        public string SayOfAll(PublicCount count) => count switch
        {
            { Number: null } => words["not shown"],
            { AtLeast: true, Number: { } least } => words["{0} or more", least.ToString("N0", English)],
            { Number: { } number } => number.ToString("N0", English),
        };

        public string Say(PublicShare share) => share switch
        {
            { Of.Number: null } => words["not shown"],
            { Of: { Number: 0, AtLeast: false } } => words["none"],
            { Of: { AtLeast: true, Number: { } shown }, From: { } some } => words["{0} of the {1} shown", some == share.To ? $"{some}" : words["{0} to {1}", some, share.To ?? shown].Value, shown],
            { From: { } good, To: { } most } when good == most => words["{0} of {1}", good, words.SayOfAll(share.Of)],
            { From: { } from, To: { } to } when to == share.Of.Number => words["{0} or more of {1}", from, words.SayOfAll(share.Of)],
            { From: { } from, To: { } to } => words["{0} to {1} of {2}", from, to, words.SayOfAll(share.Of)],
            _ => words["of {0}, not shown", words.SayOfAll(share.Of)],
        };

        /// <summary>Null when there is nothing to say.</summary>
        public string? SayPercent(PublicShare share) => (share.From, share.To, share.Of) switch
        {
            ({ } from, { } to, { Number: { } of and > 0 }) when from == to => words["{0}%", Percent(from, of)].Value,
            ({ } from, { }, { Number: { } of and > 0 }) => words["{0}% or more", Percent(from, of)].Value,
            _ => null,
        };

        public string SayDays(int? median) => median?.ToString(English) ?? words["not shown"].Value;

        /// <summary>Null when there is nothing to say.</summary>
        public string? SayNineInTen(int? days) => days is { } within ? words["9 in 10 within {0}", within].Value : null;
    }

    /// <summary>Rounded down, so that nothing is made better than it was.</summary>
    public static int Percent(int good, int of) => (int)(good * 100L / of);

    /// <summary>"October 2026"</summary>
    public static string InMonthAndYear(this DateOnly month) => month.ToString("MMMM\u00A0yyyy", English);

    /// <summary>"Oct 2026"</summary>
    public static string InShortMonth(this DateOnly month) => month.ToString("MMM\u00A0yyyy", English);
}
