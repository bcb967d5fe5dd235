using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Web.Maps;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Finds the place by name. With a map beside it, where script can draw one, a spot may be picked instead; without, it is the same page.</summary>
[Asks(Question.Where), AsksForPosition]
public sealed class WhereModel(Journey journey, CurrentPack pack, CurrentArea area, Gazetteer gazetteer, HearbackDb db, IOptions<MapOptions> map, IStringLocalizer<Words> words) : PageModel
{
    public const string NoneOfThese = "none";
    public const string Map = "map";
    private const string Pin = "pin";

    /// <summary>Whether a map stands on the page: "map", or nothing.</summary>
    [FromRoute]
    public string? View { get; init; }

    [BindProperty]
    [Typed(120, Called = "The place")]
    public string? Typed { get; set; }

    /// <summary>What the list on the page was found for; something else typed asks for a new list.</summary>
    [BindProperty]
    public string? Looked { get; set; }

    [BindProperty]
    public string? Match { get; set; }

    [BindProperty]
    [Typed(500, Called = "The description of the place")]
    public string? InWords { get; set; }

    /// <summary>Where the pin stands, in metres on the British National Grid.</summary>
    [BindProperty]
    public int? Easting { get; set; }

    [BindProperty]
    public int? Northing { get; set; }

    /// <summary>What the page has said already to lie outside the area; the second time it is taken.</summary>
    [BindProperty]
    public string? Said { get; set; }

    public bool HasMap => View is Map;

    public string Address => HasMap ? "/report/where/map" : "/report/where";

    public MapOptions MapSettings => map.Value;

    /// <summary>Whose data lies under the map, in the words that its owners ask for.</summary>
    public string MapSources => string.Join(' ', new[] { pack.Now.About.MapSource, map.Value.BaseAttribution, map.Value.TileServer is null ? null : map.Value.TileAttribution }.OfType<string>());

    public Category Category => pack.Now.Category(journey.Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    /// <summary>What was found; null when nothing was looked for.</summary>
    public IReadOnlyList<Place>? Found { get; private set; }

    /// <summary>Set when the place is not ours.</summary>
    public OutsideArea? Outside { get; private set; }

    /// <summary>The spot that was picked before, in words.</summary>
    public string? Picked => journey.Answers.Where is { Whereabouts: Whereabouts.Near } where && Easting is not null ? words.Say(where with { InWords = null }, pack.Now.Ward(where.Ward)?.Name) : null;

    public bool PinIsOutside => Outside is not null && Said is Pin;

    public string NameOf(Place place) => place.Kind is PlaceKind.Street ? words["Somewhere on {0}", place.Name] : place.Name;

    public string? Describe(Place place) => string.Join(", ", new[]
    {
        place.Kind is PlaceKind.Postcode ? words["Postcode"].Value : words[place.Kind.ToString()].Value,
        place.Kind is PlaceKind.Postcode ? null : place.Postcode,
        pack.Now.Ward(place.Ward)?.Name,
    }.Where(part => part is not null));

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (journey.Answers.Where is not { } where) { return; }

        InWords = where.InWords;
        if (where.Whereabouts is Whereabouts.Near) { (Easting, Northing) = (where.Spot?.Easting, where.Spot?.Northing); }
        else
        {
            (Typed, Match) = (where.PlaceName, where.Place);
            await FindAsync(stop);
        }
    }

