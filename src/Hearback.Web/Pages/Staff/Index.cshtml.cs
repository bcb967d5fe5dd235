using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>Leads each member to what they are here for.</summary>
public sealed class IndexModel(SignedIn signedIn) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => (await signedIn.MemberAsync(stop)).Role switch
    {
        Role.Officer or Role.TeamLead or Role.Coordinator => RedirectToPage("/Staff/Reports/Index"),
        Role.Partner => RedirectToPage("/Staff/PassedOn/Index"),
        Role.Administrator => RedirectToPage("/Staff/Mail/Index"),
        Role.Auditor => RedirectToPage("/Staff/Record/Index"),
    };
}
