using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.WhoToContact;

/// <summary>Says that it came in, and what becomes of it.</summary>
public sealed class ToldModel(CurrentPack current) : PageModel
{
    [FromRoute]
    public required string Code { get; init; }

    public IActionResult OnGet() => current.Now.Service(Code) is null ? NotFound() : Page();
}
