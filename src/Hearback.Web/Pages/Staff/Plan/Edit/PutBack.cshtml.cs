using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Puts back what was taken out of the draft since the last edition.</summary>
public sealed class PutBackModel(DraftDesk desk) : PageModel
{
    public IActionResult OnGet() => Redirect("/staff/plan");

    public async Task<IActionResult> OnPostAsync(string id)
    {
        await desk.EditAsync((draft, _) => draft.PutBack(id));
        return Redirect($"/staff/plan#{Uri.EscapeDataString(id)}");
    }
}
