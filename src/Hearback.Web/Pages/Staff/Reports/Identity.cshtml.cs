using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>
/// Opens who the reporter is, with a reason that the reporter can read. A confidential reporter trusted the team that has the report: whoever is
/// not in it asks first, and opens it once when another member said yes.
/// </summary>
public sealed class IdentityModel(ReportsAtHand reports, HearbackDb db) : PageModel
{
    public const int LongestWhy = 500;

    [FromRoute] public string Reference { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Say why you need to know who they are")]
    [Typed(LongestWhy, Called = "The reason")]
    public string? Why { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    /// <summary>What the member asked last, while it counts; null for those who need nobody's yes.</summary>
    public IdentityRequest? Asked { get; private set; }

    /// <summary>What waits for this member's yes or no.</summary>
    public IdentityRequests Waiting { get; private set; } = null!;

    public bool MayOpen => !Hand.Report.NeedsSecondYes(Hand.Member) || Asked?.OpensOn(Hand.Desk.Today) is true;

    /// <summary>Null until it is opened.</summary>
    public Contact? Contact { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        if (!MayOpen)
        {
            if (Asked is not null) { throw new RefusedException("You have asked already. Another member has to say yes or no"); }

            db.IdentityRequests.Add(Hand.Report.AskForIdentity(Hand.Member, Why!, Hand.Desk));
            await reports.SaveAsync(Hand, AuditedAct.AskedForIdentity, Why);
            return LocalRedirect(Hand.Next(AuditedAct.AskedForIdentity));
        }

        Asked?.Use(Hand.Desk.Today);
        // Recorded before it is shown: what cannot be recorded cannot be read.
        await reports.SaveAsync(Hand, AuditedAct.OpenedIdentity, Why);
        Contact = Hand.Report.OpenContact(Hand.Desk.Key);
        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid request, bool agrees)
    {
        ModelState.Clear();
        if (!await FindAsync(CancellationToken.None) || await db.IdentityRequests.FindAsync(request) is not { } asked || asked.ReportId != Hand.Report.Id) { return NotFound(); }

        asked.Answer(agrees, Hand.Member.Id, Hand.Desk.Today);
        var done = agrees ? AuditedAct.AgreedToIdentity : AuditedAct.RefusedIdentity;
        await reports.SaveAsync(Hand, done);
        return LocalRedirect(Hand.Next(done));
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { Report.Contact: not null } hand) { return false; }

        Hand = hand;
        Waiting = await IdentityRequests.OfAsync(hand, db, stop);
        Asked = hand.Report.NeedsSecondYes(hand.Member) ? Waiting.Mine : null;
        return true;
    }
}
