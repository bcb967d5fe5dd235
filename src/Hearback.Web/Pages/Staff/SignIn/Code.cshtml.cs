using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>The second step: what the authenticator app shows, or a recovery code when the app is lost.</summary>
public sealed class CodeModel(FrontDoor door, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether the member has lost the app and types a recovery code.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Recover { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter the code")]
    [StringLength(40, ErrorMessage = "Enter the code")]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() => await door.InHallAsync() switch
    {
        null => RedirectToPage("/Staff/SignIn/Index", new { ReturnUrl }),
        { TwoFactorEnabled: false } => RedirectToPage("/Staff/SignIn/SetUp", new { ReturnUrl }),
        _ => Page(),
    };

    public async Task<IActionResult> OnPostAsync()
    {
        if (await door.InHallAsync() is not { TwoFactorEnabled: true } member) { return RedirectToPage("/Staff/SignIn/Index", new { ReturnUrl }); }

        if (!ModelState.IsValid) { return Page(); }

        if (Recover ? await door.EnterWithRecoveryCodeAsync(member, Code!) : await door.EnterWithCodeAsync(member, Code!))
        {
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/staff");
        }

        ModelState.AddModelError(nameof(Code), Recover
            ? words["This recovery code is not right, or has been used"]
            : words["This code is not right. Wait for the app to show the next one and try again"]);
        return Page();
    }
}
