using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

public sealed class UrgencyModel(ReportsAtHand reports) : PageModel, IActsOnReport
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select how urgent it is")]
    [EnumDataType(typeof(Tier), ErrorMessage = "Select how urgent it is")]
    public Tier? Tier { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Say why you change how urgent it is")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Why { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.ChangeTier;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        Hand = hand;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        Hand = hand;
        if (!ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.ChangeTier(Tier!.Value, Why!, hand.By, hand.Desk);
        await reports.SaveAsync(hand, AuditedAct.ChangedTier, Why);
        return LocalRedirect(hand.Next(AuditedAct.ChangedTier));
    }
}
