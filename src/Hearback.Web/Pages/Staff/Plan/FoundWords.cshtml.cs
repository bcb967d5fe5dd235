using Hearback.Audit;
using Hearback.Directory;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Words of the draft, and the text in which they stand.</summary>
public sealed record FoundWords(Finding Finding, string In, bool IsConfirmed);

/// <summary>
/// The second pair of eyes: whoever answers reports may confirm that words of the draft tell of nobody. It is a page of its own, because a
/// partnership with one coordinator has nobody else.
/// </summary>
public sealed class FoundWordsModel(DraftDesk desk, CurrentPack pack) : PageModel
{
    private const int LongestText = 300;

    public IReadOnlyList<FoundWords> Findings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var draft = await desk.ReadAsync(stop);
        var check = PublicationCheck.Of(draft, pack.Now, (await desk.MemberAsync(stop)).Id);
        Findings = [.. check.Findings.Select(finding => new FoundWords(finding, Text(draft.Plan, finding.ItemId), draft.Confirmed.Any(one => one.Finding == finding.Key)))];
    }

    public async Task<IActionResult> OnPostAsync(string finding)
    {
        await desk.EditAsync((draft, member) =>
        {
            if (!PublicationCheck.Of(draft, pack.Now, member.Id).Findings.Any(one => one.Key == finding)) { throw new RefusedException("These words are not in the draft any more"); }

            draft.Confirm(finding, member.Id);
        }, AuditedAct.ConfirmedWords);
        return RedirectToPage();
    }

    private static string Text(ActionPlan plan, string item)
    {
        var text = plan.Concern(item)?.Asked ?? plan.Action(item)?.Text
            ?? plan.Concerns.SelectMany(concern => concern.Updates).Concat(plan.Actions.SelectMany(action => action.Updates)).FirstOrDefault(update => update.Id == item)?.Text ?? plan.Title;
        return PlanText.Plain(text) is var plain && plain.Length > LongestText ? $"{plain[..LongestText]}…" : plain;
    }
}
