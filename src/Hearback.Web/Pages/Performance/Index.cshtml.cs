using System.Globalization;
using Hearback.Directory;
using Hearback.Insight;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.Performances;

/// <summary>How promises to reporters are kept, month by month and team by team, for everybody.</summary>
[OutputCache(PolicyName = KeptPages.PublicPerformance)]
public sealed class PerformanceModel(TellPerformance performance, CurrentPack pack) : PageModel
{
    [FromQuery] public string? Month { get; set; }

    public PublicPerformance Told { get; private set; } = null!;

    /// <summary>The month asked for, or the latest; null while none is over.</summary>
    public PublicMonth? Shown { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        // An address that asks for a month there is not shows the latest.
        ModelState.Clear();
        Told = await performance.ReadAsync(stop);
        Shown = Told.Months.FirstOrDefault(month => Code(month) == Month) ?? (Told.Months is [var latest, ..] ? latest : null);
    }

    public string NameOf(string team) => pack.Now.InFull(team);

    public static string Code(PublicMonth month) => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
