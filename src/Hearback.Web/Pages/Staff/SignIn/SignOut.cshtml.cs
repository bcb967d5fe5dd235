using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignIn;

public sealed class SignOutModel(FrontDoor door) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Staff/SignIn/Index");

    /// <param name="returnUrl">Where to go after signing in again.</param>
    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        await door.LeaveAsync();
        return RedirectToPage("/Staff/SignIn/Index", new { returnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl : null });
    }
}
