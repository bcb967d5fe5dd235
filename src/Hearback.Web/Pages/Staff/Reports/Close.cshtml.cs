using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

public sealed class CloseModel(ReportsAtHand reports) : PageModel, IWritesToReporter
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select why you are closing it")]
    [EnumDataType(typeof(CloseReason), ErrorMessage = "Select why you are closing it")]
    public CloseReason? Reason { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write a summary that the reporter will read")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public string? Looked => $"{Reason}\n{Words}";

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.Close;

    public Preview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        Hand = hand;
        return Page();
    }

    public Task<IActionResult> OnPostPreviewAsync() => ActAsync(send: false);

    public Task<IActionResult> OnPostAsync() => ActAsync(Preview.IsOf(Previewed, Looked));

    private async Task<IActionResult> ActAsync(bool send)
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        Hand = hand;
        if (!ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.Close(Reason!.Value, Words!, hand.By, hand.Desk);
        Preview = await reports.WhatReporterReadsAsync(hand);
        if (!send) { return Page(); }

        await reports.SaveAsync(hand, AuditedAct.Closed);
        return LocalRedirect(hand.Next(AuditedAct.Closed));
    }
}
