using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Story)]
public sealed class StoryModel(Journey journey) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Tell us what happened")]
    [Typed(ReportAnswers.LongestStory, Called = "What happened")]
    public string? Story { get; set; }

    /// <summary>Whether the box holds the words with which they looked for the category.</summary>
    public bool HasFirstWords => journey.Answers is { Story: null, Said: not null };

    public void OnGet() => Story = journey.Answers.Story ?? journey.Answers.Said;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) { return Page(); }

        var next = await journey.KeepAsync(journey.Answers with { Story = Typed.Read(Story), Said = null });
        // Nobody must send pictures, so only whoever comes by here for the first time is asked for some.
        return journey.Answers.Effect is null ? Questions.LeadTo(Question.Pictures) : next;
    }
}
