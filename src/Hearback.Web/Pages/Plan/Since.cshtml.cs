using System.Globalization;
using Hearback.Data;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>"Changes since the last meeting": one address that leads to the comparison of then and now.</summary>
public sealed class SinceModel(HearbackDb db, CurrentPlan current) : PageModel
{
    [FromRoute]
    public required string Date { get; init; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || await current.ReadAsync(stop) is not { } now) { return NotFound(); }

        var then = await OnModel.EditionOnAsync(db, day, stop);
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/plan/compare/{then?.Number ?? 0}/{now.Number}"));
    }
}
