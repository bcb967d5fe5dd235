using Hearback.Directory;
using Hearback.Insight;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.AskReview;

/// <summary>What the ASB Case Review is, who runs it and within which days, and what became of those that were asked for.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class CaseReviewModel(TellReviews reviews, CurrentPack pack) : PageModel
{
    public PublicReviews Told { get; private set; } = null!;

    public ReviewRules Rules => pack.Now.Review;

    public string RunBy => pack.Now.Team(Rules.RunBy) is { } team ? pack.Now.InFull(team.Code) : pack.Now.About.Partnership;

    public async Task OnGetAsync(CancellationToken stop) => Told = await reviews.ReadAsync(stop);
}
