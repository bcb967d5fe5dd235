using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>Asks for a new link. The answer is the same whether or not we know the report or the address.</summary>
public sealed class NewLinkModel(SendNewLinks newLinks, Friction friction, IStringLocalizer<Words> words) : PageModel
{
    private const int FreeTries = 10;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    [BindProperty]
    [Required(ErrorMessage = "Enter your reference")]
    public string? Reference { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your email address")]
    [EmailAddress(ErrorMessage = "Enter an email address in the right form, like name@example.com")]
    public string? Email { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var reference = Vault.Reference.Read(Reference);
        if (Reference is not null && reference is null) { ModelState.AddModelError(nameof(Reference), words["Enter a reference like HB-7Q4-M2X"]); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"link {reference}", FreeTries, Within);
        newLinks.Ask(reference!.Value, Email!);
        return RedirectToPage("/Track/NewLinkAsked");
    }
}
