using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignIn;

public sealed class SignOutModel(FrontDoor door) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Staff/SignIn/Index");

    public async Task<IActionResult> OnPostAsync()
    {
        await door.LeaveAsync();
        return RedirectToPage("/Staff/SignIn/Index");
    }
}
