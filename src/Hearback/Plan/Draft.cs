using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>Somebody else changed the same thing since it was opened. What both wrote is kept: the page shows the two together.</summary>
public sealed class ChangedMeanwhileException() : RefusedException("Someone else changed this while you were writing. Their text is shown beside yours");

/// <summary>An update that a lead's team wrote, and that the coordinator has yet to sign off.</summary>
public sealed record ProposedUpdate
{
    public required string ActionId { get; init; }

    public required ProgressUpdate Update { get; init; }

    public required Guid By { get; init; }
}

/// <summary>A second member looked at words that may name a person, and says that they may be published.</summary>
public sealed record Confirmation(string Finding, Guid By);

/// <summary>
/// The plan as it is being written. There is one. Each change is made to the latest draft, so two who edit different things do not
/// hinder each other; who edits what another has changed since is told (<see cref="ChangedMeanwhileException"/>).
/// </summary>
public sealed partial class Draft
{
    public const int TheOne = 1;
    private ActionPlan? _plan;
    private DraftMatters? _matters;

    private Draft()
    {
    }

    /// <summary>The empty draft with which a partnership starts.</summary>
    public static Draft Empty() => new() { Id = TheOne, Plan = new(), Matters = new() };

    public int Id { get; private set; }

    public long Version { get; private set; }

    internal string Content { get; private set; } = "";

    internal string Pending { get; private set; } = "";

    public ActionPlan Plan
    {
        get => _plan ??= StoredPlan.Read<ActionPlan>(Content);
        private set => (_plan, Content, Version) = (value, StoredPlan.Write(value), Version + 1);
    }

    public IReadOnlyList<ProposedUpdate> Proposed => Matters.Proposed;

    public IReadOnlyList<Confirmation> Confirmed => Matters.Confirmed;

    private DraftMatters Matters
    {
        get => _matters ??= StoredPlan.Read<DraftMatters>(Pending);
        set => (_matters, Pending, Version) = (value, StoredPlan.Write(value), Version + 1);
    }

    /// <summary>Names a thing as it is now, for a form that comes back later.</summary>
    public static string Seen<T>(T thing) where T : class => StoredPlan.Fingerprint(thing);

    /// <exception cref="ChangedMeanwhileException">The thing is not any more as somebody has seen it.</exception>
    public static void IsAsSeen<T>(T now, string? seen) where T : class
    {
        if (Seen(now) != seen) { throw new ChangedMeanwhileException(); }
    }

    /// <summary>Changes the heading, the introduction and the words that are explained.</summary>
    public void ChangeHeading(string title, string introduction, IReadOnlyList<PlanTerm> glossary)
    {
        Needs(title, "Enter the title of the plan");
        Plan = Plan with { Title = title.Trim(), Introduction = introduction.Trim(), Glossary = glossary };
    }

    public void Add(Concern concern)
    {
        Needs(concern.Asked, "Enter what residents asked");
        if (Plan.Concern(concern.Id) is not null) { throw new RefusedException("This concern is in the plan already"); }

        Plan = Plan with { Concerns = [.. Plan.Concerns, concern] };
    }

    /// <summary>Changes what a concern says. Its actions and updates are changed one by one.</summary>
    public void Change(string concern, string seen, Func<Concern, Concern> change)
    {
        var before = The(concern);
        IsAsSeen(before with { Actions = [], Updates = [] }, seen);
        var after = change(before) with { Id = before.Id, Actions = before.Actions, Updates = before.Updates };
        Needs(after.Asked, "Enter what residents asked");
        Put(after);
    }

    public void Add(string concern, PlannedAction action)
    {
        Needs(action.Text, "Enter what is done, or what people can do");
        if (Plan.Action(action.Id) is not null) { throw new RefusedException("This action is in the plan already"); }

        var holder = The(concern);
        BelongsBeside(holder, action);
        Put(holder with { Actions = [.. holder.Actions, action] });
    }

    /// <summary>Changes what an action says and who leads it; not its state, its date or its updates, which have rules of their own.</summary>
    public void ChangeAction(string id, string seen, Func<PlannedAction, PlannedAction> change)
    {
        var before = TheAction(id);
        IsAsSeen(before with { Updates = [] }, seen);
        var after = change(before) with
        {
            Id = before.Id,
            State = before.State,
            TargetDate = before.TargetDate,
            NoDate = before.NoDate,
            EarlierDates = before.EarlierDates,
            Updates = before.Updates,
        };
        Needs(after.Text, "Enter what is done, or what people can do");
        BelongsBeside(Plan.ConcernOf(before), after);
        Put(after);
    }

