using Hearback.Plan;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>A thing of the plan with all that changed in it, and the picture if it is one.</summary>
public sealed record ComparedItem(string Id, PlanItem Item, string Name, IReadOnlyList<PlanChange> Changes, UpdatePicture? Picture);

/// <summary>A concern, or the plan itself when null, with everything in it that changed.</summary>
public sealed record ComparedConcern(string? Asked, IReadOnlyList<ComparedItem> Items);

/// <summary>Two editions compared, gathered under the concerns that people know.</summary>
public sealed record ComparedPlans
{
    /// <summary>The earlier; null when there was none.</summary>
    public required Edition? Was { get; init; }

    public required IReadOnlyList<ComparedConcern> Concerns { get; init; }

    public int Count => Concerns.Sum(concern => concern.Items.Sum(item => item.Changes.Count));

    /// <summary>What a plan changes of an edition, or of nothing when there was none.</summary>
    public static ComparedPlans Between(Edition? was, ActionPlan now)
    {
        var holders = new Dictionary<string, Concern>();
        var pictures = new Dictionary<string, UpdatePicture>();
        foreach (var plan in new[] { was?.Plan, now }.OfType<ActionPlan>())
        {
            foreach (var (update, picture) in plan.Updates.SelectMany(update => update.Pictures.Select(picture => (update, picture)))) { pictures[PlanComparison.NameOf(update, picture)] = picture; }

            foreach (var concern in plan.Concerns)
            {
                holders[concern.Id] = concern;
                foreach (var action in concern.Actions) { holders[action.Id] = concern; }
            }
        }

        var changes = PlanComparison.Between(was?.Plan ?? new(), now);
        return new()
        {
            Was = was,
            Concerns = [.. changes.GroupBy(change => holders.GetValueOrDefault(change.Item is PlanItem.Update or PlanItem.Picture ? change.Within ?? "" : change.Id)?.Id ?? "")
                .Select(group => new ComparedConcern(holders.GetValueOrDefault(group.Key)?.Asked, [.. group.GroupBy(change => change.Id).Select(item => new ComparedItem(item.Key, item.First().Item, item.First().Name, [.. Told(item, was?.Plan, now)], pictures.GetValueOrDefault(item.Key)))]))],
        };
    }

    /// <summary>
    /// A date that moved tells where it was; the list of earlier dates would only say so again. What an ask stands beside is told in its words, not
    /// by its name in files.
    /// </summary>
    private static IEnumerable<PlanChange> Told(IEnumerable<PlanChange> changes, ActionPlan? was, ActionPlan now)
    {
        var dateMoved = changes.Any(change => change.Field is PlanField.TargetDate);
        return changes.Where(change => !dateMoved || change.Field is not PlanField.EarlierDates)
            .Select(change => change.Field is PlanField.GoesWith ? change with { Was = InWords(was, change.Was), Now = InWords(now, change.Now) } : change);
    }

    private static string? InWords(ActionPlan? plan, string? action) => action is null ? null : plan?.Action(action) is { } found ? PlanText.Beginning(found.Text) : action;
}
