using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>Says that an answer came in, and what becomes of it.</summary>
public sealed class AnsweredModel(CurrentPlan current) : PageModel
{
    [FromRoute]
    public required string Id { get; init; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => (await current.ReadAsync(stop))?.Plan.Action(Id) is null ? NotFound() : Page();
}
