using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>Lets more people know who the reporter is. There is no way back, so the page says what follows before it asks.</summary>
public sealed class KnownModel(TrackedReports reports, Visit visit, IStringLocalizer<Words> words) : PageModel
{
    private TrackedReport? _tracked;

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public IdentityLevel? Level { get; set; }

    /// <summary>Asked only of somebody who is anonymous; of the others we have it.</summary>
    public ContactAnswer Answer { get; } = new();

    /// <summary>The last entry of the thread as it is now, which the next press of the button brings back.</summary>
    public int LastEntry => _tracked?.Seen ?? 0;

    /// <summary>An anonymous reporter gives a name now; we have that of a confidential one.</summary>
    public bool IsAnonymous => _tracked?.Identity is IdentityLevel.Anonymous;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is null) { return RedirectToPage("/Track/Index"); }

        return _tracked!.Identity is IdentityLevel.Named ? RedirectToPage("/Track/Read") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return RedirectToPage("/Track/Index"); }

        // The second press of the button finds it done.
        if (_tracked!.Identity >= Level) { return RedirectToPage("/Track/Read"); }

        if (Level is not (IdentityLevel.Confidential or IdentityLevel.Named)) { ModelState.AddModelError(nameof(Level), words["Select who may know that it was you"]); }

        if (IsAnonymous) { await TryUpdateModelAsync(Answer, nameof(Answer)); }

        if (!ModelState.IsValid) { return Page(); }

        await reports.BecomeKnownAsync(id, Seen, Level!.Value, IsAnonymous ? Answer.Read() : null);
        return RedirectToPage("/Track/Read");
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        _tracked = await reports.ReadAsync(id, stop);
        return _tracked is null ? null : id;
    }
}
