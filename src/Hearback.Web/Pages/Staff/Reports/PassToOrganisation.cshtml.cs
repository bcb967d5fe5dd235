using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

public sealed class PassToOrganisationModel(ReportsAtHand reports, IStringLocalizer<Words> words) : PageModel, IWritesToReporter, IGivesGrounds
{
    /// <summary>Reason and what they are told are kept as one note, which may be <see cref="Report.LongestWords"/> long.</summary>
    public const int LongestPart = 1900;

    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select which organisation should help")]
    public string? Organisation { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Say why it is passed on")]
    [Typed(LongestPart, Called = "The reason")]
    public string? Reason { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select which law lets you pass it on")]
    public Gateway? Gateway { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Say why it is necessary")]
    [Typed(LongestPart, Called = "Why it is necessary")]
    public string? Necessity { get; set; }

    /// <summary>Whether they may open who reported it; asked only of a reporter who agreed to be named.</summary>
    [BindProperty] public bool WithName { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what the organisation will be told")]
    [Typed(LongestPart, Called = "What they are told")]
    public string? TheyAreTold { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what the reporter will read")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public string? Looked => $"{Organisation}\n{Reason}\n{Gateway}\n{Necessity}\n{TheyAreTold}\n{WithName}\n{Words}";

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.PassToOrganisation;

    public Preview? Preview { get; private set; }

    /// <summary>Those that have a mailbox other than that of the team which has the report.</summary>
    public IEnumerable<Organisation> Choices => Hand.Desk.Pack.Organisations.Where(organisation =>
        organisation.Kind is not OrganisationKind.Residents && organisation.Teams is [var first, ..] && first.Code != Hand.By.Team);

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
        var organisation = hand.Desk.Pack.Organisation(Organisation);
        if (organisation is null && Organisation is not null) { ModelState.AddModelError(nameof(Organisation), words["Select which organisation should help"]); }

        if (organisation is null || !ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.PassTo(organisation, new(Reason!, Gateway!.Value, Necessity!), TheyAreTold!, Words!, hand.By, hand.Desk, WithName);
        Preview = await reports.WhatReporterReadsAsync(hand);
        if (!send) { return Page(); }

        await reports.SaveAsync(hand, AuditedAct.PassedToOrganisation, Reason);
        return LocalRedirect(hand.Next(AuditedAct.PassedToOrganisation));
    }
}
