using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

public sealed class GiveModel(ReportsAtHand reports, HearbackDb db, IStringLocalizer<Words> words) : PageModel, IActsOnReport
{
    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    /// <summary>The member; the empty id is nobody.</summary>
    [BindProperty]
    [Required(ErrorMessage = "Select who should have it")]
    public Guid? To { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    public Act Act => Act.Assign;

    /// <summary>The members of the report's team, and whoever looks at it.</summary>
    public IReadOnlyDictionary<Guid, string> Choices { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        await LoadAsync(hand, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        await LoadAsync(hand, CancellationToken.None);
        if (To is { } to && to != Guid.Empty && !Choices.ContainsKey(to)) { ModelState.AddModelError(nameof(To), words["Select who should have it"]); }

        if (!ModelState.IsValid) { return Page(); }

        hand.WasReadAt(Version);
        hand.Report.Assign(To == Guid.Empty ? null : To);
        await reports.SaveAsync(hand, AuditedAct.GaveReport);
        return LocalRedirect(hand.Next(AuditedAct.GaveReport));
    }

    private async Task LoadAsync(ReportAtHand hand, CancellationToken stop)
    {
        Hand = hand;
        var (team, me) = (hand.Report.Team, hand.Member.Id);
        var answering = Right.AnswerReports.Roles;
        Choices = await db.Users.AsNoTracking().IgnoreAutoIncludes()
            .Where(member => member.Id == me || (answering.Contains(member.Role) && member.Teams.Any(membership => membership.Team == team)))
            .OrderBy(member => member.Name).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
    }
}
