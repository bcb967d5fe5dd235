using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Categories that are shown together, under one name.</summary>
public sealed record ShownGroup(string Name, IReadOnlyList<Category> Categories);

[Asks(Question.What)]
public sealed class WhatModel(Journey journey, CurrentPack pack, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    [Typed(ReportAnswers.LongestSaid, Called = "What you say")]
    public string? Typed { get; set; }

    /// <summary>What the suggestions on the page were made for; something else typed asks for new ones.</summary>
    [BindProperty]
    public string? Looked { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select what is happening, or select ‘Something else’")]
    public string? Category { get; set; }

    /// <summary>What the words may mean: none when we do not know, null when nobody asked. None is ever chosen for somebody.</summary>
    public IReadOnlyList<Category>? Suggested { get; private set; }

    /// <summary>The whole list, what is suggested first. Each stands in it once.</summary>
    public IEnumerable<ShownGroup> Groups
    {
        get
        {
            var suggested = Suggested ?? [];
            var first = new ShownGroup(words["You may mean"], suggested);
            return pack.Now.Groups.Select(group => new ShownGroup(group.Name, [.. pack.Now.InUse.Where(category => category.Group == group.Code).Except(suggested)]))
                .Prepend(first).Where(group => group.Categories.Count > 0);
        }
    }

    public void OnGet()
    {
        (Category, Typed) = (journey.Answers.Category, journey.Answers.Said);
        Suggest();
    }

    public async Task<IActionResult> OnPostAsync(string? find)
    {
        var said = Reporting.Typed.ReadOrNull(Typed);
        // Enter pressed on a choice presses the first button, which is Find.
        var looks = find is not null && (said is not null || Category is null);
        if (looks || (Category is null && said is not null && said != Reporting.Typed.ReadOrNull(Looked)))
        {
            ModelState.Remove(nameof(Category));
            if (said is null) { ModelState.AddModelError(nameof(Typed), words["Say in a few words what is happening, then press Find"]); }

            if (ModelState.IsValid) { Suggest(); }

            return Page();
        }

        if (ModelState.IsValid && pack.Now.Category(Category) is not { OutOfUse: false }) { ModelState.AddModelError(nameof(Category), words["Select what is happening from the list"]); }

        if (!ModelState.IsValid)
        {
            Suggest();
            return Page();
        }

        // Whoever told the story already does not need their first words any more.
        return await journey.KeepAsync(journey.Answers with { Category = Category, Said = journey.Answers.Story is null ? said : null });
    }

    private void Suggest() => Suggested = Reporting.Typed.ReadOrNull(Typed) is { Length: <= ReportAnswers.LongestSaid } said ? pack.Suggestions.For(said) : null;
}
