using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.WhoToContact;

/// <summary>A place that can be chosen.</summary>
public sealed record NamedPlace(string Code, string Name, string? Ward);

/// <summary>Whom one can turn to: all, or about what is happening and where; who is open stands first.</summary>
[OutputCache(PolicyName = KeptPages.OpenNow)]
public sealed class IndexModel(HearbackDb db, CurrentPack current, OurMailbox mailbox, TimeProvider time) : PageModel
{
    /// <summary>The code of a category.</summary>
    [FromQuery]
    public string? What { get; init; }

    /// <summary>The code of a place.</summary>
    [FromQuery]
    public string? Where { get; init; }

    [FromQuery]
    public string? Words { get; init; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Where one can report by email too; null while no mailbox is read.</summary>
    public string? Email => mailbox.Address;

    public Pack Pack => current.Now;

    public Category? Category => Pack.Category(What);

    public IReadOnlyList<NamedPlace> Places { get; private set; } = [];

    public NamedPlace? Place { get; private set; }

    public IReadOnlyList<ServiceNow> Services { get; private set; } = [];

    public bool IsChosen => Category is not null || Place is not null || !string.IsNullOrWhiteSpace(Words);

    public IEnumerable<IGrouping<bool?, ServiceNow>> ByState => Services.GroupBy(now => now.State?.IsOpen);

    public async Task OnGetAsync(CancellationToken stop)
    {
        Now = time.GetUtcNow();
        Places = await db.Places.Where(place => place.OfPack && (place.Kind == PlaceKind.Estate || place.Kind == PlaceKind.Block)).OrderBy(place => place.Name)
            .Select(place => new NamedPlace(place.Code, place.Name, place.Ward)).ToListAsync(stop);
        Place = Places.FirstOrDefault(place => place.Code == Where);
        Services = Pack.Find(Pack.ServicesFor(Category?.Code, Place?.Ward, Place?.Code), Words).OpenFirst(Now, Category?.Code);
    }
}
