using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Staff.Work;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PassedOnWork;

/// <summary>Opens who the reporter is, where that was shared, with a reason that the reporter can read.</summary>
public sealed class NameModel(PassedOnAtHand passed) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromRoute] public int Entry { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Say why you need to know who they are")]
    [Typed(IdentityModel.LongestWhy, Called = "The reason")]
    public string? Why { get; set; }

    public PassedOn Hand { get; private set; } = null!;

    /// <summary>Null until it is opened.</summary>
    public Contact? Contact { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        Contact = await passed.OpenNameAsync(Hand, Why!);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await passed.FindAsync(Reference, Entry, stop) is not { HasName: true } hand) { return false; }

        Hand = hand;
        return true;
    }
}
