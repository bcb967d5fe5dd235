using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.What)]
public sealed class WhatModel(Journey journey, CurrentPack pack) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Select what is happening, or select ‘Something else’")]
    public string? Category { get; set; }

    public Pack Pack => pack.Now;

    public void OnGet() => Category = journey.Answers.Category;

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid && Pack.Category(Category) is null) { ModelState.AddModelError(nameof(Category), "Select what is happening from the list"); }

        if (!ModelState.IsValid) { return Page(); }

        return await journey.KeepAsync(journey.Answers with { Category = Category });
    }
}
