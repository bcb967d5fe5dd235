using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>What a list says of a correction: not its words.</summary>
public sealed record ListedCorrection(Guid Id, string Service, DateOnly On);

/// <summary>The directory as a coordinator keeps it: what may be wrong, what is to be checked again, and all there is.</summary>
public sealed class IndexModel(ServiceDesk desk, HearbackDb db, TimeProvider time) : PageModel
{
    private const int Most = 100;

    public Pack Pack { get; private set; } = null!;

    public IReadOnlyList<ListedCorrection> Corrections { get; private set; } = [];

    public IEnumerable<ListedService> ToCheck => Pack.Services.Where(service => service.IsToBeChecked(Today));

    public DateOnly Today => time.Today;

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(AuditedAct? done, CancellationToken stop)
    {
        (Done, Pack) = (done, await desk.ReadAsync(stop));
        Corrections = [.. (await db.Corrections.OrderBy(one => one.On).ThenBy(one => one.Id).Take(Most).Select(one => new { one.Id, one.Service, one.On }).ToListAsync(stop))
            .Select(one => new ListedCorrection(one.Id, Pack.Service(one.Service)?.Name ?? one.Service, one.On))];
    }
}
