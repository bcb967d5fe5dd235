using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>A member has learned the number by which a service knows a report, and lets the reporter have it.</summary>
public sealed class TheirReferenceModel(ReportsAtHand reports) : PageModel, IActsOnReport
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter the number by which the service knows it")]
    [Typed(Handover.LongestReference, Called = "The number")]
    public string? Number { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.HearFromService;

    public string Service => Hand.Report.LastHandover is { } handover ? Hand.Desk.Pack.Service(handover.Service)?.Name ?? handover.Service : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        Hand.WasReadAt(Version);
        Hand.Report.NoteTheirReference(Typed.Read(Number), Hand.By, Hand.Desk);
        await reports.SaveAsync(Hand, AuditedAct.NotedTheirReference);
        return LocalRedirect(Hand.Next(AuditedAct.NotedTheirReference));
    }

    /// <summary>Where nothing was handed over there is nothing to note.</summary>
    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { Report.LastHandover: not null } hand) { return false; }

        Hand = hand;
        return true;
    }
}
