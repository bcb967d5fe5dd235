using Hearback.Directory;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>Where a coordinator begins who wants to change what people can report, what they are asked, or who gets it.</summary>
public sealed class IndexModel(SetupDesk desk) : PageModel
{
    public Pack Pack { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop) => Pack = (await desk.ReadAsync(stop)).Pack;
}
