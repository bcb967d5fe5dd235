using Hearback.Calendar;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>A report as its reporter reads it, and what they can do about it.</summary>
public sealed class ReadModel(TrackedReports reports, CountReports count, CaseReviews reviews, Visit visit, Friction friction, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>As many characters as a message or a comment may have.</summary>
    public const int LongestWords = Hearback.Reports.Report.LongestWords;

    /// <summary>How many messages and entries of the diary in <see cref="Within"/> wait for nothing.</summary>
    internal const int FreeMessages = 10;

    internal static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>What the reporter sees; null only when it could not be read.</summary>
    public TrackedReport? Tracked { get; private set; }

    /// <summary>The last entry that stood on the page when it was answered.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    [BindProperty]
    public Sorted? Sorted { get; set; }

    [BindProperty]
    public Worked? Worked { get; set; }

    [BindProperty]
    public int? KeptInformed { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    public bool CanStillAnswer => Tracked?.ReopenUntil >= time.Today;

    /// <summary>Whether enough reports of theirs count and they have not asked yet. Only somebody who came by the link from a letter is told.</summary>
    public bool MayAskForReview { get; private set; }

    internal InWords Say => new(words, Tracked!, time.Today);

    // Whoever has an idea open goes on to that.
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return RedirectToPage("/Track/Idea"); }

        MayAskForReview = visit.IsByLetter && (await count.OfMailboxAsync(id, stop)).Suffices && await reviews.OfReportAsync(id, byLetter: true, stop) is null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return SignedOut(); }

        var message = AsTyped(Message);
        if (message is null) { ModelState.AddModelError(nameof(Message), words["Write your message"]); }
        else if (message.Length > LongestWords) { ModelState.AddModelError(nameof(Message), words["Your message must be 4,000 characters or fewer"]); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", FreeMessages, Within);
        await reports.WriteBackAsync(id, Seen, message!);
        // To what was just said, which stands at the end of a long page.
        return RedirectToPage(pageName: null, pageHandler: null, routeValues: null, fragment: "last");
    }

    public async Task<IActionResult> OnPostSortedAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return SignedOut(); }

        var comment = AsTyped(Comment);
        if (Sorted is not { } sorted || !Enum.IsDefined(sorted)) { ModelState.AddModelError(nameof(Sorted), words["Select whether it is sorted"]); }

        if (comment is { Length: > LongestWords }) { ModelState.AddModelError(nameof(Comment), words["Your comment must be 4,000 characters or fewer"]); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", FreeMessages, Within);
        await reports.SayIfSortedAsync(id, Seen, Sorted!.Value, KeptInformed, comment);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostWorkedAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return SignedOut(); }

        var comment = AsTyped(Comment);
        if (Worked is not { } worked || !Enum.IsDefined(worked)) { ModelState.AddModelError(nameof(Worked), words["Select whether it worked"]); }

        if (comment is { Length: > LongestWords }) { ModelState.AddModelError(nameof(Comment), words["Your comment must be 4,000 characters or fewer"]); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", FreeMessages, Within);
        await reports.SayIfItWorkedAsync(id, Seen, Worked!.Value, comment);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostStopMailAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return SignedOut(); }

        await reports.StopMailAsync(id);
        return RedirectToPage();
    }

    /// <summary>One of the reporter's own pictures, while the visit lasts.</summary>
    public async Task<IActionResult> OnGetPictureAsync(int number, CancellationToken stop) =>
        visit.GoOn() is { } id && await reports.OpenPictureAsync(id, number, stop) is { } picture ? new PictureResult(picture) : NotFound();

    public IActionResult OnPostClose()
    {
        visit.End();
        return RedirectToPage("/Track/Closed");
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        Tracked = await reports.ReadAsync(id, stop);
        return Tracked is null ? null : id;
    }

    /// <summary>A line break counts once, as the counter beside the box counts it; nothing but blanks is nothing.</summary>
    private static string? AsTyped(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n");

    private RedirectToPageResult SignedOut() => RedirectToPage("/Track/Index");
}
