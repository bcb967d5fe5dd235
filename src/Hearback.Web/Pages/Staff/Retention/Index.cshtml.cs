using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Vault;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff.RetentionWork;

/// <summary>A closed report whose time ends soon, or one that is held.</summary>
public sealed record KeptReport(string Reference, string Category, DateOnly ClosedOn, DateOnly? KeptUntil, DateOnly? HeldOn, string? HeldBy, string? Why);

/// <summary>What is forgotten within 30 days, what is held and by whom; a coordinator holds a report, with a reason, and ends a hold.</summary>
public sealed class RetentionModel(HearbackDb db, KeyVault vault, ReportsAtHand reports, ForgetReports forget, CurrentPack pack, IOptions<RetentionOptions> options, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private const int Most = 200;
    private const int Ahead = 30;

    [BindProperty]
    [Required(ErrorMessage = "Enter the reference of the report")]
    public string? Reference { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Say why the report must be kept")]
    [Typed(500, Called = "The reason")]
    public string? Why { get; set; }

    [FromQuery] public AuditedAct? Done { get; set; }

    public IReadOnlyList<KeptReport> Due { get; private set; } = [];

    public IReadOnlyList<KeptReport> Held { get; private set; } = [];

    public RetentionOptions Rules => options.Value;

    public DateOnly Today => time.Today;

    public async Task OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        await LoadAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync(CancellationToken.None);
        if (!ModelState.IsValid) { return Page(); }

        if (await reports.FindAsync(Reference!, CancellationToken.None) is not { } hand)
        {
            ModelState.AddModelError(nameof(Reference), words["There is no report with this reference"]);
            return Page();
        }

        hand.Report.HoldBack(Why!, hand.Member.Id, hand.Desk);
        await reports.SaveAsync(hand, AuditedAct.HeldReport, Why);
        return RedirectToPage(new { done = AuditedAct.HeldReport });
    }

    public async Task<IActionResult> OnPostReleaseAsync(string held)
    {
        ModelState.Clear();
        await LoadAsync(CancellationToken.None);
        if (await reports.FindAsync(held, CancellationToken.None) is not { } hand) { return NotFound(); }

        hand.Report.Release();
        await reports.SaveAsync(hand, AuditedAct.ReleasedReport);
        return RedirectToPage(new { done = AuditedAct.ReleasedReport });
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var names = await db.Users.AsNoTracking().IgnoreAutoIncludes().ToDictionaryAsync(member => member.Id, member => member.Name, stop);
        var due = new List<Report>();
        foreach (var some in forget.DueBy(Today.AddDays(Ahead))) { due.AddRange(await some.AsNoTracking().OrderBy(report => report.Id).Take(Most).ToListAsync(stop)); }

        Due = [.. due.Select(report => Shown(report, names)).OrderBy(report => report.ClosedOn).Take(Most)];
        var held = await db.Reports.AsNoTracking().Where(report => report.Hold != null).OrderBy(report => report.Id).Take(Most).ToListAsync(stop);
        var shown = new List<KeptReport>();
        // Few are held, and each reason is sealed under the key of its report.
        foreach (var report in held) { shown.Add(Shown(report, names) with { Why = await vault.FindAsync(report.KeyId) is { } key ? report.OpenHold(key) : null }); }

        Held = [.. shown.OrderBy(report => report.HeldOn)];
    }

    private KeptReport Shown(Report report, Dictionary<Guid, string> names) => new(
        report.Reference.Value, pack.Now.Category(report.Category)?.ShortName ?? report.Category, report.Closure?.On ?? report.LastWordOn, report.KeptUntil,
        report.Hold?.On, report.Hold is { } hold ? names.GetValueOrDefault(hold.By) : null, Why: null);
}
