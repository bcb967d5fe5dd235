using System.ComponentModel.DataAnnotations;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Web.Demo;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SignIn;

/// <summary>A member of a demonstration, as its button says.</summary>
public sealed record DemoMember(Guid Id, string Name, Role Role, IReadOnlyList<string> Teams);

/// <summary>The first step: email and password. In a demonstration, one press.</summary>
public sealed class SignInModel(FrontDoor door, Friction friction, HearbackDb db, CurrentPack pack, DemoMode demo, IStringLocalizer<Words> words) : PageModel
{
    private const int FreeTries = 20;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

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

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (User.Identity?.IsAuthenticated is true) { return Redirect("/staff"); }

        await LoadAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync(CancellationToken.None);
        if (!ModelState.IsValid) { return Page(); }

        // Comparing a password is slow on purpose. Whoever asks without end waits before that work, not after it.
        await friction.SlowDownAsync($"sign-in {Email!.Trim().ToUpperInvariant()}", FreeTries, Within);
        if (await door.RecogniseAsync(Email!, Password!) is not { } member)
        {
            ModelState.AddModelError(nameof(Email), words["Your email address or your password is not right. After ten wrong tries, wait five minutes"]);
            return Page();
        }

        await door.IntoHallAsync(member);
        return RedirectToPage(member.TwoFactorEnabled ? "/Staff/SignIn/Code" : "/Staff/SignIn/SetUp", new { ReturnUrl });
    }

    public async Task<IActionResult> OnPostDemoAsync(Guid member)
    {
        if (!demo.On || await db.Users.SingleOrDefaultAsync(known => known.Id == member && known.Demo) is not { } chosen) { return NotFound(); }

        await door.EnterDemoAsync(chosen);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/staff");
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        if (!demo.On) { return; }

        var members = await db.Users.AsNoTracking().Where(member => member.Demo).OrderBy(member => member.Role).ThenBy(member => member.Email).ToListAsync(stop);
        DemoMembers = [.. members.Select(member => new DemoMember(
            member.Id, member.Name, member.Role, [.. member.Teams.Select(membership => pack.Now.Team(membership.Team)?.Name ?? membership.Team)]))];
    }
}
