using Hearback.Calendar;
using Hearback.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>One edition, with everything as it stood on the day it was published.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class EditionModel(HearbackDb db) : PageModel
{
    [FromRoute]
    public int Number { get; init; }

    public ShownPlan Shown { get; private set; } = null!;

    public int Latest { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await db.Editions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Number == Number, stop) is not { } edition) { return NotFound(); }

        Latest = await db.Editions.MaxAsync(one => one.Number, stop);
        Shown = new(edition, PlanSelection.Of(edition.Plan, new(), edition.PublishedAt.LondonDay));
        return Page();
    }
}
