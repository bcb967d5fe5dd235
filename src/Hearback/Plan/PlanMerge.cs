namespace Hearback.Plan;

/// <summary>Adds to a plan what another has and it has not. Things are the same when their names are.</summary>
internal static class PlanMerge
{
    /// <summary>The plan with what is new; null when there is nothing new.</summary>
    public static ActionPlan? Of(ActionPlan plan, ActionPlan read)
    {
        var known = Names(plan).ToHashSet(StringComparer.Ordinal);
        var changed = false;
        var brought = read.Concerns.GroupBy(concern => concern.Id).ToDictionary(group => group.Key, group => group.First());
        var concerns = plan.Concerns.Select(concern => brought.TryGetValue(concern.Id, out var more) ? Into(concern, more) : concern).ToList();
        foreach (var concern in read.Concerns.Where(concern => !known.Contains(concern.Id))) { concerns.Add(Into(concern with { Actions = [], Updates = [] }, concern)); }

        var terms = plan.Glossary.Select(term => term.Term).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var merged = plan with
        {
            Title = Filled(plan.Title, read.Title),
            Introduction = Filled(plan.Introduction, read.Introduction),
            Glossary = [.. plan.Glossary, .. read.Glossary.Where(term => terms.Add(term.Term))],
            Concerns = concerns,
        };
        return changed || merged.Title != plan.Title || merged.Introduction != plan.Introduction || merged.Glossary.Count != plan.Glossary.Count || concerns.Count != plan.Concerns.Count ? merged : null;

        Concern Into(Concern concern, Concern more)
        {
            var updates = More(more.Updates);
            var theirs = more.Actions.ToDictionary(action => action.Id);
            var actions = concern.Actions.Select(action => theirs.TryGetValue(action.Id, out var one) && More(one.Updates) is { Count: > 0 } news ? action with { Updates = [.. action.Updates, .. news] } : action).ToList();
            var fresh = more.Actions.Where(action => !known.Contains(action.Id)).ToList();
            if (updates.Count is 0 && fresh.Count is 0 && actions.SequenceEqual(concern.Actions)) { return concern; }

            changed = true;
            actions.AddRange(fresh.Select(action => action with { Updates = [.. action.Updates.Where(update => !known.Contains(update.Id))] }));
            var doings = actions.Where(action => action.Kind is ActionKind.Doing).Select(action => action.Id).ToHashSet();

            // What an ask stood beside may have been taken out of the draft; the ask then stands alone.
            return concern with { Actions = [.. actions.Select(action => action.GoesWith is { } beside && !doings.Contains(beside) ? action with { GoesWith = null } : action)], Updates = [.. concern.Updates, .. updates] };
        }

        List<ProgressUpdate> More(IReadOnlyList<ProgressUpdate> updates) => [.. updates.Where(update => !known.Contains(update.Id))];
    }

    /// <summary>The plan without the concerns, actions and updates of these names. An ask that stood beside one of them stands alone.</summary>
    public static ActionPlan Without(ActionPlan plan, IReadOnlyCollection<string> names) => names.Count is 0 ? plan : plan with
    {
        Concerns = [.. plan.Concerns.Where(concern => !names.Contains(concern.Id)).Select(concern => concern with
        {
            Actions = [.. concern.Actions.Where(action => !names.Contains(action.Id)).Select(action => action with
            {
                GoesWith = action.GoesWith is { } beside && names.Contains(beside) ? null : action.GoesWith,
                Updates = [.. action.Updates.Where(update => !names.Contains(update.Id))],
            })],
            Updates = [.. concern.Updates.Where(update => !names.Contains(update.Id))],
        })],
    };

    /// <summary>The names of all concerns, actions and updates.</summary>
    public static IEnumerable<string> Names(ActionPlan plan) =>
        plan.Concerns.SelectMany(concern => (IEnumerable<string>)[concern.Id, .. concern.Updates.Select(update => update.Id), .. concern.Actions.SelectMany(action => (IEnumerable<string>)[action.Id, .. action.Updates.Select(update => update.Id)])]);

    private static string Filled(string here, string read) => string.IsNullOrWhiteSpace(here) ? read : here;
}
