using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>
/// Opens who the reporter is, with a reason that the reporter can read. A confidential reporter is known only to the team that has the report
/// and to coordinators; they are the only ones for whom <see cref="ReportsAtHand"/> finds a report at all.
/// </summary>
public sealed class IdentityModel(ReportsAtHand reports) : PageModel
{
    public const int LongestWhy = 500;

    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Say why you need to know who they are")]
    [Typed(LongestWhy, Called = "The reason")]
    public string? Why { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    /// <summary>Null until it is opened.</summary>
    public Contact? Contact { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { Report.Contact: not null } hand) { return NotFound(); }

        Hand = hand;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { Report.Contact: not null } hand) { return NotFound(); }

        Hand = hand;
        if (!ModelState.IsValid) { return Page(); }

        // Recorded before it is shown: what cannot be recorded cannot be read.
        await reports.SaveAsync(hand, AuditedAct.OpenedIdentity, Why);
        Contact = hand.Report.OpenContact(hand.Desk.Key);
        return Page();
    }
}
