using Hearback.Audit;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>The routing rules in order, as sentences.</summary>
public sealed class RoutingModel(SetupDesk desk) : PageModel
{
    public SetupNow Setup { get; private set; } = null!;

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(AuditedAct? done, CancellationToken stop) => (Done, Setup) = (done, await desk.ReadAsync(stop));
}
