using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PassedOnWork;

/// <summary>What was passed on to the member's organisation.</summary>
public sealed class IndexModel(PassedOnAtHand passed) : PageModel
{
    public IReadOnlyList<PassedOnLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) => Lines = await passed.ListAsync(stop);
}
