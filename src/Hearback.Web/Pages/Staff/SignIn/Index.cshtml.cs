using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>A member of a demonstration, as its button says.</summary>
public sealed record DemoMember(Guid Id, string Name, Role Role, IReadOnlyList<string> Teams);

/// <summary>The first step: email and password. In a demonstration, one press.</summary>
public sealed class SignInModel(FrontDoor door, PasskeyDoor passkeys, ProviderDoor providers, HearbackDb db, CurrentPack pack, DemoMode demo, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your email address")]
    [StringLength(254, ErrorMessage = "Enter your email address")]
    public string? Email { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your password")]
    [StringLength(StrongPassword.Longest, ErrorMessage = "Enter your password")]
    public string? Password { get; set; }

    public IReadOnlyList<DemoMember> DemoMembers { get; private set; } = [];

    /// <summary>The organisations with whose sign-in one can come in.</summary>
    public IReadOnlyList<(string Code, string Name)> Providers => providers.All;

    // The fault is why somebody who tried with their organisation is here again.
    public async Task<IActionResult> OnGetAsync(ProviderFault? fault, CancellationToken stop)
    {
        if (User.Identity?.IsAuthenticated is true) { return Redirect("/staff"); }

        await LoadAsync(stop);
        if (fault is { } why && Enum.IsDefined(why)) { ModelState.AddModelError("", words[why.InWords()]); }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync(CancellationToken.None);
        if (!ModelState.IsValid) { return Page(); }

        if (await door.RecogniseAsync(Email!, Password!) is not { } member)
        {
            ModelState.AddModelError(nameof(Email), words["Your email address or your password is not right. After ten wrong tries, wait five minutes"]);
            return Page();
        }

        await door.IntoHallAsync(member, FirstProof.Password);
        return RedirectToPage(member.TwoFactorEnabled ? "/Staff/SignIn/Code" : "/Staff/SignIn/SetUp", new { ReturnUrl });
    }

    /// <summary>What the script asks the device. The same for everybody, so it tells nobody who has a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.AskAsync(member: null), MediaTypeNames.Application.Json);

    public async Task<IActionResult> OnPostPasskeyAsync(SignedPasskey passkey)
    {
        await LoadAsync(CancellationToken.None);
        // The form with the password is another one.
        ModelState.Clear();
        var answer = await passkeys.AnswerAsync(member: null, passkey);
        if (answer is { Verified: true })
        {
            await door.EnterWithBothAsync(answer.Member, FirstProof.Passkey);
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/staff");
        }

        ModelState.AddModelError(nameof(Email), answer is null
            ? words["This passkey was not accepted. Try again, or sign in with your password"]
            : words["Your device did not check that it is you. Enter your email address and password, then use the passkey as the second step"]);
        return Page();
    }

    public async Task<IActionResult> OnPostDemoAsync(Guid member)
    {
        if (!demo.On || await db.Users.SingleOrDefaultAsync(known => known.Id == member && known.Demo && known.DisabledAt == null) is not { } chosen) { return NotFound(); }

        await door.EnterDemoAsync(chosen);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/staff");
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        if (!demo.On) { return; }

        var members = await db.Users.AsNoTracking().Where(member => member.Demo && member.DisabledAt == null).OrderBy(member => member.Role).ThenBy(member => member.Email).ToListAsync(stop);
        DemoMembers = [.. members.Select(member => new DemoMember(
            member.Id, member.Name, member.Role, [.. member.Teams.Select(membership => pack.Now.Team(membership.Team)?.Name ?? membership.Team)]))];
    }
}
