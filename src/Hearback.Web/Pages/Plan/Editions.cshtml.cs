using Hearback.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>Every edition, the latest first, with what it changed.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class EditionsModel(HearbackDb db) : PageModel
{
    public IReadOnlyList<ListedEdition> Editions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) =>
        Editions = await db.Editions.OrderByDescending(edition => edition.Number).Select(edition => new ListedEdition(edition.Number, edition.PublishedAt, edition.Corrects)).ToListAsync(stop);
}

/// <summary>An edition in the list of all.</summary>
public sealed record ListedEdition(int Number, DateTimeOffset PublishedAt, string? Corrects);
