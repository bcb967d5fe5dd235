using Hearback.Calendar;
using Hearback.Plan;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>By when: a target date, or the reason why there is none yet and the day on which that is looked at again.</summary>
public sealed class DateModel(DraftDesk desk, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public required string Id { get; init; }

    /// <summary>Set on the monthly round: the next action follows.</summary>
    [FromQuery]
    public bool Round { get; init; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public bool? HasDate { get; set; }

    [BindProperty]
    public DateAnswer Target { get; set; } = new();

    [BindProperty]
    [Typed(500, Called = "Why there is no date yet")]
    public string? NoDateBecause { get; set; }

    [BindProperty]
    public DateAnswer Review { get; set; } = new();

    [BindProperty]
    [Typed(500, Called = "Why the date changes")]
    public string? Because { get; set; }

    public PlannedAction Action { get; private set; } = null!;

    /// <summary>Whether somebody else has given it another date since this page was opened.</summary>
    public bool ChangedMeanwhile { get; private set; }

    /// <summary>The action as people read it now; null when they do not.</summary>
    public PlannedAction? Published { get; private set; }

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        Seen = Draft.Seen(Dates(Action));
        HasDate = Action.TargetDate is not null ? true : Action.NoDate is not null ? false : null;
        if (Action.TargetDate is { } date) { Target = DateAnswer.From(date); }

        if (Action.NoDate is { } none) { (NoDateBecause, Review) = (none.Because, DateAnswer.From(none.ReviewOn)); }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (HasDate is null) { ModelState.AddModelError(nameof(HasDate), words["Select whether there is a target date"]); }

        if (HasDate is true && Target.AsDate() is null) { ModelState.AddModelError(nameof(Target), words["Enter a real date, with day, month and year"]); }

        if (HasDate is false && Typed.ReadOrNull(NoDateBecause) is null) { ModelState.AddModelError(nameof(NoDateBecause), words["Say why there is no target date yet"]); }

        if (HasDate is false && Review.AsDate() is null) { ModelState.AddModelError(nameof(Review), words["Enter the day on which you look at this again"]); }

        if (!ModelState.IsValid) { return Page(); }

        var seen = Seen;
        // Whoever sends once more has read what the other chose.
        (Seen, ChangedMeanwhile) = (Draft.Seen(Dates(Action)), Draft.Seen(Dates(Action)) != seen);
        ModelState.Remove(nameof(Seen));
        await desk.EditAsync((draft, _) =>
        {
            if (draft.Plan.Action(Id) is { } now) { Draft.IsAsSeen(Dates(now), seen); }

            draft.ChangeDate(Id, HasDate is true ? Target.AsDate() : null,
                HasDate is true ? null : new(Typed.Read(NoDateBecause), Review.AsDate()!.Value), Typed.ReadOrNull(Because), time.Today, Published);
        });
        return Redirect(Round ? $"/staff/plan/round?after={Id}" : $"/staff/plan#{Id}");
    }

    private static ByWhen Dates(PlannedAction action) => new(action.TargetDate, action.NoDate);

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if ((await desk.ReadAsync(stop)).Plan.Action(Id) is not { GoesWith: null } action) { return false; }

        (Action, Published) = (action, (await desk.PublishedAsync(stop))?.Plan.Action(Id));
        return true;
    }

    private sealed record ByWhen(DateOnly? Target, NoDate? NotYet);
}
