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

        /// <summary>"2 pictures", held together.</summary>
        public string Pictures(int count) => count switch
        {
            0 => words["None"],
            1 => words["1\u00A0picture"],
            _ => words["{0}\u00A0pictures", count],
        };

        public string Say(WhenAnswer when, DateOnly today) => when.Kind switch
        {
            WhenKind.Now => words["It is happening now, on {0}", (when.On ?? today).InFull(today)],
            WhenKind.Today => words["Earlier on {0}", (when.On ?? today).InFull(today)],
            WhenKind.OnDate => (when.On ?? today).InFull(today),
            WhenKind.KeepsHappening => words["It keeps happening: {0}", when.Pattern ?? ""],
        };

        /// <param name="where">The answer.</param>
        /// <param name="ward">The name of the ward, where it helps to recognise a spot that was picked on a map.</param>
        public string Say(WhereAnswer where, string? ward = null) => (words.PlaceOf(where, ward), where.InWords) switch
        {
            ({ } place, { } more) => $"{place}: {more}",
            ({ } place, null) => place,
            (null, var described) => described ?? "",
        };

        private string? PlaceOf(WhereAnswer where, string? ward) => (where.Whereabouts, where.PlaceName) switch
        {
            (Whereabouts.At, var place) => place,
            (Whereabouts.SomewhereOn, { } street) => words["Somewhere on {0}", street],
            (Whereabouts.Near, { } place) => ward is null ? words["Near {0}", place] : words["Near {0}, in the ward {1}", place, ward],
            (Whereabouts.SomewhereOn or Whereabouts.Near, null) => ward is null ? words["A spot on the map"] : words["A spot on the map, in the ward {0}", ward],
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
