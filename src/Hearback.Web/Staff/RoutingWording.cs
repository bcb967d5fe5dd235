using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff;

/// <summary>Routing rules as sentences: "Drug use, at Mayford Estate, Monday to Friday, 9am to 5pm".</summary>
public static class RoutingWording
{
    private const int AFew = 3;

    /// <summary>The days as a week in Britain has them.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    extension(IStringLocalizer words)
    {
        /// <summary>Which reports the rule takes. In short only a few of many categories and places are named.</summary>
        public string Say(RoutingRule rule, Pack pack, Func<string, string> placeName, bool inShort = false)
        {
            if (rule.FitsEverything) { return words["Everything else"]; }

            var (what, where) = (rule.Categories.Select(code => pack.Category(code)?.ShortName ?? code).ToList(), rule.Places.Select(placeName).ToList());
            string?[] parts =
            [
                what.Count is 0 ? words["Anything"] : words.List(what, inShort),
                where.Count is 0 ? null : words["at {0}", words.List(where, inShort)].Value,
                rule.Wards.Count is 0 ? null : words["in {0}", words.List([.. rule.Wards.Select(code => pack.Ward(code)?.Name ?? code)], inShort)].Value,
                rule is { Days.Count: 0, From: null } ? null : words.SayDays(rule.Days),
                rule is { From: { } from, Until: { } until } ? words.Say(new OpenSpan(from, until)) : null,
            ];
            return string.Join(", ", parts.OfType<string>());
        }

        /// <summary>"every day", "Monday to Friday", "Friday and Saturday".</summary>
        public string SayDays(IReadOnlyList<DayOfWeek> days)
        {
            var known = Week.Where(day => days.Contains(day)).ToList();
            if (known.Count is 0 or 7) { return words["every day"]; }

            var names = known.ConvertAll(day => words[day.ToString()].Value);
            var together = known.Count > 2 && Week.SkipWhile(day => day != known[0]).Take(known.Count).SequenceEqual(known);
            return together ? words["{0} to {1}", names[0], names[^1]] : words.List(names, inShort: false);
        }

        /// <summary>"‘What is it about?’ is answered ‘Barking’".</summary>
        public string Say(FollowUpCondition when, Pack pack)
        {
            var question = pack.FollowUp(when.Question);
            var answers = when.Is.Select(code => $"‘{question?.Choices.FirstOrDefault(choice => choice.Code == code)?.Text ?? code}’");
            return words["‘{0}’ is answered {1}", question?.Text ?? when.Question, string.Join(words[" or "], answers)];
        }

        private string List(List<string> names, bool inShort) => names switch
        {
            [var one] => one,
            { Count: > AFew + 1 } when inShort => words["{0} and {1} more", string.Join(", ", names.Take(AFew)), names.Count - AFew],
            _ => words["{0} and {1}", string.Join(", ", names.Take(names.Count - 1)), names[^1]],
        };
    }
}
