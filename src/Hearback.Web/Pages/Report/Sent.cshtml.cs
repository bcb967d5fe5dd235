using System.Text;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>
/// The reference and the access code. A reload shows the same; once the person has shown that they kept the code, which only those must
/// who have no other way back, the draft is deleted and nobody can show the code again.
/// </summary>
public sealed class SentModel(Journey journey, TrackedReports reports, HearbackDb db, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? LastGroup { get; set; }

    public Reports.Report Report { get; private set; } = null!;

    public AccessCode Code => journey.Answers.Code;

    /// <summary>Whether a member made the report for a caller, who still has to be given reference and code.</summary>
    public ToldBy ToldBy => journey.Answers.ToldBy;

    /// <summary>The address to which a link is on its way, shown so that a slip of the finger is seen.</summary>
    public string? Email => journey.Answers.Contact?.Email;

    public bool Confirmed { get; private set; }

    /// <summary>How many pictures arrived after the report had gone. They are still here, and can follow it.</summary>
    public int LatePictures => journey.Answers.Pictures;

    /// <summary>Whether some were refused, because the report had gone already.</summary>
    [FromQuery]
    public bool Late { get; init; }

    public DateOnly Today => time.Today;

    public string TeamName => pack.Now.InFull(Report.Team);

    /// <summary>The service that it goes to, or that they tell; null when it is ours.</summary>
    public string? ServiceName => Report.LastHandover is { } handover ? pack.Now.Service(handover.Service)?.Name ?? handover.Service : null;

    public bool TheyTellThemselves => Report.LastHandover is { State: HandoverState.LeftToReporter };

    public ServiceStandard Standard => pack.Now.Standards[Report.Tier];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : Redirect("/report");

    public async Task<IActionResult> OnGetFileAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return Redirect("/report"); }

        var text = $"{words["Reference"]}: {Report.Reference}\n{words["Access code"]}: {string.Join(' ', Code.Groups)}\n";
        return File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "notes.txt");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return Redirect("/report"); }

        if (Email is null && !Code.EndsWith(LastGroup))
        {
            ModelState.AddModelError(nameof(LastGroup), words["Type the last four characters of the code on this page"]);
            return Page();
        }

        await journey.ForgetAsync();
        if (Email is not null) { return Redirect("/"); }

        Confirmed = true;
        return Page();
    }

    /// <summary>Sends the pictures after the report, as its reporter could on the page of the report.</summary>
    public async Task<IActionResult> OnPostLateAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return Redirect("/report"); }

        // Pressed twice, the second finds the first: it is the same message after the same entry.
        if (LatePictures > 0) { await journey.SendPicturesAsync(pictures => reports.WriteBackAsync(Report.Id, seen: 1, words["These pictures arrived just after the report."], pictures)); }

        return Redirect("/report/sent");
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (!await journey.LoadAsync(stop) || await db.Reports.AsNoTracking().Include(report => report.Handovers).SingleOrDefaultAsync(report => report.Id == journey.Answers.ReportId, stop) is not { } report) { return false; }

        Report = report;
        return true;
    }
}
