using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

public sealed class NoteModel(ReportsAtHand reports) : PageModel, IActsOnReport
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write the note")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.Note;

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
        hand.Report.AddNote(Words!, hand.By, hand.Desk);
        await reports.SaveAsync(hand, AuditedAct.WroteNote);
        return LocalRedirect(hand.Next(AuditedAct.WroteNote));
    }
}
