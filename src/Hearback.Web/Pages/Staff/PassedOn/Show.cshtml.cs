using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PassedOnWork;

/// <summary>One thing that was passed on. What was written is shut until the member opens it, which is recorded.</summary>
public sealed class ShowModel(PassedOnAtHand passed) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromRoute] public int Entry { get; set; }

    public PassedOn Hand { get; private set; } = null!;

    /// <summary>Null until it is opened.</summary>
    public PassedWords? Opened { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostOpenAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        Opened = await passed.OpenAsync(Hand);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await passed.FindAsync(Reference, Entry, stop) is not { } hand) { return false; }

        Hand = hand;
        return true;
    }
}
