using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Asks before a concern, an action or an update goes, and says what goes with it.</summary>
public sealed class TakeOutModel(DraftDesk desk) : PageModel
{
    /// <summary>A concern or an action; with <see cref="Update"/>, what that is about.</summary>
    [FromRoute]
    public required string Id { get; init; }

    [FromRoute]
    public string? Update { get; init; }

    /// <summary>How it stood when the question was asked.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public ActionPlan Plan { get; private set; } = null!;

    public Concern? Concern { get; private set; }

    public PlannedAction? Action { get; private set; }

    public PlanItem What { get; private set; }

    public string Words { get; private set; } = "";

    /// <summary>How many asks stand beside the action.</summary>
    public int Asks => Action is null ? 0 : Plan.Actions.Count(ask => ask.GoesWith == Action.Id);

    public string Back => Update is not null ? $"/staff/plan/actions/{Id}/update/{Update}" : Concern is not null ? $"/staff/plan/concerns/{Id}" : $"/staff/plan/actions/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = Seen ?? "";
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        // The question is asked anew, about what somebody else wrote meanwhile.
        ModelState.Remove(nameof(Seen));
        await desk.EditAsync((draft, _) =>
        {
            if (Update is not null) { draft.RemoveUpdate(Id, Update, seen); }
            else if (Concern is not null) { draft.RemoveConcern(Id, seen); }
            else { draft.RemoveAction(Id, seen); }
        });
        return Redirect("/staff/plan#taken-out");
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Plan = (await desk.ReadAsync(stop)).Plan;
        if (Update is not null)
        {
            if (Plan.UpdatesOn(Id).FirstOrDefault(one => one.Id == Update) is not { } update) { return false; }

            (What, Words, Seen) = (PlanItem.Update, update.Text, Draft.Seen(update));
            return true;
        }

        (Concern, Action) = (Plan.Concern(Id), Plan.Action(Id));
        (What, Words, Seen) = (Concern, Action) switch
        {
            ({ } concern, _) => (PlanItem.Concern, concern.Asked, Draft.Seen(concern with { Actions = [], Updates = [] })),
            (_, { } action) => (action.Kind is ActionKind.Ask ? PlanItem.Ask : PlanItem.Action, action.Text, Draft.Seen(action with { Updates = [] })),
            _ => (default, "", null),
        };
        return Seen is not null;
    }
}
