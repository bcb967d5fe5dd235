using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PasskeysOfMember;

/// <summary>A member's own passkeys. One is added only shortly after signing in, so that an open screen is not a way to stay in for good.</summary>
public sealed class PasskeysModel(PasskeyDoor door, SignedIn signedIn, UserManager<Member> members, HearbackDb db, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    [BindProperty]
    [Required(ErrorMessage = "Enter what to call the passkey")]
    [StringLength(Passkey.LongestName, ErrorMessage = "What you call the passkey must be 40 characters or less")]
    public string? Name { get; set; }

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public bool IsFresh { get; private set; }

    /// <summary>What was just done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>How a page names a passkey.</summary>
    public static string NumberOf(UserPasskeyInfo passkey) => WebEncoders.Base64UrlEncode(passkey.CredentialId);

    public async Task OnGetAsync(bool added, bool removed, CancellationToken stop)
    {
        Done = added ? "Added. You can sign in with it from now on" : removed ? "Removed. It lets nobody in any more" : null;
        await LoadAsync(stop);
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        var member = await LoadAsync(CancellationToken.None);
        return IsFresh && ModelState.IsValid ? Content(await door.AskForNewAsync(member), MediaTypeNames.Application.Json) : BadRequest();
    }

    public async Task<IActionResult> OnPostAddAsync(MadePasskey made)
    {
        var member = await LoadAsync(CancellationToken.None);
        if (!IsFresh || !ModelState.IsValid) { return Page(); }

        if (await door.AddAsync(member, made, Name!)) { return RedirectToPage(new { added = true }); }

        ModelState.AddModelError(nameof(Name), words["The passkey was not added. Try again"]);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? passkey)
    {
        var member = await LoadAsync(CancellationToken.None);
        // Whoever presses twice is told the same.
        if (Passkeys.FirstOrDefault(own => NumberOf(own) == passkey) is { } chosen) { await door.RemoveAsync(member, chosen.CredentialId); }

        return RedirectToPage(new { removed = true });
    }

    private async Task<Member> LoadAsync(CancellationToken stop)
    {
        var member = await signedIn.MemberAsync(stop);
        Passkeys = [.. await members.GetPasskeysAsync(member)];
        var (current, since) = (User.SessionId, time.GetUtcNow() - Fresh);
        IsFresh = await db.Sessions.AnyAsync(session => session.Id == current && session.StartedAt >= since, stop);
        return member;
    }
}
