using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Effect)]
public sealed class EffectModel(Journey journey) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Select what it does to you, or to others there")]
    public Effect? Effect { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select why you think it happens to you")]
    public WhyMe? WhyMe { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select whether you have reported it before")]
    public Before? Before { get; set; }

    [BindProperty]
    [Typed(1000, Called = "What makes it worse")]
    public string? More { get; set; }

    public void OnGet()
    {
        if (journey.Answers.Effect is { } told) { (Effect, WhyMe, Before, More) = (told.Effect, told.WhyMe, told.Before, told.More); }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) { return Page(); }

        return await journey.KeepAsync(journey.Answers with { Effect = new EffectAnswer(Before!.Value, WhyMe!.Value, Effect!.Value, Typed.ReadOrNull(More)) });
    }
}
