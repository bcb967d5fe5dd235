using Hearback.Calendar;
using Hearback.Data;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>One action of the edition in force: who answers for it, every date it had, and all that came of it.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class ActionModel(CurrentPlan current, ActionAnswers answers, HearbackDb db, TimeProvider time) : PageModel
{
    [FromRoute]
    public required string Id { get; init; }

    public ActionPlan Plan { get; private set; } = null!;

    public Concern Concern { get; private set; } = null!;

    public PlannedAction Action { get; private set; } = null!;

    /// <summary>What people answered to "Is this working?"; null where it is not asked.</summary>
    public AnswersSoFar? Answers { get; private set; }

    /// <summary>Who was told that people wait.</summary>
    public IEnumerable<Reminder> Reminders { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public IEnumerable<PlannedAction> Asks => Concern.Actions.Where(ask => ask.GoesWith == Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await current.ReadAsync(stop) is not { } edition || edition.Plan.Action(Id) is not { } action) { return NotFound(); }

        // An ask that stands beside an action has no lead or date of its own.
        if (action.GoesWith is { } beside) { return RedirectToPage(new { id = beside }); }

        (Plan, Action, Concern, Today) = (edition.Plan, action, edition.Plan.ConcernOf(action), time.Today);
        Answers = ActionAnswers.AreAskedOf(action) ? await answers.ReadAsync(Id, stop) : null;
        Reminders = (await db.RemindersAsync([action], Today, stop))[Id];
        return Page();
    }
}
