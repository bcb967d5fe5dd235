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

    /// <param name="pictures">Given when they want to add pictures. Nobody must, so nobody else is led there.</param>
    public async Task<IActionResult> OnPostAsync(string? pictures)
    {
        if (!ModelState.IsValid) { return Page(); }

        var next = await journey.KeepAsync(journey.Answers with { Story = Typed.Read(Story), Said = null });
        return pictures is null ? next : Questions.LeadTo(Question.Pictures);
    }
}
