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
/// The reference, and the access code for whoever has no other way back. A reload shows the same; once the person has shown that they kept
/// the code, the draft is deleted and nobody can show the code again.
/// </summary>
public sealed class SentModel(Journey journey, HearbackDb db, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? LastGroup { get; set; }

    public Reports.Report Report { get; private set; } = null!;

    public AccessCode? Code => Report.Code is null ? null : journey.Answers.Code;

    public bool Confirmed { get; private set; }

    public DateOnly Today => time.Today;

    public string TeamName => pack.Now.InFull(Report.Team);

    public ServiceStandard Standard => pack.Now.Standards[Report.Tier];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : Redirect("/report");

    public async Task<IActionResult> OnGetFileAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop) || Code is not { } code) { return Redirect("/report"); }

        var text = $"{words["Reference"]}: {Report.Reference}\n{words["Access code"]}: {string.Join(' ', code.Groups)}\n";
        return File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "notes.txt");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return Redirect("/report"); }

        if (Code is { } code && !code.EndsWith(LastGroup))
        {
            ModelState.AddModelError(nameof(LastGroup), words["Type the last four characters of the code on this page"]);
            return Page();
        }

        await journey.ForgetAsync();
        if (Code is null) { return Redirect("/"); }

        Confirmed = true;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (!await journey.LoadAsync(stop) || await db.Reports.AsNoTracking().SingleOrDefaultAsync(report => report.Id == journey.Answers.ReportId, stop) is not { } report) { return false; }

        Report = report;
        return true;
    }
}
