using Hearback.Calendar;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>The monthly round: every open action in turn, the ones longest without news first.</summary>
public sealed class RoundModel(DraftDesk desk, TimeProvider time) : PageModel
{
    [FromQuery]
    public string? After { get; init; }

    public IReadOnlyList<PlannedAction> Open { get; private set; } = [];

    public PlannedAction? Next { get; private set; }

    public DateOnly Today => time.Today;

    public async Task OnGetAsync(CancellationToken stop)
    {
        var plan = (await desk.ReadAsync(stop)).Plan;
        Open = [.. plan.Actions.Where(action => action is { Kind: ActionKind.Doing, IsOpen: true })];
        var at = Open.Select((action, index) => (action, index)).FirstOrDefault(one => one.action.Id == After, (null!, -1)).index;
        Next = After is not null && at < 0 && plan.Action(After) is { } closed ? Open.FirstOrDefault(action => plan.Actions.SkipWhile(one => one.Id != closed.Id).Contains(action)) : Open.ElementAtOrDefault(at + 1);
    }
}
