using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

public sealed class PassToTeamModel(ReportsAtHand reports, IStringLocalizer<Words> words) : PageModel, IWritesToReporter, IGivesGrounds
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select which team should take over")]
    public string? Team { get; set; }

    /// <summary>What it is for, by which law and why it is necessary: asked when the team belongs to another organisation.</summary>
    [BindProperty]
    [Typed(PassToOrganisationModel.LongestPart, Called = "What it is for")]
    public string? Reason { get; set; }

    [BindProperty] public Gateway? Gateway { get; set; }

    [BindProperty]
    [Typed(PassToOrganisationModel.LongestPart, Called = "Why it is necessary")]
    public string? Necessity { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Tell the reporter why another team takes over")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public string? Looked => $"{Team}\n{Reason}\n{Gateway}\n{Necessity}\n{Words}";

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.PassToTeam;

    /// <summary>Null while something of them is missing.</summary>
    private Grounds? Grounds => Gateway is { } gateway && Reason is { Length: > 0 } reason && Necessity is { Length: > 0 } necessity ? new(reason, gateway, necessity) : null;

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
        var team = hand.Desk.Pack.Team(Team);
        if (team is null && Team is not null) { ModelState.AddModelError(nameof(Team), words["Select which team should take over"]); }

        if (team is null || !ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.PassTo(team, Words!, hand.By, hand.Desk, Grounds);
        Preview = await reports.WhatReporterReadsAsync(hand);
        if (!send) { return Page(); }

        await reports.SaveAsync(hand, AuditedAct.PassedToTeam);
        return LocalRedirect(hand.Next(AuditedAct.PassedToTeam));
    }
}
