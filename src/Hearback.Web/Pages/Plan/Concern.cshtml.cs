using Hearback.Calendar;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>One concern of the edition in force, with all that was said of it as a whole.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class ConcernModel(CurrentPlan current, TimeProvider time) : PageModel
{
    [FromRoute]
    public required string Id { get; init; }

    public ActionPlan Plan { get; private set; } = null!;

    public Concern Concern { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public IEnumerable<PlannedAction> Doing => Concern.Actions.Where(action => action.Kind is ActionKind.Doing);

    /// <summary>All that residents can do about it, beside an action or alone.</summary>
    public IEnumerable<PlannedAction> Asks => Concern.Actions.Where(action => action.Kind is ActionKind.Ask);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await current.ReadAsync(stop) is not { } edition || edition.Plan.Concern(Id) is not { } concern) { return NotFound(); }

        (Plan, Concern, Today) = (edition.Plan, concern, time.Today);
        return Page();
    }
}