    /// <summary>Moves an action on to another state, with the words that tell why.</summary>
    public void ChangeState(string id, ActionState state, ProgressUpdate words)
    {
        var action = TheAction(id);
        if (action.State == state) { throw new RefusedException("The action stands there already"); }

        Needs(words.Text, "Write what happened: the state of an action never changes without words");
        Put(action with { State = state, Updates = Among(action.Updates, words with { State = state }) });
    }

    /// <summary>
    /// Gives an action a target date, or says why it has none yet. A date that residents have read, in <paramref name="published"/>, the action as
    /// it stands in the edition in force, stays to be seen with the reason why it moved.
    /// </summary>
    public void ChangeDate(string id, DateOnly? date, NoDate? noDate, string? because, DateOnly today, PlannedAction? published)
    {
        var action = TheAction(id);
        if (date is null == noDate is null) { throw new RefusedException("Enter a target date, or say why there is none yet"); }

        if (noDate is not null) { Needs(noDate.Because, "Say why there is no target date yet"); }

        var earlier = action.EarlierDates.Where(one => published is null || published.EarlierDates.Contains(one)).ToList();
        if (published?.TargetDate is { } was && was != date)
        {
            Needs(because, "Say why the date changes: people have read the earlier one");
            earlier.Add(new(was, date, because!.Trim(), today));
        }

        Put(action with { TargetDate = date, NoDate = noDate, EarlierDates = earlier });
    }

    /// <summary>Adds an update to an action or to a concern.</summary>
    public void AddUpdate(string id, ProgressUpdate update)
    {
        if (update.State is not null) { throw new InvalidOperationException("An update that changes a state goes through ChangeState."); }

        Needs(update.Text, "Write the update");
        PutUpdates(id, updates => Among(updates, update));
    }

    /// <summary>Changes what an update says. The state that it brought stays.</summary>
    public void ChangeUpdate(string about, string id, string seen, Func<ProgressUpdate, ProgressUpdate> change)
    {
        var before = TheUpdate(about, id);
        IsAsSeen(before, seen);
        var after = change(before) with { Id = before.Id, State = before.State };
        Needs(after.Text, "Write the update");
        PutUpdates(about, updates => after.On == before.On ? [.. updates.Select(one => one.Id == id ? after : one)] : Among(Without(updates, id), after));
    }

    /// <summary>Says what an update is about: the whole concern, or one of its actions.</summary>
    public void MoveUpdate(string about, string id, string to)
    {
        var update = TheUpdate(about, id);
        if (about == to) { return; }

        if (update.State is not null) { throw new RefusedException("This update tells why the state changed, so it stays with its action"); }

        if (Holder(about) != Holder(to)) { throw new RefusedException("An update stays with what residents asked, or with an action that answers it"); }

        PutUpdates(about, updates => Without(updates, id));
        PutUpdates(to, updates => Among(updates, update));
    }

    /// <summary>A lead's team writes an update, which waits for the coordinator.</summary>
    public void Propose(ProposedUpdate proposed)
    {
        TheAction(proposed.ActionId);
        Needs(proposed.Update.Text, "Write the update");
        Matters = Matters with { Proposed = [.. Proposed, proposed] };
    }

    /// <summary>The coordinator takes a team's update into the plan, as it is or in other words.</summary>
    public void SignOff(string update, ProgressUpdate asPublished)
    {
        var proposed = TakeProposed(update);
        if (asPublished.State is { } state && TheAction(proposed.ActionId).State != state) { ChangeState(proposed.ActionId, state, asPublished); }
        else { AddUpdate(proposed.ActionId, asPublished with { State = null }); }
    }

    public void Decline(string update) => TakeProposed(update);

    /// <summary>Moves a concern up (negative) or down among the others, or an action within its concern.</summary>
    public void Move(string id, int by)
    {
        if (Plan.Concern(id) is not null)
        {
            Plan = Plan with { Concerns = Moved(Plan.Concerns, one => one.Id == id, by) };
            return;
        }

        var holder = Plan.ConcernOf(TheAction(id));
        Put(holder with { Actions = Moved(holder.Actions, one => one.Id == id, by) });
    }

