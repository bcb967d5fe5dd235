using Hearback.Audit;
using Hearback.Directory;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Words or a picture of the draft, and the text with which they stand.</summary>
public sealed record FoundWords(Finding Finding, string In, bool IsConfirmed);

/// <summary>
/// The second pair of eyes: whoever answers reports may confirm that words and pictures of the draft tell of nobody. It is a page of its own, because a
/// partnership with one coordinator has nobody else.
/// </summary>
public sealed class FoundWordsModel(DraftDesk desk, CurrentPack pack) : PageModel
{
    public IReadOnlyList<FoundWords> Findings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var draft = await desk.ReadAsync(stop);
        var me = (await desk.MemberAsync(stop)).Id;
        var confirmed = draft.Confirmed.ToLookup(one => one.Finding, one => one.By);
        Findings = [.. PublicationCheck.Of(draft, pack.Now, me).Findings.Select(finding => new FoundWords(finding, FoundIn.Of(draft.Plan, finding).Text, IsEnough(confirmed[finding.Key])))];

        // Who alone confirmed it may be the one who wants to publish.
        bool IsEnough(IEnumerable<Guid> by) => by.Contains(me) || by.Count() > 1;
    }

    public async Task<IActionResult> OnPostAsync(string finding)
    {
        await desk.EditAsync((draft, member) =>
        {
            if (!PublicationCheck.Of(draft, pack.Now, member.Id).Findings.Any(one => one.Key == finding)) { throw new RefusedException("This is not in the draft any more"); }

            draft.Confirm(finding, member.Id);
        }, AuditedAct.ConfirmedWords);
        return RedirectToPage();
    }
}

/// <summary>The text in which words were found, and where a coordinator changes it.</summary>
public sealed record FoundIn(string Text, string Path)
{
    private const int LongestText = 300;

    public static FoundIn Of(ActionPlan plan, Finding finding)
    {
        var id = finding.ItemId;
        if (plan.Concern(id) is { } concern) { return At(concern.Asked, $"concerns/{id}"); }

        if (plan.Action(id) is { } action) { return At(action.Text, $"actions/{id}"); }

        return plan.AboutOf(id) is { } about
            ? At(plan.UpdatesOn(about).First(one => one.Id == id).Text, finding.Picture is null ? $"actions/{about}/update/{id}" : $"pictures/{id}")
            : At(plan.Title, "heading");
    }

    private static FoundIn At(string markdown, string path) =>
        new(PlanText.Plain(markdown) is var plain && plain.Length > LongestText ? $"{plain[..LongestText]}…" : plain, $"/staff/plan/{path}");
}
