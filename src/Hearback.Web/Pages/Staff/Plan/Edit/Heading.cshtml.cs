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
        (Title, Introduction, Glossary) = (plan.Title, plan.Introduction, string.Join('\n', plan.Glossary.Select(term => $"{term.Term}: {term.Means}")));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var terms = Typed.Read(Glossary).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToList();
        if (terms.Any(term => term is not [{ Length: > 0 }, { Length: > 0 }])) { ModelState.AddModelError(nameof(Glossary), words["Write each word, a colon, and what it means, one a line"]); }

        if (!ModelState.IsValid) { return Page(); }

        await desk.EditAsync((draft, _) => draft.ChangeHeading(Typed.Read(Title), Typed.Read(Introduction), [.. terms.Select(term => new PlanTerm(term[0], term[1])).DistinctBy(term => term.Term)]));
        return Redirect("/staff/plan");
    }
}
