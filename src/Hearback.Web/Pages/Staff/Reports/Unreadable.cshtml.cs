using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff.Work;

/// <summary>A report whose key is gone, as after a restore of a backup from before it was forgotten: it is said in words, and a coordinator deletes what is left.</summary>
public sealed class UnreadableModel(HearbackDb db, KeyVault vault, SignedIn signedIn, ForgetReports forget, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    public Report Found { get; private set; } = null!;

    public bool MayLetGo { get; private set; }

    public DateOnly Today => time.Today;

    public string Category => pack.Now.Category(Found.Category)?.ShortName ?? Found.Category;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not { } member) { return NotFound(); }

        if (await vault.FindAsync(Found.KeyId) is not null) { return RedirectToPage("/Staff/Reports/Show", new { Reference }); }

        MayLetGo = member.Role.May(Right.KeepReports);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync(CancellationToken.None) is not { } member || !member.Role.May(Right.KeepReports)) { return NotFound(); }

        MayLetGo = true;
        await forget.LetGoUnreadableAsync(Found.Id, member.Id);
        return RedirectToPage("/Staff/Retention/Index", new { done = AuditedAct.ForgotReport });
    }

    private async Task<Member?> FindAsync(CancellationToken stop)
    {
        if (Vault.Reference.Read(Reference) is not { } known) { return null; }

        var member = await signedIn.MemberAsync(stop);
        if (await db.Reports.AsNoTracking().SeenBy(member).SingleOrDefaultAsync(report => report.Reference == known, stop) is not { IsGoing: false } report) { return null; }

        Found = report;
        return member;
    }
}
