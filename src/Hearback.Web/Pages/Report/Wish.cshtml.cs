using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Wish)]
public sealed class WishModel(Journey journey) : PageModel
{
    [BindProperty]
    [Typed(1000, Called = "What you would like to happen")]
    public string? Wish { get; set; }

    public void OnGet() => Wish = journey.Answers.Wish;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) { return Page(); }

        return await journey.KeepAsync(journey.Answers with { Wish = Typed.Read(Wish) });
    }
}
