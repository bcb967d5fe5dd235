using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignIn;

/// <summary>Leads to the sign-in of an organisation.</summary>
public sealed class WithModel(ProviderDoor door) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string provider, string? returnUrl, CancellationToken stop) =>
        door.Knows(provider) ? await door.LeadAsync(provider, Url.IsLocalUrl(returnUrl) ? returnUrl : "/staff", stop) : NotFound();
}