    /// <summary>A member confirms that what was found may be published. It counts beside what others confirmed: one of them may publish.</summary>
    public void Confirm(string finding, Guid by) => Matters = Matters with { Confirmed = [.. Confirmed.Except([new(finding, by)]), new(finding, by)] };

    private static List<T> Moved<T>(IReadOnlyList<T> all, Func<T, bool> which, int by)
    {
        var list = all.ToList();
        var at = list.FindIndex(one => which(one));
        var item = list[at];
        list.RemoveAt(at);
        list.Insert(Math.Clamp(at + by, 0, list.Count), item);
        return list;
    }

    private static void Needs(string? words, string ask)
    {
        if (string.IsNullOrWhiteSpace(words)) { throw new RefusedException(ask); }

        if (words.Length > ActionPlan.LongestText) { throw new RefusedException($"The text must be {ActionPlan.LongestText:N0} characters or fewer"); }
    }

    private static void BelongsBeside(Concern concern, PlannedAction ask)
    {
        if (ask.GoesWith is null) { return; }

        if (ask.Kind is not ActionKind.Ask || !concern.Actions.Any(action => action.Id == ask.GoesWith && action.Kind is ActionKind.Doing))
        {
            throw new RefusedException("Only an ask can stand beside an action, and the action must answer the same concern");
        }
    }

    private ProposedUpdate TakeProposed(string update)
    {
        var proposed = Proposed.FirstOrDefault(one => one.Update.Id == update) ?? throw new RefusedException("This update is not waiting any more");
        Matters = Matters with { Proposed = [.. Proposed.Where(one => one != proposed)] };
        return proposed;
    }

    private Concern The(string id) => Plan.Concern(id) ?? throw new RefusedException("This concern is not in the plan any more");

    private PlannedAction TheAction(string id) => Plan.Action(id) ?? throw new RefusedException("This action is not in the plan any more");

    private ProgressUpdate TheUpdate(string about, string id) =>
        Plan.UpdatesOn(about).FirstOrDefault(update => update.Id == id) ?? throw new RefusedException("This update is not in the plan any more");

    private string Holder(string id) => Plan.Action(id) is { } action ? Plan.ConcernOf(action).Id : The(id).Id;

    /// <summary>By its day: what is written late about an earlier day is not the latest news.</summary>
    private static List<ProgressUpdate> Among(IReadOnlyList<ProgressUpdate> updates, ProgressUpdate update)
    {
        var later = updates.Reverse().TakeWhile(one => one.On > update.On).Count();
        return [.. updates.SkipLast(later), update, .. updates.TakeLast(later)];
    }

    private static List<ProgressUpdate> Without(IReadOnlyList<ProgressUpdate> updates, string id) => [.. updates.Where(one => one.Id != id)];

    private void PutUpdates(string about, Func<IReadOnlyList<ProgressUpdate>, IReadOnlyList<ProgressUpdate>> change)
    {
        if (Plan.Action(about) is { } action) { Put(action with { Updates = change(action.Updates) }); }
        else
        {
            var concern = The(about);
            Put(concern with { Updates = change(concern.Updates) });
        }
    }

    private void Put(Concern changed) => Plan = Plan with { Concerns = [.. Plan.Concerns.Select(one => one.Id == changed.Id ? changed : one)] };

    private void Put(PlannedAction changed)
    {
        var holder = Plan.ConcernOf(changed);
        Put(holder with { Actions = [.. holder.Actions.Select(one => one.Id == changed.Id ? changed : one)] });
    }

    private sealed record DraftMatters
    {
        public IReadOnlyList<ProposedUpdate> Proposed { get; init; } = [];

        public IReadOnlyList<Confirmation> Confirmed { get; init; } = [];

        public IReadOnlyList<string> TakenOut { get; init; } = [];

        public IReadOnlyList<TakenOutThing> Kept { get; init; } = [];
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("plan_draft");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Content);
        builder.Property(d => d.Pending);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Ignore(d => d.Plan).Ignore(d => d.Proposed).Ignore(d => d.Confirmed).Ignore(d => d.CanBePutBack);
    }
}
