using Hearback.Reports;
using Microsoft.Extensions.Localization;

namespace Hearback.Web;

/// <summary>Answers and states in plain words, the same wherever they are read.</summary>
public static class Wording
{
    extension(IStringLocalizer words)
    {
        /// <summary>"3 working days", held together.</summary>
        public string WorkingDays(int count) => count is 1 ? words["1\u00A0working day"] : words["{0}\u00A0working days", count];

        public string Say(WhenAnswer when, DateOnly today) => when.Kind switch
        {
            WhenKind.Now => words["It is happening now, on {0}", (when.On ?? today).InFull(today)],
            WhenKind.Today => words["Earlier on {0}", (when.On ?? today).InFull(today)],
            WhenKind.OnDate => (when.On ?? today).InFull(today),
            WhenKind.KeepsHappening => words["It keeps happening: {0}", when.Pattern ?? ""],
        };

        public string Say(WhereAnswer where) => (where.PlaceName, where.InWords) switch
        {
            ({ } place, { } more) => $"{place}: {more}",
            ({ } place, null) => place,
            (null, var described) => described ?? "",
        };

        /// <summary>What was answered to a follow-up; the texts of choices are ours, what was typed is not.</summary>
        public string Say(FollowUpAnswer answer) => answer switch
        {
            { Values: [] } => words["Nothing said"],
            { Values: [var day] } when DateOnly.TryParseExact(day, "o", out var on) => on.InFullWithYear(),
            _ => string.Join("\n", answer.Said.Zip(answer.Values, (said, value) => said == value ? said : words[said].Value)),
        };

        public string Say(Effect effect) => effect switch
        {
            Effect.Bothered => words["It bothers me, but it does not change my day"],
            Effect.ChangesMyDay => words["It stops me sleeping, or I avoid places because of it"],
            Effect.Afraid => words["I am afraid"],
            Effect.Harmed => words["Someone has been hurt or threatened, or it makes someone ill"],
        };

        public string Say(WhyMe why) => why switch
        {
            WhyMe.NotAboutMe => words["It is not about me: it affects everyone there"],
            WhyMe.PickedOn => words["Somebody does it to me on purpose"],
            WhyMe.WhoIAm => words["Because of who I am"],
            WhyMe.NotSure => words["I am not sure"],
        };

        public string Say(Before before) => before switch
        {
            Before.No => words["No"],
            Before.Once => words["Yes, once"],
            Before.ManyTimes => words["Yes, more than once"],
        };

        public string Say(IdentityLevel level) => level switch
        {
            IdentityLevel.Anonymous => words["Anonymous"],
            IdentityLevel.Confidential => words["Confidential"],
            IdentityLevel.Named => words["Named"],
        };
    }
}
