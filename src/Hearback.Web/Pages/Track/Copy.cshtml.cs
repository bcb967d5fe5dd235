using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>The file with all that we hold about a report which is its reporter's. It needs nothing beside it, and names no report in its file name.</summary>
public sealed class CopyModel(TrackedReports reports, Visit visit, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    public CopyForReporter Copy { get; private set; } = null!;

    public DateOnly Today => time.Today;

    public string? Ward => pack.Now.Wards.FirstOrDefault(ward => ward.Code == Copy.Ward)?.Name ?? Copy.Ward;

    internal InWords Say => new(words, Copy.Tracked, Today);

    public IActionResult OnGet() => RedirectToPage("/Track/Yours");

    public async Task<IActionResult> OnPostAsync()
    {
        if (visit.GoOn() is not { } id || await reports.CopyAsync(id) is not { } copy) { return RedirectToPage("/Track/Index"); }

        Copy = copy;
        Response.Headers.ContentDisposition = "attachment; filename=\"copy.html\"";
        return Page();
    }
}