    public async Task<IActionResult> OnPostAsync(string? find, string? unsure, string? pin)
    {
        if (!ModelState.IsValid) { return Page(); }

        await FindAsync(CancellationToken.None);
        if (unsure is not null) { return await KeepAsync(new WhereAnswer { InWords = Unsure() }); }

        if (pin is not null || (find is null && Found is null && Spot.OnGrid(Easting, Northing) is not null)) { return await TakePinAsync(); }

        if (find is not null && Found is null) { ModelState.AddModelError(nameof(Typed), words["Type a postcode, a street or a place, then press Find"]); }

        if (find is not null || (Found is { Count: > 0 } && Reporting.Typed.Read(Looked) != Reporting.Typed.Read(Typed)))
        {
            // A new list, and no error: the person has only just asked for it. One place alone is most likely theirs; Continue still waits for them.
            Match = Found is [var only] ? only.Code : null;
            ModelState.Remove(nameof(Match));
            if (Found is { Count: 0 }) { Outside = OutsideArea.Of(Typed, pack.Now); }

            return Page();
        }

        var inWords = Reporting.Typed.ReadOrNull(InWords);
        if (Found is { Count: > 0 } && Match is not NoneOfThese && Found.All(place => place.Code != Match))
        {
            ModelState.AddModelError(nameof(Match), words["Select the place, or select ‘None of these’"]);
        }
        else if (Found is null or { Count: 0 } && inWords is null)
        {
            ModelState.AddModelError(Found is null ? nameof(Typed) : nameof(InWords), words["Type a place, or describe where it is"]);
        }
        else if (Match is NoneOfThese && inWords is null)
        {
            ModelState.AddModelError(nameof(InWords), words["Describe where it is"]);
        }

        if (!ModelState.IsValid) { return Page(); }

        var place = Match is null or NoneOfThese ? null : Found?.FirstOrDefault(place => place.Code == Match);
        return place is null ? await KeepAsync(new WhereAnswer { InWords = Together(inWords!) }) : await TakeAsync(place, inWords);
    }

    private Task<IActionResult> KeepAsync(WhereAnswer where) => journey.KeepAsync(journey.Answers with { Where = where });

    /// <summary>A name that we do not know is still a part of the answer.</summary>
    private string Together(string inWords) => Reporting.Typed.ReadOrNull(Typed) is { } typed ? $"{typed}: {inWords}" : inWords;

    private string Unsure() => Together(Reporting.Typed.ReadOrNull(InWords) is { } told ? words["{0} (not sure where)", told] : words["Not sure where"]);

    private async Task<IActionResult> TakeAsync(Place place, string? inWords)
    {
        var drawn = await area.NowAsync(db, CancellationToken.None);
        // What lies at the middle of a street need not lie at its ends.
        var near = place.OfPack ? place : place.Kind is PlaceKind.Street ? null : await gazetteer.NearestOfPackAsync(place.Spot, CancellationToken.None);
        var ward = place.Ward ?? drawn.WardAt(place.Spot) ?? near?.Ward;
        if (!place.OfPack && IsNews(place.Code, OutsideArea.Of(place.Spot, ward, drawn, pack.Now))) { return Page(); }

        return await KeepAsync(new WhereAnswer
        {
            Place = place.Code,
            PlaceName = place.Name,
            Whereabouts = place.Kind is PlaceKind.Street ? Whereabouts.SomewhereOn : Whereabouts.At,
            Spot = place.Spot,
            Ward = ward,
            NearPlace = near?.Code,
            InWords = inWords,
        });
    }

    private async Task<IActionResult> TakePinAsync()
    {
        if (Spot.OnGrid(Easting, Northing) is not { } spot)
        {
            ModelState.AddModelError(nameof(Typed), words["Put the pin where it happened, or type the place"]);
            return Page();
        }

        var drawn = await area.NowAsync(db, CancellationToken.None);
        var near = await gazetteer.NearestOfPackAsync(spot, CancellationToken.None);
        var ward = drawn.WardAt(spot) ?? near?.Ward;
        if (IsNews(Pin, OutsideArea.Of(spot, ward, drawn, pack.Now))) { return Page(); }

        return await KeepAsync(new WhereAnswer
        {
            PlaceName = near?.Name,
            Whereabouts = Whereabouts.Near,
            Spot = spot,
            Ward = ward,
            NearPlace = near?.Code,
            InWords = Reporting.Typed.ReadOrNull(InWords),
        });
    }

    /// <summary>True when it lies outside the area and the page has not said so yet.</summary>
    private bool IsNews(string what, OutsideArea? outside)
    {
        if (outside is null || Said == what) { return false; }

        (Outside, Said) = (outside, what);
        ModelState.Remove(nameof(Said));
        return true;
    }

    private async Task FindAsync(CancellationToken stop) =>
        Found = Reporting.Typed.ReadOrNull(Typed) is { } typed ? await gazetteer.FindAsync(typed, stop) : null;
}
