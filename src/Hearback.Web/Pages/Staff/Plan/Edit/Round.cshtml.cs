using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>The monthly round: every open action in turn, in the order of the plan.</summary>
public sealed class RoundModel(DraftDesk desk, AskLeads ask, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromQuery]
    public string? After { get; init; }

    /// <summary>Which action's leads were just asked for news.</summary>
    [FromQuery]
    public string? Asked { get; init; }

    public PlannedAction? WasAsked { get; private set; }

    public bool CanAsk => Next?.Mailboxes(pack.Now).Count > 0;

    public IReadOnlyList<PlannedAction> Open { get; private set; } = [];

    public PlannedAction? Next { get; private set; }

    public IReadOnlyList<PlanTerm> Glossary { get; private set; } = [];

    public DateOnly Today => time.Today;

    public async Task OnGetAsync(CancellationToken stop)
    {
        var plan = (await desk.ReadAsync(stop)).Plan;
        (Glossary, WasAsked) = (plan.Glossary, plan.Action(Asked ?? ""));
        Open = [.. plan.Actions.Where(action => action is { Kind: ActionKind.Doing, IsOpen: true })];
        var at = Open.Select((action, index) => (action, index)).FirstOrDefault(one => one.action.Id == After, (null!, -1)).index;
        Next = After is not null && at < 0 && plan.Action(After) is { } closed ? Open.FirstOrDefault(action => plan.Actions.SkipWhile(one => one.Id != closed.Id).Contains(action)) : Open.ElementAtOrDefault(at + 1);
    }

    public async Task<IActionResult> OnPostAskAsync(string id)
    {
        await OnGetAsync(CancellationToken.None);
        if ((await desk.ReadAsync(CancellationToken.None)).Plan.Action(id) is not { } action) { return NotFound(); }

        var member = await desk.MemberAsync(CancellationToken.None);
        await ask.ForNewsAsync(action, member.Email!, member.Id);
        return Redirect($"/staff/plan/round?after={action.Id}&asked={action.Id}");
    }
}
