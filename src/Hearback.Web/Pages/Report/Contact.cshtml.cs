using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Contact)]
public sealed class ContactModel(Journey journey) : PageModel
{
    [BindProperty]
    public ContactAnswer Answer { get; set; } = new();

    public IdentityLevel? Identity => journey.Answers.Identity;

    public IActionResult OnGet()
    {
        if (Identity is IdentityLevel.Anonymous) { return Questions.LeadTo(Question.Check); }

        Answer = ContactAnswer.Of(journey.Answers.Contact);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Identity is IdentityLevel.Anonymous) { return Questions.LeadTo(Question.Check); }

        if (!ModelState.IsValid) { return Page(); }

        return await journey.KeepAsync(journey.Answers with { Contact = Answer.Read() });
    }
}
