using System.Globalization;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.GovUk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>A follow-up, and what stands in its answer. As the one question of its page it is the heading.</summary>
public sealed record AskedNow(FollowUp Asked, string? Answer, List<string> Chosen, DateAnswer On, bool IsPage);

/// <summary>One follow-up of the category. Which are asked is worked out here from the answers so far; one that is not asked leads to the first that is open.</summary>
[Asks(Question.More)]
public sealed class MoreModel(Journey journey, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public string? Code { get; set; }

    [BindProperty]
    [Typed(FollowUp.LongestText, Called = "Your answer")]
    public string? Answer { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty]
    public DateAnswer On { get; set; } = new();

    public Category Category => journey.Pack.Category(journey.Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    public FollowUp Asked { get; private set; } = null!;

    public AskedNow Now => new(Asked, Answer, Chosen, On, IsPage: true);

    public IActionResult OnGet()
    {
        if (journey.AskedAs(Code) is not { } asked) { return journey.LeadToOpen(); }

        Asked = asked;
        if (journey.Answers.AnswerTo(asked.Code) is { Values: [var first, ..] values })
        {
            (Answer, Chosen) = (first, [.. values]);
            if (asked.Kind is FollowUpKind.Date) { On = DateAnswer.From(DateOnly.ParseExact(first, "o", CultureInfo.InvariantCulture)); }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (journey.AskedAs(Code) is not { } asked) { return journey.LeadToOpen(); }

        Asked = asked;
        var values = Read();
        if (ModelState.IsValid && !Asked.Allows(values, time.Today)) { ModelState.AddModelError(FieldOf(Asked.Kind), Refusal(values)); }

        if (!ModelState.IsValid) { return Page(); }

        var answer = FollowUpAnswer.To(Asked, values);
        // Whoever read the advice and comes back without another answer need not read it twice.
        var read = journey.Answers.AnswerTo(Asked.Code) is { TellsAllTheSame: true } known && known.Values.SequenceEqual(values);
        return await journey.KeepAsync(journey.Answers.Keeping(answer with { TellsAllTheSame = read }));
    }

    private IReadOnlyList<string> Read() => Asked.Kind switch
    {
        FollowUpKind.Notice => [],
        FollowUpKind.Several => Chosen,
        FollowUpKind.Date => ReadDay(),
        FollowUpKind.Text or FollowUpKind.One or FollowUpKind.YesNo => Typed.ReadOrNull(Answer) is { } typed ? [typed] : [],
        FollowUpKind.Number => Typed.ReadOrNull(Answer) is { } number ? [number.Replace(",", "", StringComparison.Ordinal)] : [],
    };

    private IReadOnlyList<string> ReadDay()
    {
        if (On.Fault(words, "The day") is { } fault) { ModelState.AddModelError(fault.Part is null ? nameof(On) : $"{nameof(On)}.{fault.Part}", fault.Sentence); }

        return On.AsDate() is { } day ? [day.ToString("o", CultureInfo.InvariantCulture)] : [];
    }

    private static string FieldOf(FollowUpKind kind) => kind switch
    {
        FollowUpKind.Several => nameof(Chosen),
        FollowUpKind.Date => nameof(On),
        FollowUpKind.Text or FollowUpKind.One or FollowUpKind.YesNo or FollowUpKind.Number or FollowUpKind.Notice => nameof(Answer),
    };

    private string Refusal(IReadOnlyList<string> values) => (Asked.Kind, values) switch
    {
        (FollowUpKind.Several, []) => words["Select at least one answer"],
        (FollowUpKind.One or FollowUpKind.YesNo, []) => words["Select an answer"],
        (FollowUpKind.Date, []) => words["Enter a day"],
        (FollowUpKind.Date, _) => words["The day must be today or in the past, and in the last 100 years"],
        (FollowUpKind.Number, []) => words["Enter a number"],
        (FollowUpKind.Number, _) => words["Enter a whole number from 0 to {0}", FollowUp.MostNumber.ToString("N0", CultureInfo.CurrentCulture)],
        (FollowUpKind.Text, _) => words["Enter an answer"],
        _ => words["Choose from the answers on this page"],
    };
}
