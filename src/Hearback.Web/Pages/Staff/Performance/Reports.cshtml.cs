using System.Globalization;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Performance;

/// <summary>The reports behind a number. What was written stays sealed: here stand references, days and states.</summary>
public sealed class ReportsModel(ReportsBehind behind, SignedIn signedIn, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromQuery] public string? Month { get; set; }

    [FromQuery] public string? Team { get; set; }

    [FromQuery] public Figure? Figure { get; set; }

    public DateOnly Of { get; private set; }

    public ReportsCounted Counted { get; private set; } = new([], 0, 0, 0);

    public Pack Pack => pack.Now;

    public string TeamName => pack.Now.Team(Team)?.Name ?? Team ?? "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var member = await signedIn.MemberAsync(stop);
        if (!DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || Figure is not { } figure || !Enum.IsDefined(figure) || Team is not { } team || !member.May(Right.ReadFigures, team)) { return NotFound(); }

        Of = month;
        Counted = await behind.ReadAsync(figure, team, month, member, time.Today, stop);
        return Page();
    }
}
