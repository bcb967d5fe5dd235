using Hearback.Directory;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The words we use and what they mean: the pack's, and those that only the plan explains.</summary>
[OutputCache(PolicyName = KeptPages.SamePageForAll)]
public sealed class GlossaryModel(CurrentPack pack, CurrentPlan plan) : PageModel
{
    public IReadOnlyList<GlossaryTerm> Terms { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var ofPlan = (await plan.ReadAsync(stop))?.Plan.Glossary.Select(term => new GlossaryTerm { Term = term.Term, Means = term.Means, About = "" }) ?? [];
        Terms = [.. pack.Now.Glossary.Concat(ofPlan).DistinctBy(term => term.Term).OrderBy(term => term.Term, StringComparer.CurrentCultureIgnoreCase)];
    }
}
