using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Vault;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>
/// The case review of whoever visits: which of their reports count, one press to ask for it, and how it stands once they have. Of more than the report that
/// they opened only somebody reads who came by the link from a letter.
/// </summary>
public sealed class ReviewModel(CaseReviews reviews, CountReports count, TrackedReports reports, Visit visit, Friction friction, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>The same press again finds the review that the first made.</summary>
    [BindProperty]
    public Guid Once { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    [Typed(ReviewApplication.LongestWords, Called = "What you write")]
    public string? Add { get; set; }

    [BindProperty]
    [Typed(CaseReview.LongestWords, Called = "What you write")]
    public string? Why { get; set; }

    public DateOnly Today => time.Today;

    public ReviewRules Rules => pack.Now.Review;

    public bool IsByLetter => visit.IsByLetter;

    /// <summary>Null for whoever came with the reference of the review itself.</summary>
    public TrackedReport? Report { get; private set; }

    public TrackedReview? Review { get; private set; }

    /// <summary>Their reports, or only the one that they opened.</summary>
    public ReviewCount? Count { get; private set; }

    public (Reference Reference, AccessCode Code)? Sent { get; private set; }

    public bool MayAsk => Report is { Identity: not IdentityLevel.Anonymous } && Review is null or { State: ReviewState.Closed };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is null) { return RedirectToPage("/Track/Index"); }

        (Once, Code) = (Guid.NewGuid(), AccessCode.New().Reveal());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenAsync(CancellationToken.None) is not { } id) { return RedirectToPage("/Track/Index"); }

        // Only a forged form has none.
        if (Once == default || AccessCode.Read(Code) is not { } code || Report is null) { return BadRequest(); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", ReadModel.FreeMessages, ReadModel.Within);
        Sent = (await reviews.AskAsync(Once, id, IsByLetter, Typed.Read(Add), code), code);
        return Page();
    }

    public async Task<IActionResult> OnPostAppealAsync()
    {
        if (await OpenAsync(CancellationToken.None) is not { } id) { return RedirectToPage("/Track/Index"); }

        if (Review is not { } review) { return BadRequest(); }

        if (Typed.ReadOrNull(Why) is null) { ModelState.AddModelError(nameof(Why), words["Say why you do not agree"]); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", ReadModel.FreeMessages, ReadModel.Within);
        await reviews.AppealAsync(review.Id, Typed.Read(Why));
        return RedirectToPage();
    }

    public IActionResult OnPostLeave()
    {
        visit.End();
        return RedirectToPage("/Track/Closed");
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        Report = await reports.ReadAsync(id, stop);
        if (Report is null)
        {
            Review = await reviews.ReadAsync(id, stop);
            return Review is null ? null : id;
        }

        if (await reviews.OfReportAsync(id, IsByLetter, stop) is { } review) { Review = await reviews.ReadAsync(review, stop); }

        Count = await (IsByLetter ? count.OfMailboxAsync(id, stop) : count.AloneAsync(id, stop));
        return id;
    }
}
