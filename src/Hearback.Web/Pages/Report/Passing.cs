using Hearback.Directory;
using Hearback.Open311;
using Hearback.Reports;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>One line of what a service is told, and where the answer in it can be changed.</summary>
public sealed record PassedLine(string Address, string Asked, string Said);

/// <summary>What a service is told, line by line. The lines that somebody reads before they send are the lines that are sent.</summary>
public sealed record Passing(IReadOnlyList<PassedLine> Lines, ReportAnswers Answers)
{
    private const string AnyReference = "HB-000-000";

    public static Passing Of(ReportAnswers answers, Pack pack, IStringLocalizer words, DateOnly today)
    {
        var category = pack.Category(answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");
        var followUps = answers.FollowUpsIn(pack).Select(asked => (Asked: asked, Answer: answers.AnswerTo(asked.Code))).Where(one => one.Answer is { IsNotice: false, Values.Count: > 0 });
        return new(
        [
            new(Question.What.Address(), words["What is happening"], words[category.Name]),
            .. followUps.Select(one => new PassedLine(one.Asked.Address(), words[one.Answer!.Asked], words.Say(one.Answer))),
            new(Question.Where.Address(), words["Where"], words.Say(answers.Where!, pack.Ward(answers.Where!.Ward)?.Name)),
            new(Question.When.Address(), words["When"], words.Say(answers.When!, today)),
            new(Question.Story.Address(), words["What happened"], answers.Story!),
        ], answers);
    }

    public Passed With(PassedContact? contact) => new()
    {
        Words = string.Join("\n", Lines.Select(line => line.Asked.EndsWith('?') ? $"{line.Asked} {line.Said}" : $"{line.Asked}: {line.Said}")),
        Where = Lines.First(line => line.Address == Question.Where.Address()).Said,
        Cell = Answers.Where?.Spot?.Cell,
        Contact = contact,
    };

    /// <summary>By how many characters it is longer than the service takes; 0 when it takes it.</summary>
    public int TooLongFor(ListedService service) =>
        service.Handover?.Open311 is null ? 0 : Math.Max(0, Open311Desk.Describe(With(contact: null), AnyReference).Length - Open311Desk.LongestDescription);
}
