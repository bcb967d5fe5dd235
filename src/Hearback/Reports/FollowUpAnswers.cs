using Hearback.Directory;

namespace Hearback.Reports;

/// <summary>What was answered to a follow-up, with the question as it was asked: the pack may change, what somebody was asked does not.</summary>
public sealed record FollowUpAnswer
{
    public required string Code { get; init; }

    /// <summary>The question's text when it was answered.</summary>
    public required string Asked { get; init; }

    /// <summary>Codes of choices, or what was typed; a day as 2026-06-01. Empty when it was left open.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The same as it is read: the texts of the choices as they were offered.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>What we advised first, when the answer stopped the journey.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether they read the advice and want to tell us all the same.</summary>
    public bool TellsAllTheSame { get; init; }

    /// <summary>Nothing is asked by a notice.</summary>
    public bool IsNotice { get; init; }

    public static FollowUpAnswer To(FollowUp question, IReadOnlyList<string> values) => new()
    {
        Code = question.Code,
        Asked = question.Text,
        Values = values,
        Said = [.. values.Select(value => question.Choices.FirstOrDefault(choice => choice.Code == value)?.Text ?? value)],
        Advice = question.StopFor(values),
        IsNotice = question.Kind is FollowUpKind.Notice,
    };
}

/// <summary>Which follow-ups are asked is worked out anew from the answers and the pack each time, never taken from the browser.</summary>
public static class FollowUps
{
    extension(ReportAnswers answers)
    {
        /// <summary>The follow-ups that are asked as the answers stand, in their order.</summary>
        public IReadOnlyList<FollowUp> FollowUpsIn(Pack pack)
        {
            var asked = new List<FollowUp>();
            foreach (var question in pack.FollowUps.Where(question => question.Categories.Contains(answers.Category)))
            {
                if (question.When is not { } when || (asked.Any(earlier => earlier.Code == when.Question) && answers.AnswerTo(when.Question)?.Values.Any(when.Is.Contains) is true)) { asked.Add(question); }
            }

            return asked;
        }

        /// <summary>What was answered to the follow-up of this code.</summary>
        public FollowUpAnswer? AnswerTo(string code) => answers.FollowUps.FirstOrDefault(answer => answer.Code == code);

        /// <summary>The first follow-up that is asked and has no answer, or whose advice was not yet read.</summary>
        public FollowUp? OpenFollowUp(Pack pack) => answers.FollowUpsIn(pack).FirstOrDefault(question => answers.AnswerTo(question.Code) is not { } answer || answer is { Advice: not null, TellsAllTheSame: false });

        /// <summary>The first question that is open, with those that the pack asks for this category.</summary>
        public Question FirstOpen(Pack pack) => answers.FirstUnanswered switch
        {
            > Question.More when answers.OpenFollowUp(pack) is not null => Question.More,
            > Question.NotOurs when answers.NotOurs is null && answers.OwnerIn(pack) is not null => Question.NotOurs,
            var open => open,
        };

        /// <summary>The service whose task it is there, and not ours.</summary>
        public ListedService? OwnerIn(Pack pack) => answers.Where is { } where ? pack.OwnerOf(answers.Category, where.Ward, where.NearPlace) : null;

        /// <summary>The same answers with this one in the place of an earlier one.</summary>
        public ReportAnswers Keeping(FollowUpAnswer answer) => answers with { FollowUps = [.. answers.FollowUps.Where(other => other.Code != answer.Code), answer] };

        /// <summary>The same without follow-ups that are no longer asked, and without what the pack in force would not take as an answer.</summary>
        public ReportAnswers InForce(Pack pack, DateOnly today)
        {
            var kept = answers;
            // An answer that goes may take with it what depended on it, and a later one never brings back an earlier.
            foreach (var answer in answers.FollowUps)
            {
                if (pack.FollowUps.FirstOrDefault(question => question.Code == answer.Code)?.Allows(answer.Values, today) is not true) { kept = kept with { FollowUps = [.. kept.FollowUps.Where(other => other != answer)] }; }
            }

            var asked = kept.FollowUpsIn(pack);
            return kept with
            {
                NotOurs = kept.NotOurs is { } told && kept.OwnerIn(pack) is { } owner && owner.Code == told.Service && (owner.Handover is not null || !kept.IsForService) ? told : null,
                FollowUps = [.. asked.Select(question => kept.AnswerTo(question.Code)).OfType<FollowUpAnswer>()],
            };
        }
    }
}
