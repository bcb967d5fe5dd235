using Hearback.Calendar;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The live plan: the edition in force, all of it or what somebody looks for.</summary>
[OutputCache(PolicyName = KeptPages.PublicPlan)]
public sealed class IndexModel(CurrentPlan current, TimeProvider time) : PageModel
{
    [FromQuery]
    public string? Theme { get; init; }

    [FromQuery]
    public string? Place { get; init; }

    [FromQuery]
    public string? Lead { get; init; }

    [FromQuery]
    public string? State { get; init; }

    [FromQuery]
    public string? Words { get; init; }

    public Edition? Edition { get; private set; }

    public PlanSelection? Selection { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        Edition = await current.ReadAsync(stop);
        if (Edition is null) { return; }

        var standing = Enum.TryParse<Standing>(State, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : (Standing?)null;
        Selection = PlanSelection.Of(Edition.Plan, new(Theme, Place, Lead, standing, string.IsNullOrWhiteSpace(Words) ? null : Words), time.Today);
    }
}
