using Hearback.Audit;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A follow-up is changed, moved or removed, or a new one is added. Its code is made of its text, and stays when the text changes.</summary>
public sealed class QuestionModel(SetupDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public string? Code { get; init; }

    [BindProperty]
    public QuestionForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    public SetupNow Setup { get; private set; } = null!;

    /// <summary>As it is in force; null while it is being added.</summary>
    public FollowUp? Before { get; private set; }

    /// <summary>What somebody else changed since the page was opened.</summary>
    public IReadOnlyList<ChangedThing>? Theirs { get; private set; }

    /// <summary>As residents will see it; null while it cannot be read.</summary>
    public AskedNow? Shown { get; private set; }

    /// <summary>The questions on whose answers this one can hang: those of its categories.</summary>
    public IEnumerable<FollowUp> Earlier => Setup.Pack.FollowUps.Where(other => other.IsChoice && other.Code != Code
        && (other.Categories.Intersect(Form.Categories).Any() || other.Choices.Any(answer => Form.When.Contains(QuestionForm.WhenAnswer(other, answer)))));

    public async Task<IActionResult> OnGetAsync(string? category, CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        Version = Setup.Number;
        Form = Before is { } question ? QuestionForm.Of(question, Setup.Pack)
            : new() { Categories = Setup.Pack.Category(category) is { } known ? [known.Code] : [], After = Setup.Pack.FollowUps is [.., var last] ? last.Code : null };
        if (Before is not null) { Shown = Unanswered(Before); }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await FindSeenAsync();
        var question = Read();
        if (!ModelState.IsValid) { return Page(); }

        return await SaveAsync(SetupChanges.Put(question, string.IsNullOrEmpty(Form.After) ? null : Form.After));
    }

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        await FindSeenAsync();
        // Nobody need say why before they have seen it.
        ModelState.Remove("Form.Why");
        Read();
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await FindSeenAsync();
        if (Before is null) { return NotFound(); }

        foreach (var field in ModelState.Keys.Where(field => field is not "Form.Why").ToList()) { ModelState.Remove(field); }

        if (!ModelState.IsValid) { return Page(); }

        return await SaveAsync(SetupChanges.RemoveQuestion(Before.Code));
    }

    private async Task<IActionResult> SaveAsync(SetupChange change)
    {
        var seen = Version;
        if (seen != Setup.Number) { (Theirs, Version) = (await desk.ChangedSinceAsync(seen, Setup, words), Setup.Number); }

        await desk.SaveAsync(SetupPart.Questions, change, seen, Typed.Read(Form.Why));
        return RedirectToPage("/Staff/Setup/Questions", new { done = AuditedAct.ChangedSetup });
    }

    private FollowUp Read()
    {
        var taken = Setup.Pack.FollowUps.Select(question => question.Code).ToHashSet();
        var before = Before ?? new() { Code = Codes.New(Form.Text, "question", taken), Categories = [], Kind = default, Text = "" };
        var question = Form.Read(before, ModelState, words);
        if (ModelState.IsValid) { Shown = Unanswered(question); }

        return question;
    }

    private static AskedNow Unanswered(FollowUp question) => new(question, null, [], new(), IsPage: false);

    /// <summary>One that somebody removed meanwhile is still the one that was seen, so that what was typed is not lost; sent once more, it is added anew.</summary>
    private async Task FindSeenAsync()
    {
        await FindAsync(CancellationToken.None);
        Before ??= (await desk.AsOfAsync(Version, CancellationToken.None))?.FollowUp(Code);
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Setup = await desk.ReadAsync(stop);
        Before = Setup.Pack.FollowUp(Code);
        return Code is null || Before is not null;
    }
}
