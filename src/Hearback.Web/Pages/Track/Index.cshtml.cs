using System.ComponentModel.DataAnnotations;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Vault;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>
/// Lets a reporter in with reference and code, and so somebody who had an idea or asked for a case review. Whether the reference is unknown, the code is wrong or the report has none,
/// the answer is the same in words, status and work.
/// </summary>
public sealed class IndexModel(HearbackDb db, Visit visit, Friction friction, IStringLocalizer<Words> words) : PageModel
{
    private const int FreeTries = 10;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    [BindProperty]
    [Required(ErrorMessage = "Enter your reference")]
    public string? Reference { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your access code")]
    public string? Code { get; set; }

    public bool IsVisiting { get; private set; }

    public bool RanOut { get; private set; }

    /// <summary>Why the report is not there any more, for whoever has its code.</summary>
    public Forgetting? Gone { get; private set; }

    public void OnGet()
    {
        (IsVisiting, RanOut) = (visit.IsOn, visit.RanOut);
        // Said once: the next person at this browser need not know that somebody had a report open.
        if (RanOut) { visit.End(); }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!ModelState.IsValid) { return Page(); }

        if (await FindAsync(stop) is not { } found)
        {
            ModelState.AddModelError(nameof(Reference), words["The reference or the access code is not right"]);
            return Page();
        }

        if (found.Gone is { } because)
        {
            Gone = because;
            return Page();
        }

        visit.Start(found.Id);
        return RedirectToPage(found.Page);
    }

    private async Task<Found?> FindAsync(CancellationToken stop)
    {
        if (Vault.Reference.Read(Reference) is not { } reference || AccessCode.Read(Code) is not { } code) { return null; }

        await friction.SlowDownAsync($"code {reference}", FreeTries, Within);
        var report = await db.Reports.AsNoTracking().Where(report => report.Reference == reference).Select(report => new { report.Id, report.Code, report.Forgetting }).SingleOrDefaultAsync(stop);
        var idea = await db.Ideas.AsNoTracking().Where(idea => idea.Reference == reference).Select(idea => new { idea.Id, idea.Code }).SingleOrDefaultAsync(stop);
        var review = await db.Reviews.AsNoTracking().Where(review => review.Reference == reference).Select(review => new { review.Id, review.Code }).SingleOrDefaultAsync(stop);
        var stone = await db.Tombstones.AsNoTracking().Where(stone => stone.Reference == reference).Select(stone => new { stone.Id, stone.Code, stone.Because }).SingleOrDefaultAsync(stop);
        // All are compared, whatever was found: the time must not tell which of them a reference names, or whether it names any.
        var (isReport, isIdea, isReview, isStone) = (Opens(report?.Code, code), Opens(idea?.Code, code), Opens(review?.Code, code), Opens(stone?.Code, code));
        return isReport && report is not null ? new(report.Id, "/Track/Read", report.Forgetting is Forgetting.WhenClosed ? null : report.Forgetting)
            : isIdea && idea is not null ? new(idea.Id, "/Track/Idea")
            : isReview && review is not null ? new(review.Id, "/Track/Review")
            : isStone && stone is not null ? new(stone.Id, "/Track/Read", stone.Because)
            : null;
    }

    private static bool Opens(AccessCodeHash? hash, AccessCode code) => (hash ?? AccessCodeHash.OfNobody).Matches(code);

    private sealed record Found(Guid Id, string Page, Forgetting? Gone = null);
}
