using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Reviews;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>One case review: how it stands, what can be done next, and what was applied for, once it is opened.</summary>
public sealed class ShowReviewModel(ReviewDesk desk, TimeProvider time) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromQuery] public AuditedAct? Done { get; set; }

    public ReviewAtHand Hand { get; private set; } = null!;

    /// <summary>All that is sealed of it, once the member has opened it.</summary>
    public ReviewApplication? Opened { get; private set; }

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => time.Today;

    public CaseReview Review => Hand.Review;

    /// <summary>What comes next, and then what can be done at any time.</summary>
    public IEnumerable<ReviewAct> Acts => Enum.GetValues<ReviewAct>().Where(act => act is not (ReviewAct.Appeal or ReviewAct.TellProgress) && Review.State.Allows(act));

    public string? FirstName(Guid? member) => member is { } id ? Names.GetValueOrDefault(id)?.Split(' ')[0] : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        return await FindAsync(stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostOpenAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (Opened is null) { await desk.OpenAsync(Hand); }

        return Redirect($"/staff/reviews/{Review.Reference}");
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await desk.FindAsync(Reference, stop) is not { } hand) { return false; }

        Hand = hand;
        Names = await desk.ThoseWhoRunItAsync(stop);
        Opened = await desk.HasOpenedAsync(hand) ? hand.Review.Open(hand.Desk.Key) : null;
        return true;
    }
}
