using System.Globalization;
using Hearback.Directory;
using Hearback.Insight;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>How many reports went to services, and whether reporters say that it worked. For members only.</summary>
public sealed class HandedOverModel(HandoverCounts counts, CurrentPack pack) : PageModel
{
    public IReadOnlyList<HandoversOfMonth> Months { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) => Months = await counts.ReadAsync(stop);

    public string NameOf(string service) => pack.Now.Service(service)?.Name ?? service;

    public static string InWords(HandoversOfMonth month) => new DateOnly(month.Year, month.Month, 1).ToString("MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
