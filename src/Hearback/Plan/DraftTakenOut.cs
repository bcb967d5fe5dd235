namespace Hearback.Plan;

/// <summary>A concern, an action or an update that was taken out of the draft, and where it stood.</summary>
public sealed record TakenOutThing
{
    public Concern? Concern { get; init; }

    public PlannedAction? Action { get; init; }

    public ProgressUpdate? Update { get; init; }

    /// <summary>The concern of an action, or what an update was about; null for a concern.</summary>
    public string? Within { get; init; }

    /// <summary>How many of its kind stood before it.</summary>
    public int At { get; init; }

    /// <summary>The asks that stood beside an action, and stand alone without it.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    public string Id => Concern?.Id ?? Action?.Id ?? Update?.Id ?? "";

    /// <summary>The updates that went with it.</summary>
    public IEnumerable<ProgressUpdate> Updates => [.. Concern is { } concern ? new ActionPlan { Concerns = [concern] }.Updates : [], .. Action?.Updates ?? [], .. Update is { } update ? [update] : Array.Empty<ProgressUpdate>()];

    public string Words => Concern?.Asked ?? Action?.Text ?? Update?.Text ?? "";
}

/// <summary>Takes things out of the draft, and back in. The editions that have them keep them.</summary>
public sealed partial class Draft
{
    /// <summary>The names of concerns, actions and updates that were taken out, and that an import therefore leaves out.</summary>
    public IReadOnlyList<string> TakenOut => Matters.TakenOut;

    /// <summary>What was taken out since the last edition, the latest first.</summary>
    public IReadOnlyList<TakenOutThing> CanBePutBack => [.. Matters.Kept.Reverse()];

    /// <summary>Takes a concern out, with all that is in it.</summary>
    public void RemoveConcern(string concern, string seen)
    {
        var before = The(concern);
        IsAsSeen(before with { Actions = [], Updates = [] }, seen);
        Removed(new() { Concern = before, At = Plan.Concerns.TakeWhile(one => one.Id != concern).Count() }, [concern, .. before.Actions.Select(action => action.Id)]);
        Plan = Plan with { Concerns = [.. Plan.Concerns.Where(one => one.Id != concern)] };
    }

    /// <summary>Takes an action out. Asks that stood beside it stand alone from then on.</summary>
    public void RemoveAction(string id, string seen)
    {
        var before = TheAction(id);
        IsAsSeen(before with { Updates = [] }, seen);
        var holder = Plan.ConcernOf(before);
        Removed(new()
        {
            Action = before,
            Within = holder.Id,
            At = holder.Actions.TakeWhile(action => action.Id != id).Count(),
            Asks = [.. holder.Actions.Where(action => action.GoesWith == id).Select(action => action.Id)],
        }, [id]);
        Put(holder with { Actions = [.. holder.Actions.Where(action => action.Id != id).Select(action => action.GoesWith == id ? action with { GoesWith = null } : action)] });
    }

    /// <summary>Takes an update out.</summary>
    public void RemoveUpdate(string about, string id, string seen)
    {
        var update = TheUpdate(about, id);
        IsAsSeen(update, seen);
        if (TellsTheState(about, update)) { throw new RefusedException("This update tells why the action stands where it does: change its words, or change the state first"); }

        Removed(new() { Update = update, Within = about }, [id]);
        PutUpdates(about, updates => Without(updates, id));
    }

    /// <summary>Puts back what was taken out, where it stood, with all that was in it.</summary>
    /// <exception cref="RefusedException">It cannot be put back any more, or what it belongs to is out as well.</exception>
    public void PutBack(string id)
    {
        var thing = Matters.Kept.FirstOrDefault(one => one.Id == id) ?? throw new RefusedException("This cannot be put back any more: an edition has been published, or somebody else put it back");
        if (thing.Within is { } within && Plan.Concern(within) is null && Plan.Action(within) is null) { throw new RefusedException("What this belongs to was taken out as well: put that back first"); }

        if (thing.Concern is { } concern) { Plan = Plan with { Concerns = Inserted(Plan.Concerns, concern, thing.At) }; }

        if (thing.Action is { } action) { PutBack(action, The(thing.Within!), thing); }

        if (thing.Update is { } update) { PutUpdates(thing.Within!, updates => Among(updates, update)); }

        Forget(PlanMerge.Names(Plan));
    }

    /// <summary>
    /// Takes in what the draft does not have yet, and says whether there was anything. What it has already, by name, is left as it is: somebody
    /// may have worked on it since. What somebody took out of the draft is left out, unless it is wanted <paramref name="again"/>.
    /// </summary>
    public bool Import(ActionPlan plan, bool again = false)
    {
        if (PlanMerge.Of(Plan, again ? plan : PlanMerge.Without(plan, TakenOut)) is not { } merged) { return false; }

        Plan = merged;
        if (again) { Forget(PlanMerge.Names(merged)); }

        return true;
    }

    /// <summary>An edition has come out: what was taken out before, and is not in it, is kept no longer.</summary>
    internal void WasPublished(ActionPlan edition)
    {
        var there = PlanMerge.Names(edition).ToHashSet(StringComparer.Ordinal);
        if (Matters.Kept.Any(thing => !there.Contains(thing.Id))) { Matters = Matters with { Kept = [.. Matters.Kept.Where(thing => there.Contains(thing.Id))] }; }
    }

    private void PutBack(PlannedAction action, Concern holder, TakenOutThing thing)
    {
        // What it stood beside may be gone; and an ask that has a lead of its own by now keeps it.
        var back = action.GoesWith is { } beside && !holder.Actions.Any(one => one.Id == beside && one.Kind is ActionKind.Doing) ? action with { GoesWith = null } : action;
        var others = holder.Actions.Select(one => thing.Asks.Contains(one.Id) && one is { Kind: ActionKind.Ask, GoesWith: null, Leads.Count: 0 } ? one with { GoesWith = action.Id } : one);
        Put(holder with { Actions = Inserted([.. others], back, thing.At) });
    }

    /// <summary>Whether an update gave its action the state that it has, so that it cannot go.</summary>
    private bool TellsTheState(string about, ProgressUpdate update) => Plan.Action(about) is { } action && action.Updates.LastOrDefault(one => one.State is not null) == update;

    private void Removed(TakenOutThing thing, IEnumerable<string> names) => Matters = Matters with { TakenOut = [.. TakenOut.Union(names)], Kept = [.. Matters.Kept, thing] };

    /// <summary>These are in the draft again.</summary>
    private void Forget(IEnumerable<string> names)
    {
        var there = names.ToHashSet(StringComparer.Ordinal);
        Matters = Matters with { TakenOut = [.. TakenOut.Where(name => !there.Contains(name))], Kept = [.. Matters.Kept.Where(thing => !there.Contains(thing.Id))] };
    }

    private static List<T> Inserted<T>(IReadOnlyList<T> all, T one, int at)
    {
        var list = all.ToList();
        list.Insert(Math.Min(at, list.Count), one);
        return list;
    }
}
