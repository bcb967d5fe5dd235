using Hearback.Audit;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>All follow-ups, category by category.</summary>
public sealed class QuestionsModel(SetupDesk desk) : PageModel
{
    public Pack Pack { get; private set; } = null!;

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(AuditedAct? done, CancellationToken stop) => (Done, Pack) = (done, (await desk.ReadAsync(stop)).Pack);
}
