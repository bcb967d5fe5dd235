using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>Lets more people know who the reporter is. There is no way back, so the page says what follows before it asks.</summary>
public sealed class KnownModel(TrackedReports reports, Visit visit, IStringLocalizer<Words> words) : PageModel
{
    private TrackedReport? _tracked;

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public IdentityLevel? Level { get; set; }

    [BindProperty]
    [StringLength(80, ErrorMessage = "Your name must be 80 characters or fewer")]
    public string? Name { get; set; }

    [BindProperty]
    [StringLength(254, ErrorMessage = "Your email address must be 254 characters or fewer")]
    public string? Email { get; set; }

    [BindProperty]
    [StringLength(30, ErrorMessage = "Your phone number must be 30 characters or fewer")]
    public string? Phone { get; set; }

    [BindProperty]
    [StringLength(200, ErrorMessage = "What to mind must be 200 characters or fewer")]
    public string? SafeWay { get; set; }

    [BindProperty]
    [StringLength(200, ErrorMessage = "A good time must be 200 characters or fewer")]
    public string? SafeTime { get; set; }

    /// <summary>The last entry of the thread as it is now, which the next press of the button brings back.</summary>
    public int LastEntry => _tracked?.Seen ?? 0;

    /// <summary>An anonymous reporter gives a name now; we have that of a confidential one.</summary>
    public bool IsAnonymous => _tracked?.Identity is IdentityLevel.Anonymous;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is null) { return RedirectToPage("/Track/Index"); }

        return _tracked!.Identity is IdentityLevel.Named ? RedirectToPage("/Track/Read") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return RedirectToPage("/Track/Index"); }

        // The second press of the button finds it done.
        if (_tracked!.Identity >= Level) { return RedirectToPage("/Track/Read"); }

        if (Level is not (IdentityLevel.Confidential or IdentityLevel.Named)) { ModelState.AddModelError(nameof(Level), words["Select who may know that it was you"]); }

        if (IsAnonymous) { CheckContact(); }

        if (!ModelState.IsValid) { return Page(); }

        await reports.BecomeKnownAsync(id, Seen, Level!.Value, IsAnonymous ? NewContact() : null);
        return RedirectToPage("/Track/Read");
    }

    private void CheckContact()
    {
        if (string.IsNullOrWhiteSpace(Name)) { ModelState.AddModelError(nameof(Name), words["Enter your name"]); }

        if (string.IsNullOrWhiteSpace(Email) && string.IsNullOrWhiteSpace(Phone)) { ModelState.AddModelError(nameof(Email), words["Enter an email address or a phone number"]); }

        if (Email?.Trim() is { Length: > 0 } email && !(MailAddress.TryCreate(email, out var read) && read.Address == email))
        {
            ModelState.AddModelError(nameof(Email), words["Enter an email address in the correct format, like name@example.com"]);
        }

        if (Phone?.Trim() is { Length: > 0 } phone && phone.Count(char.IsAsciiDigit) < 5) { ModelState.AddModelError(nameof(Phone), words["Enter a phone number, like 020 7946 0000"]); }
    }

    private Contact NewContact() => new() { Name = Name!.Trim(), Email = Given(Email), Phone = Given(Phone), SafeWay = Given(SafeWay), SafeTime = Given(SafeTime) };

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 } given ? given : null;

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        _tracked = await reports.ReadAsync(id, stop);
        return _tracked is null ? null : id;
    }
}
