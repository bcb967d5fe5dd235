using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>A new member sets up the authenticator app. Nobody reaches the desk without it.</summary>
public sealed class SetUpModel(UserManager<Member> members, FrontDoor door, CurrentPack pack, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter the code that your app shows")]
    [StringLength(40, ErrorMessage = "Enter the code that your app shows")]
    public string? Code { get; set; }

    public QrPicture? Picture { get; private set; }

    /// <summary>The key in groups of four, for typing.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Shown once, when the set-up is done.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await door.InHallAsync() is not { Member.TwoFactorEnabled: false } hall) { return RedirectToPage("/Staff/SignIn/Index", new { ReturnUrl }); }

        await ShowKeyAsync(hall);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await door.InHallAsync() is not { Member.TwoFactorEnabled: false } hall) { return RedirectToPage("/Staff/SignIn/Index", new { ReturnUrl }); }

        if (ModelState.IsValid)
        {
            RecoveryCodes = await door.SetUpAsync(hall, Code!) ?? [];
            if (RecoveryCodes.Count > 0) { return Page(); }

            ModelState.AddModelError(nameof(Code), words["This code is not right. Wait for the app to show the next one and try again"]);
        }

        await ShowKeyAsync(hall);
        return Page();
    }

    private async Task ShowKeyAsync(InHall hall)
    {
        var member = hall.Member;
        if (await members.GetAuthenticatorKeyAsync(member) is null)
        {
            await members.ResetAuthenticatorKeyAsync(member);
            // A new key ends all that was begun before it, this step too.
            await door.IntoHallAsync(member, hall.First);
        }

        var key = await members.GetAuthenticatorKeyAsync(member) ?? throw new InvalidOperationException("A new member has no authenticator key.");
        Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        var issuer = Uri.EscapeDataString($"Hearback {pack.Now.About.Name}");
        Picture = QrPicture.Of($"otpauth://totp/{issuer}:{Uri.EscapeDataString(member.Email ?? "")}?secret={key}&issuer={issuer}&digits=6");
    }
}
