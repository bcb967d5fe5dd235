using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>The second step: what the authenticator app shows, or a recovery code when the app is lost.</summary>
public sealed class CodeModel(FrontDoor door, PasskeyDoor passkeys, UserManager<Member> members, IStringLocalizer<Words> words) : PageModel
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

    /// <summary>Whether a passkey can take the place of the code.</summary>
    public bool HasPasskeys { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await HallAsync() switch
    {
        null => Back(),
        { Member.TwoFactorEnabled: false } => RedirectToPage("/Staff/SignIn/SetUp", new { ReturnUrl }),
        _ => Page(),
    };

    public async Task<IActionResult> OnPostAsync()
    {
        if (await HallAsync() is not { Member.TwoFactorEnabled: true } hall) { return Back(); }

        if (!ModelState.IsValid) { return Page(); }

        if (Recover ? await door.EnterWithRecoveryCodeAsync(hall, Code!) : await door.EnterWithCodeAsync(hall, Code!)) { return Onward(); }

        ModelState.AddModelError(nameof(Code), Recover
            ? words["This recovery code is not right, or has been used. After five wrong codes, wait five minutes"]
            : words["This code is not right. Wait for the app to show the next one and try again. After five wrong codes, wait five minutes"]);
        return Page();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() =>
        await HallAsync() is { } hall && HasPasskeys ? Content(await passkeys.AskAsync(hall.Member), MediaTypeNames.Application.Json) : NotFound();

    public async Task<IActionResult> OnPostPasskeyAsync(SignedPasskey passkey)
    {
        if (await HallAsync() is not { } hall || !HasPasskeys) { return Back(); }

        // The form with the code is another one.
        ModelState.Clear();
        if (await passkeys.AnswerAsync(hall.Member, passkey) is not null)
        {
            await door.EnterWithPasskeyAsync(hall);
            return Onward();
        }

        ModelState.AddModelError(nameof(Code), words["This passkey was not accepted. Try again, or enter a code"]);
        return Page();
    }

    private async Task<InHall?> HallAsync()
    {
        var hall = await door.InHallAsync();
        HasPasskeys = hall is not null && (await members.GetPasskeysAsync(hall.Member)).Count > 0;
        return hall;
    }

    private RedirectToPageResult Back() => RedirectToPage("/Staff/SignIn/Index", new { ReturnUrl });

    private LocalRedirectResult Onward() => LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/staff");
}
