using Hearback.Calendar;
using Hearback.Plan;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>One new state or target date for many actions, and words for each of them: all of it is saved, or nothing.</summary>
public sealed class SeveralModel(DraftDesk desk, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private const int Most = 50;
    private const int LongestName = 60;

    public enum Kind
    {
        State,
        Date,
    }

    [BindProperty(SupportsGet = true)]
    public Kind? Change { get; set; }

    [BindProperty(SupportsGet = true)]
    public List<string> Ids { get; set; } = [];

    /// <summary>How each of them stood when the page was opened.</summary>
    [BindProperty]
    public List<string> Seen { get; set; } = [];

    [BindProperty]
    public ActionState? State { get; set; }

    [BindProperty]
    public DateAnswer Date { get; set; } = new();

    /// <summary>What is said of each, in the order of <see cref="Ids"/>.</summary>
    [BindProperty]
    public List<string?> Messages { get; set; } = [];

    public IReadOnlyList<PlannedAction> Open { get; private set; } = [];

    /// <summary>Those that change; none while they are being chosen.</summary>
    public IReadOnlyList<PlannedAction> Chosen { get; private set; } = [];

    public DateOnly Today => time.Today;

    public async Task OnGetAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        if (Request.Query.Count is 0) { return; }

        if (Change is null) { ModelState.AddModelError(nameof(Change), words["Select what changes"]); }

        if (Chosen.Count is 0 or > Most) { ModelState.AddModelError(nameof(Ids), words[Chosen.Count is 0 ? "Select at least one action" : "Select 50 actions or fewer"]); }

        if (!ModelState.IsValid) { Chosen = []; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = Seen;
        await ReadAsync(CancellationToken.None);
        if (Change is null || Chosen.Count is 0 or > Most || Chosen.Count != Ids.Count || seen.Count != Ids.Count) { return RedirectToPage(); }

        Check();
        if (!ModelState.IsValid) { return Page(); }

        var published = (await desk.PublishedAsync(CancellationToken.None))?.Plan;
        await desk.EditAsync((draft, _) =>
        {
            foreach (var (at, id) in Ids.Index())
            {
                if (draft.Plan.Action(id) is { } now) { Draft.IsAsSeen(Standing(now), seen[at]); }

                var message = Typed.Read(Messages[at]);
                if (Change is Kind.State) { draft.ChangeState(id, State!.Value, new() { Id = PlanIds.New(), On = time.Today, Text = message, By = Chosen[at].Leads is [var lead, ..] ? lead.Name : null }); }
                else { draft.ChangeDate(id, Date.AsDate(), null, message, time.Today, published?.Action(id)); }
            }
        });
        return Redirect("/staff/plan");
    }

    private void Check()
    {
        if (Change is Kind.State && State is null) { ModelState.AddModelError(nameof(State), words["Select a state"]); }

        if (Change is Kind.Date && Date.AsDate() is null) { ModelState.AddModelError(nameof(Date), words["Enter a real date, with day, month and year"]); }

        foreach (var (at, action) in Chosen.Index())
        {
            var (field, name) = ($"{nameof(Messages)}[{at}]", Short(PlanText.Plain(action.Text)));
            if (Typed.ReadOrNull(Messages.ElementAtOrDefault(at)) is not { } message) { ModelState.AddModelError(field, words["Write why, for “{0}”", name]); }
            else if (message.Length > ActionPlan.LongestText) { ModelState.AddModelError(field, words["The words for “{0}” must be 4,000 characters or fewer", name]); }

            if (Change is Kind.State && action.State == State) { ModelState.AddModelError(field, words["“{0}” has this state already", name]); }
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        var plan = (await desk.ReadAsync(stop)).Plan;
        Open = [.. plan.Actions.Where(action => action.Kind is ActionKind.Doing && action.IsOpen)];
        Ids = [.. Ids.Distinct().Where(id => plan.Action(id) is { Kind: ActionKind.Doing })];
        Chosen = [.. Ids.Select(id => plan.Action(id)!)];
        Messages = [.. Chosen.Select((_, at) => Messages.ElementAtOrDefault(at))];
        // Whoever sends once more has read what somebody else did meanwhile.
        Seen = [.. Chosen.Select(action => Draft.Seen(Standing(action)))];
        ModelState.Remove(nameof(Seen));
    }

    private static AsSeen Standing(PlannedAction action) => new(action.State, action.TargetDate, action.NoDate);

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..LongestName]}…";

    private sealed record AsSeen(ActionState State, DateOnly? Target, NoDate? NotYet);
}
