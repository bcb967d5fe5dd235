using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignIn;

public sealed class SignOutModel(SignInManager<Member> signIn) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Staff/SignIn/Index");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return RedirectToPage("/Staff/SignIn/Index");
    }
}
