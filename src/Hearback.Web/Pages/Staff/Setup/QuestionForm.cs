using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A follow-up as a coordinator types it.</summary>
public sealed class QuestionForm
{
    /// <summary>Between the code of a question and of its answer. No code has one.</summary>
    private const char Between = '=';

    [Required(ErrorMessage = "Enter the question")]
    [Typed(120, Called = "The question")]
    public string? Text { get; set; }

    [Typed(300, Called = "The help line")]
    public string? Hint { get; set; }

    public FollowUpKind Kind { get; set; } = FollowUpKind.YesNo;

    [Typed(2000, Called = "The answers")]
    public string? Options { get; set; }

    public bool Required { get; set; }

    public List<string> Categories { get; set; } = [];

    /// <summary>Answers to an earlier question, each with its question.</summary>
    public List<string> When { get; set; } = [];

    [Typed(2000, Called = "The advice")]
    public string? Stops { get; set; }

    /// <summary>The question behind which it is asked; empty when it is the first.</summary>
    public string? After { get; set; }

    [Required(ErrorMessage = "Say why, for the history")]
    [Typed(EditSetup.LongestWhy, Called = "Why")]
    public string? Why { get; set; }

    public static string WhenAnswer(FollowUp question, FollowUpOption answer) => $"{question.Code}{Between}{answer.Code}";

    public static QuestionForm Of(FollowUp question, Pack pack) => new()
    {
        Text = question.Text,
        Hint = question.Hint,
        Kind = question.Kind,
        Options = string.Join('\n', question.Options.Select(option => option.Text)),
        Required = question.Required,
        Categories = [.. question.Categories],
        When = [.. question.When?.Is.Select(answer => $"{question.When.Question}{Between}{answer}") ?? []],
        Stops = string.Join('\n', question.Stops.Select(stop => $"{question.Choices.FirstOrDefault(choice => choice.Code == stop.Key)?.Text ?? stop.Key}: {stop.Value}")),
        After = pack.FollowUps.TakeWhile(other => other.Code != question.Code).LastOrDefault()?.Code,
    };

    /// <summary>The question with all that was typed; what cannot be read stands in <paramref name="faults"/>.</summary>
    public FollowUp Read(FollowUp before, ModelStateDictionary faults, IStringLocalizer words)
    {
        var asked = before with
        {
            Text = Typed.Read(Text),
            Hint = Typed.ReadOrNull(Hint),
            Kind = Kind,
            Required = Required && Kind is not FollowUpKind.Notice,
            Categories = [.. before.Categories.Where(Categories.Contains), .. Categories.Except(before.Categories)],
            Options = Kind is FollowUpKind.One or FollowUpKind.Several ? ReadOptions(before.Options) : [],
            When = ReadWhen(before.When),
        };
        if (Kind is FollowUpKind.One or FollowUpKind.Several && asked.Options.Count < 2) { Fault(nameof(Options), words["Enter at least two answers, one a line"]); }

        if (Categories.Count is 0) { Fault(nameof(Categories), words["Tick at least one category"]); }

        return asked with { Stops = ReadStops(asked) };

        void Fault(string field, string sentence) => faults.AddModelError($"Form.{field}", sentence);

        FollowUpCondition? ReadWhen(FollowUpCondition? was)
        {
            var ticked = When.Select(one => one.Split(Between, 2)).Where(one => one.Length is 2).ToLookup(one => one[0], one => one[1]);
            if (ticked.Count > 1) { Fault(nameof(When), words["Tick answers to one question only"]); }

            if (ticked.Count is 0) { return null; }

            var answers = ticked.First();
            return new(answers.Key, [.. (was?.Is ?? []).Where(answers.Contains), .. answers.Except(was?.Is ?? [])]);
        }

        Dictionary<string, string> ReadStops(FollowUp question)
        {
            var stops = new Dictionary<string, string>();
            foreach (var line in Lines(Stops))
            {
                // An answer may itself have a colon in it, so the longest that fits is meant.
                var answer = question.Choices.Where(choice => line.StartsWith($"{choice.Text}:", StringComparison.OrdinalIgnoreCase)).MaxBy(choice => choice.Text.Length);
                if (answer is null || line[(answer.Text.Length + 1)..].Trim() is not { Length: > 0 and <= 300 } advice)
                {
                    Fault(nameof(Stops), words["Write one of the answers, a colon and the advice of up to 300 characters, and not ‘{0}’", line]);
                    continue;
                }

                stops[answer.Code] = advice;
            }

            return stops;
        }
    }

    /// <summary>An answer that only changed its words keeps its code, so that what was made to hang on it still does.</summary>
    private List<FollowUpOption> ReadOptions(IReadOnlyList<FollowUpOption> before)
    {
        var lines = Lines(Options).Distinct(StringComparer.CurrentCultureIgnoreCase).ToList();
        var kept = before.Where(option => lines.Contains(option.Text)).ToDictionary(option => option.Text, option => option.Code);
        var codes = kept.Values.ToHashSet();
        var options = new List<FollowUpOption>();
        foreach (var (text, index) in lines.Select((text, index) => (text, index)))
        {
            if (!kept.TryGetValue(text, out var code))
            {
                code = lines.Count == before.Count && !codes.Contains(before[index].Code) ? before[index].Code : Codes.New(text, "answer", codes.Concat(before.Select(option => option.Code)).ToHashSet());
                codes.Add(code);
            }

            options.Add(new() { Code = code, Text = text });
        }

        return options;
    }

    private static string[] Lines(string? typed) => Typed.Read(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
