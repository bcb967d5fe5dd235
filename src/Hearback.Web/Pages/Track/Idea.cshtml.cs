using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Track;

/// <summary>An idea as the person who had it reads it.</summary>
public sealed class IdeaModel(Ideas ideas, Visit visit, CurrentPack pack, TimeProvider time) : PageModel
{
    public TrackedIdea Idea { get; private set; } = null!;

    public DateOnly Today => time.Today;

    public string Partnership => pack.Now.About.Partnership;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return RedirectToPage("/Track/Index"); }

        // Whoever has a case review open goes on to that.
        if (await ideas.ReadAsync(id, stop) is not { } idea) { return RedirectToPage("/Track/Review"); }

        Idea = idea;
        return Page();
    }

    public IActionResult OnPost()
    {
        visit.End();
        return RedirectToPage("/Track/Closed");
    }
}
