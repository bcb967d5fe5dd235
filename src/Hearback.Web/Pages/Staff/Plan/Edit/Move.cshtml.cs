using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Moves a concern or an action one place up or down.</summary>
public sealed class MoveModel(DraftDesk desk) : PageModel
{
    public IActionResult OnGet() => Redirect("/staff/plan");

    public async Task<IActionResult> OnPostAsync(string id, int by)
    {
        await desk.EditAsync((draft, _) => draft.Move(id, Math.Sign(by)));
        return Redirect($"/staff/plan#{Uri.EscapeDataString(id)}");
    }
}
