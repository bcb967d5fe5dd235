using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>The acts that need nothing but words for the reporter, as their addresses name them.</summary>
public enum WriteKind
{
    Reply,
    Ask,
    Start,
    Reopen,
}

public sealed class WriteModel(ReportsAtHand reports) : PageModel, IWritesToReporter
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromRoute] public WriteKind Kind { get; set; }

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what the reporter will read")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Kind switch
    {
        WriteKind.Reply => Act.Reply,
        WriteKind.Ask => Act.Ask,
        WriteKind.Start => Act.StartWork,
        WriteKind.Reopen => Act.Reopen,
    };

    public Preview? Preview { get; private set; }

    public string Question => Kind switch
    {
        WriteKind.Reply => "Reply",
        WriteKind.Ask => "Ask the reporter a question",
        WriteKind.Start => "Say that work has started",
        WriteKind.Reopen => "Open the report again",
    };

    public string Means => Kind switch
    {
        WriteKind.Reply => "The reporter reads your words and the day by which they hear next.",
        WriteKind.Ask => "The report then waits for the reporter. You still owe them an update by the next date.",
        WriteKind.Start => "The reporter reads what is being done. The report is then being worked on.",
        WriteKind.Reopen => "The reporter reads why. The report is then being worked on again.",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        Hand = hand;
        return Page();
    }

    public Task<IActionResult> OnPostPreviewAsync() => ActAsync(send: false);

    public Task<IActionResult> OnPostAsync() => ActAsync(Preview.IsOf(Previewed, Words));

    private async Task<IActionResult> ActAsync(bool send)
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        Hand = hand;
        if (!ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        var done = Do(hand);
        Preview = await reports.WhatReporterReadsAsync(hand);
        if (!send) { return Page(); }

        await reports.SaveAsync(hand, done);
        return LocalRedirect(hand.Next(done));
    }

    private AuditedAct Do(ReportAtHand hand)
    {
        switch (Kind)
        {
            case WriteKind.Reply:
                hand.Report.Reply(Words!, hand.By, hand.Desk);
                return AuditedAct.Replied;
            case WriteKind.Ask:
                hand.Report.Ask(Words!, hand.By, hand.Desk);
                return AuditedAct.Asked;
            case WriteKind.Start:
                hand.Report.StartWork(Words!, hand.By, hand.Desk);
                return AuditedAct.StartedWork;
            case WriteKind.Reopen:
                hand.Report.Reopen(Words!, hand.By, hand.Desk);
                return AuditedAct.Reopened;
            default:
                throw new InvalidOperationException("The route lets no other act through.");
        }
    }
}
