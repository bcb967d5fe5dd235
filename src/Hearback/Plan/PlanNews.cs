using System.Globalization;
using Hearback.Calendar;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan;

/// <summary>What changed with an edition, in a line for each thing: what residents look for comes first.</summary>
public static class PlanNews
{
    public static IReadOnlyList<string> Of(Edition edition, IStringLocalizer words) => Of(edition, edition.Changes, words);

    /// <summary>Of some of its changes only.</summary>
    public static IReadOnlyList<string> Of(Edition edition, IEnumerable<PlanChange> changes, IStringLocalizer words)
    {
        var actions = edition.Plan.Actions.ToDictionary(action => action.Id);
        return [.. changes.Select(change => (Line: Line(change), Rank: Rank(change))).Where(one => one.Line is not null).OrderBy(one => one.Rank).Select(one => one.Line!).Distinct()];

        string? Line(PlanChange change) => Said(change)?.Value;

        LocalizedString? Said(PlanChange change) => change switch
        {
            { Kind: ChangeKind.Added, Item: PlanItem.Concern } => words["You asked: {0}", change.Name],
            { Kind: ChangeKind.Added, Item: PlanItem.Action } => words["New action: {0}", change.Name],
            { Kind: ChangeKind.Added, Item: PlanItem.Ask } => words["What you can do: {0}", change.Name],
            { Kind: ChangeKind.Added, Item: PlanItem.Update } when change.Within is { } within && actions.TryGetValue(within, out var action) && action.Updates.First(update => update.Id == change.Id).State is null => words["News: {0}", change.Name],
            { Kind: ChangeKind.Added, Item: PlanItem.Picture } => words["New picture: {0}", change.Name],
            { Kind: ChangeKind.Removed, Item: PlanItem.Action or PlanItem.Ask or PlanItem.Concern } => words["Taken out: {0}", change.Name],
            { Field: PlanField.TargetDate, Now: { } now } => words["New date, {0}: {1}", DateOnly.Parse(now, CultureInfo.InvariantCulture).InMonth(edition.PublishedAt.LondonDay), change.Name],
            { Field: PlanField.TargetDate } => words["No date any more: {0}", change.Name],
            { Field: PlanField.State, Now: { } state } => words["{0}: {1}", words.Say(Enum.Parse<ActionState>(state)), change.Name],
            { Field: PlanField.Text or PlanField.Asked } => words["In other words: {0}", change.Name],
            { Field: PlanField.Leads } => words["New lead: {0}", change.Name],
            _ => null,
        };
    }

    private static int Rank(PlanChange change) => change switch
    {
        { Field: PlanField.TargetDate } => 0,
        { Field: PlanField.State } => 1,
        { Kind: ChangeKind.Added, Item: PlanItem.Action or PlanItem.Concern } => 2,
        { Kind: ChangeKind.Removed } => 3,
        { Item: PlanItem.Update } => 4,
        _ => 5,
    };
}
