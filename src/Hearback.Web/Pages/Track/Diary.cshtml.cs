using Hearback.Calendar;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>The reporter's diary as a log: to read, to print, and to keep as a file.</summary>
public sealed class DiaryModel(TrackedReports reports, Visit visit, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>Whether the reporter comes here from having written.</summary>
    [FromQuery]
    public bool Added { get; set; }

    public DiaryLog Log { get; private set; } = null!;

    public string TeamName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await OpenAsync(stop) ? Page() : RedirectToPage("/Track/Index");

    public async Task<IActionResult> OnGetFileAsync(CancellationToken stop) => await OpenAsync(stop) ? Log.AsFile(words) : RedirectToPage("/Track/Index");

    private async Task<bool> OpenAsync(CancellationToken stop)
    {
        // Nothing is asked for here: an address that says what we do not know says nothing.
        ModelState.Clear();
        if (visit.GoOn() is not { } id || await reports.ReadAsync(id, stop) is not { } tracked) { return false; }

        (Log, TeamName) = (new(tracked.Diary, time.Today, IsMine: true), tracked.TeamName);
        return true;
    }
}
