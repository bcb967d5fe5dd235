using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Track;

/// <summary>What a reporter may ask of us about what we hold: a copy, and to be forgotten. What follows is said before they press.</summary>
public sealed class YoursModel(TrackedReports reports, ForgetReports forget, Visit visit) : PageModel
{
    public TrackedReport Tracked { get; private set; } = null!;

    /// <summary>Whether all of it goes at once.</summary>
    public bool AllGoesNow => Tracked is { State: ReportState.Closed, IsHeld: false };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await OpenAsync(stop) is null ? RedirectToPage("/Track/Index") : Page();

    public async Task<IActionResult> OnPostForgetAsync()
    {
        if (await OpenAsync(CancellationToken.None) is not { } id) { return RedirectToPage("/Track/Index"); }

        var allGoes = AllGoesNow;
        await forget.AskAsync(id);
        if (!allGoes) { return RedirectToPage("/Track/Read"); }

        visit.End();
        return RedirectToPage("/Track/Forgotten");
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id || await reports.ReadAsync(id, stop) is not { } tracked) { return null; }

        Tracked = tracked;
        return id;
    }
}
