using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Identity)]
public sealed class KnownModel(Journey journey) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Select whether anyone should know it was you")]
    public IdentityLevel? Identity { get; set; }

    public void OnGet() => Identity = journey.Answers.Identity;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) { return Page(); }

        // Whoever becomes anonymous after all takes their name back.
        return await journey.KeepAsync(journey.Answers with { Identity = Identity, Contact = Identity is IdentityLevel.Anonymous ? null : journey.Answers.Contact });
    }
}
