using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

/// <summary>The reporter's diary as a log, for the members who handle the report. It is shut until it is opened, which is recorded, and so is each file of it.</summary>
public sealed class DiaryModel(ReportsAtHand reports, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    public ReportAtHand Hand { get; private set; } = null!;

    public int Count => Hand.Report.Thread.Count(entry => entry.Kind is EntryKind.Diary);

    /// <summary>Null while it is sealed.</summary>
    public DiaryLog? Log { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        Hand = hand;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync() => await OpenAsync() is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostFileAsync() => await OpenAsync() is { } log ? log.AsFile(words) : NotFound();

    private async Task<DiaryLog?> OpenAsync()
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return null; }

        Hand = hand;
        // Recorded before it is shown: what cannot be recorded cannot be read.
        await reports.SaveAsync(hand, AuditedAct.OpenedDiary);
        return Log = new(Diary.Of(hand.Report, hand.Desk.Key), hand.Desk.Today, IsMine: false);
    }
}
