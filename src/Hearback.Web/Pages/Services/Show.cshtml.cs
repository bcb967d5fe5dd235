using Hearback.Data;
using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.WhoToContact;

/// <summary>One service, at an address that stays: what it is for, how it is reached, and when.</summary>
[OutputCache(PolicyName = KeptPages.OpenNow)]
public sealed class ShowModel(HearbackDb db, CurrentPack current, TimeProvider time) : PageModel
{
    [FromRoute]
    public required string Code { get; init; }

    public Pack Pack => current.Now;

    public ServiceNow Listed { get; private set; } = null!;

    public ListedService Service => Listed.Service;

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => Now.LondonDay;

    /// <summary>The names of the places that its area speaks of.</summary>
    public IReadOnlyDictionary<string, string> Places { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (Pack.Service(Code) is not { } service) { return NotFound(); }

        Now = time.GetUtcNow();
        Listed = new(service, service.State(Now));
        var named = service.Area.Places.Concat(service.Area.Except).ToList();
        if (named.Count > 0) { Places = await db.Places.Where(place => place.OfPack && named.Contains(place.Code)).ToDictionaryAsync(place => place.Code, place => place.Name, stop); }

        return Page();
    }

    public string Name(IEnumerable<string> places) => string.Join(", ", places.Select(code => Places.GetValueOrDefault(code, code)));
}
