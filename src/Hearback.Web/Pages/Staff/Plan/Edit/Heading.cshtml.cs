using System.ComponentModel.DataAnnotations;
using Hearback.Plan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>The title, the introduction and the words that are explained.</summary>
public sealed class HeadingModel(DraftDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>What somebody else wrote since this page was opened.</summary>
    public ActionPlan? Theirs { get; private set; }

    public string? Preview { get; private set; }

    /// <summary>The words that the preview explains: those that are typed.</summary>
    public IReadOnlyList<PlanTerm> Terms => ReadTerms() ?? [];

    [BindProperty]
    [Required(ErrorMessage = "Enter the title of the plan")]
    [Typed(200, Called = "The title")]
    public string? Title { get; set; }

    [BindProperty]
    [Typed(ActionPlan.LongestText, Called = "The introduction")]
    public string? Introduction { get; set; }

    [BindProperty]
    [Typed(ActionPlan.LongestText, Called = "The words")]
    public string? Glossary { get; set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        var plan = (await desk.ReadAsync(stop)).Plan;
        (Seen, Title, Introduction, Glossary) = (Draft.Seen(Heading(plan)), plan.Title, plan.Introduction, Write(plan.Glossary));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (ReadTerms() is not { } terms) { ModelState.AddModelError(nameof(Glossary), words["Write each word, a colon, and what it means, one a line"]); terms = []; }

        if (!ModelState.IsValid) { return Page(); }

        var (seen, now) = (Seen, (await desk.ReadAsync(CancellationToken.None)).Plan);
        // Whoever sends once more has read what the other wrote.
        if (Draft.Seen(Heading(now)) != seen) { (Theirs, Seen) = (now, Draft.Seen(Heading(now))); }

        ModelState.Remove(nameof(Seen));
        await desk.EditAsync((draft, _) =>
        {
            Draft.IsAsSeen(Heading(draft.Plan), seen);
            draft.ChangeHeading(Typed.Read(Title), Typed.Read(Introduction), terms);
        });
        return Redirect("/staff/plan");
    }

    public IActionResult OnPostPreview()
    {
        Preview = Typed.Read(Introduction);
        return Page();
    }

    public static string Write(IEnumerable<PlanTerm> glossary) => string.Join('\n', glossary.Select(term => $"{term.Term}: {term.Means}"));

    /// <summary>"TRA: Tenants and Residents Association", one a line; null when a line explains nothing.</summary>
    private List<PlanTerm>? ReadTerms()
    {
        var terms = Typed.Read(Glossary).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToList();
        return terms.All(term => term is [{ Length: > 0 }, { Length: > 0 }]) ? [.. terms.Select(term => new PlanTerm(term[0], term[1])).DistinctBy(term => term.Term)] : null;
    }

    private static ActionPlan Heading(ActionPlan plan) => plan with { Concerns = [] };
}
