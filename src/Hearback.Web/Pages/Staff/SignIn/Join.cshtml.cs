using System.ComponentModel.DataAnnotations;
using System.Text;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>The link of an invitation: the new member chooses a password, and goes on to set up the app.</summary>
public sealed class JoinModel(UserManager<Member> members, FrontDoor door, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute(Name = "member")] public Guid Id { get; set; }

    [FromRoute] public string Token { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Choose a password")]
    [StringLength(StrongPassword.Longest, MinimumLength = StrongPassword.Shortest, ErrorMessage = "Your password must be between 12 and 200 characters")]
    public string? Password { get; set; }

    /// <summary>Null when the link was used, is too old, or never was one.</summary>
    public Member? Invited { get; private set; }

    public async Task OnGetAsync() => Invited = await InvitedAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        Invited = await InvitedAsync();
        if (Invited is not { } member || !ModelState.IsValid) { return Page(); }

        var result = await members.ResetPasswordAsync(member, ReadToken(), Password!);
        if (!result.Succeeded)
        {
            foreach (var error in result.Errors) { ModelState.AddModelError(nameof(Password), words[error.Description]); }

            return Page();
        }

        await door.ChosePasswordAsync(member);
        return RedirectToPage("/Staff/SignIn/SetUp");
    }

    private async Task<Member?> InvitedAsync() =>
        await members.FindByIdAsync(Id.ToString()) is { DisabledAt: null } member
        && await members.VerifyUserTokenAsync(member, members.Options.Tokens.PasswordResetTokenProvider, UserManager<Member>.ResetPasswordTokenPurpose, ReadToken())
            ? member
            : null;

    private string ReadToken()
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(Token));
        }
        catch (FormatException)
        {
            // A link that was cut in the mail; it verifies as no token at all.
            return "";
        }
    }
}
