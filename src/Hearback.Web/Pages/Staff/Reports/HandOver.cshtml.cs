using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

/// <summary>A member hands a report over to a service. The service is told what the member writes, and never who the reporter is.</summary>
public sealed class HandOverModel(ReportsAtHand reports, IStringLocalizer<Words> words) : PageModel, IWritesToReporter
{
    public const int LongestTold = 3500;

    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select which service should get it")]
    public string? Service { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what the service will be told")]
    [Typed(LongestTold, Called = "What they are told")]
    public string? TheyAreTold { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what the reporter will read")]
    [Typed(Report.LongestWords, Called = "What you write")]
    public string? Words { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public string? Looked => $"{Service}\n{TheyAreTold}\n{Words}";

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.HandOver;

    public Preview? Preview { get; private set; }

    /// <summary>Those that take something from us, first those for this kind of behaviour.</summary>
    public IEnumerable<ListedService> Choices => Hand.Desk.Pack.Services.Where(service => service.Handover is not null).OrderBy(service => service.Categories.Contains(Hand.Report.Category) ? 0 : 1);

    public ListedService? Chosen => Choices.FirstOrDefault(service => service.Code == Service);

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
        if (Chosen is null && Service is not null) { ModelState.AddModelError(nameof(Service), words["Select which service should get it"]); }

        if (Chosen is not { } service || !ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.HandOver(service, new() { Words = TheyAreTold!, Where = hand.Where, Cell = hand.Report.Cell }, Words!, hand.By, hand.Desk);
        Preview = await reports.WhatReporterReadsAsync(hand);
        if (!send) { return Page(); }

        await reports.SaveAsync(hand, AuditedAct.HandedOver);
        return LocalRedirect(hand.Next(AuditedAct.HandedOver));
    }
}
