using Hearback.Plan;
using Hearback.Plan.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Takes a Word document, a web page, a table or our own data into the draft: first a look at what would be made, then all or nothing.</summary>
public sealed class ImportModel(ImportPlan import, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public IFormFile? Document { get; set; }

    public PlanImport? Found { get; private set; }

    public bool IsTaken { get; private set; }

    public Task<IActionResult> OnPostAsync() => WithFileAsync((name, stream) => import.TryAsync(name, stream, progress: null, CancellationToken.None));

    public Task<IActionResult> OnPostTakeAsync()
    {
        IsTaken = true;
        return WithFileAsync((name, stream) => import.FromAsync(name, stream, progress: null, CancellationToken.None));
    }

    private async Task<IActionResult> WithFileAsync(Func<string, Stream, Task<PlanImport>> read)
    {
        if (Document is null)
        {
            ModelState.AddModelError(nameof(Document), words["Choose the file of the plan"]);
            return Page();
        }

        await using var stream = Document.OpenReadStream();
        try
        {
            Found = await read(Document.FileName, stream);
        }
        catch (UnreadablePlanException wrong)
        {
            foreach (var fault in wrong.Faults) { ModelState.AddModelError(nameof(Document), words[fault.ToString()]); }
        }

        return Page();
    }
}
