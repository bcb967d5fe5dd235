using Hearback.Data;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>Any two editions compared, field by field and word by word. Edition 0 is the time before the first.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class CompareModel(HearbackDb db) : PageModel
{
    [FromRoute]
    public int? A { get; init; }

    [FromRoute]
    public int? B { get; init; }

    public Edition Now { get; private set; } = null!;

    public ComparedPlans Compared { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery] int? from, [FromQuery] int? to, CancellationToken stop)
    {
        if (from is not null && to is not null) { return RedirectToPage(new { a = from, b = to }); }

        if (A is not { } a || B is not { } b || a < 0) { return NotFound(); }

        var found = await db.Editions.AsNoTracking().Where(edition => edition.Number == a || edition.Number == b).ToDictionaryAsync(edition => edition.Number, stop);
        if (!found.TryGetValue(b, out var now) || (a is not 0 && !found.ContainsKey(a))) { return NotFound(); }

        Compared = ComparedPlans.Between(found.GetValueOrDefault(a), now.Plan);
        Now = now;
        return Page();
    }
}
