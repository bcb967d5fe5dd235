using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.Where)]
public sealed class WhereModel(Journey journey, CurrentPack pack, Gazetteer gazetteer, AlreadyKnown known, IStringLocalizer<Words> words) : PageModel
{
    public const string NoneOfThese = "none";

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

    public Category Category => pack.Now.Category(journey.Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    /// <summary>What was found; null when nothing was looked for.</summary>
    public IReadOnlyList<Place>? Found { get; private set; }

    public string? Describe(Place place) => string.Join(", ", new[]
    {
        place.Kind is PlaceKind.Postcode ? words["Postcode"].Value : words[place.Kind.ToString()].Value,
        place.Kind is PlaceKind.Postcode ? null : place.Postcode,
        pack.Now.Wards.FirstOrDefault(ward => ward.Code == place.Ward)?.Name,
    }.Where(part => part is not null));

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (journey.Answers.Where is not { } where) { return; }

        (Typed, Match, InWords) = (where.PlaceName, where.Place, where.InWords);
        await FindAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(string? find)
    {
        if (!ModelState.IsValid) { return Page(); }

        await FindAsync(CancellationToken.None);

        if (find is not null && Found is null) { ModelState.AddModelError(nameof(Typed), words["Type a postcode, a street or a place, then press Find"]); }

        if (find is not null || (Found is { Count: > 0 } && Reporting.Typed.Read(Looked) != Reporting.Typed.Read(Typed)))
        {
            // A new list, and no error: the person has only just asked for it. One place alone is most likely theirs; Continue still waits for them.
            Match = Found is [var only] ? only.Code : null;
            ModelState.Remove(nameof(Match));
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
        var next = await journey.KeepAsync(journey.Answers with { Where = place is null ? new WhereAnswer { InWords = Together(inWords) } : await AtAsync(place, inWords) });
        // Only on the way forward: whoever comes back to change the place has told us their own already.
        return journey.Answers.FirstUnanswered is Question.When && await known.AboutAsync(journey.Answers, CancellationToken.None) is not null ? Redirect(AlreadyKnownModel.Address) : next;
    }

    /// <summary>A name that we do not know is still a part of the answer.</summary>
    private string Together(string? inWords) => Reporting.Typed.ReadOrNull(Typed) is { } typed ? $"{typed}: {inWords}" : inWords!;

    private async Task<WhereAnswer> AtAsync(Place place, string? inWords)
    {
        var near = place.OfPack ? place : await gazetteer.NearestOfPackAsync(place.Spot, CancellationToken.None);
        return new WhereAnswer
        {
            Place = place.Code,
            PlaceName = place.Name,
            Spot = place.Spot,
            Ward = place.Ward ?? near?.Ward,
            NearPlace = near?.Code,
            InWords = inWords,
        };
    }

    private async Task FindAsync(CancellationToken stop) =>
        Found = Reporting.Typed.ReadOrNull(Typed) is { } typed ? await gazetteer.FindAsync(typed, stop) : null;
}
