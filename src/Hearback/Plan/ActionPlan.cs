using System.Text.Json.Serialization;
using Hearback.Directory;

namespace Hearback.Plan;

/// <summary>
/// One state of the plan, in full: what residents asked, what is being done, what they can do, who leads, by when, and what came of it.
/// A draft holds one and every edition holds one. It has no field for a reporter and never learns of a report.
/// </summary>
public sealed record ActionPlan
{
    public const int LongestText = 4000;

    public string Title { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Introduction { get; init; } = "";

    public IReadOnlyList<PlanTerm> Glossary { get; init; } = [];

    public IReadOnlyList<Concern> Concerns { get; init; } = [];

    /// <summary>Those of all concerns.</summary>
    [JsonIgnore]
    public IEnumerable<PlannedAction> Actions => Concerns.SelectMany(concern => concern.Actions);

    /// <summary>Those on concerns and on actions.</summary>
    [JsonIgnore]
    public IEnumerable<ProgressUpdate> Updates => Concerns.SelectMany(concern => concern.Updates.Concat(concern.Actions.SelectMany(action => action.Updates)));

    [JsonIgnore]
    public IEnumerable<UpdatePicture> Pictures => Updates.SelectMany(update => update.Pictures);

    /// <summary>All that it is about, in the order of the alphabet.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Themes => Sorted(Concerns.SelectMany(concern => concern.Themes).Concat(Actions.SelectMany(action => action.Themes)));

    /// <summary>All places that it names, in the order of the alphabet.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Places => Sorted(Concerns.SelectMany(concern => concern.Places).Concat(Actions.SelectMany(action => action.Places)));

    public Concern? Concern(string id) => Concerns.FirstOrDefault(concern => concern.Id == id);

    public PlannedAction? Action(string id) => Actions.FirstOrDefault(action => action.Id == id);

    /// <summary>The updates on an action or, of its own, on a concern, by its name.</summary>
    public IReadOnlyList<ProgressUpdate> UpdatesOn(string id) => Action(id)?.Updates ?? Concern(id)?.Updates ?? [];

    /// <summary>What an update is about, by its name; null when the plan has no such update.</summary>
    public string? AboutOf(string update) =>
        Concerns.FirstOrDefault(concern => concern.Updates.Any(one => one.Id == update))?.Id ?? Actions.FirstOrDefault(action => action.Updates.Any(one => one.Id == update))?.Id;

    public Concern ConcernOf(PlannedAction action) => Concerns.First(concern => concern.Actions.Any(one => one.Id == action.Id));

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.CurrentCultureIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)];
}

/// <summary>A word of the plan that not everybody knows: "RSP" means "Responsive Security Patrol".</summary>
public sealed record PlanTerm(string Term, string Means);

/// <summary>"You asked": what residents said, in their words.</summary>
public sealed record Concern
{
    /// <summary>Stays the same from edition to edition, and in every file that we write.</summary>
    public required string Id { get; init; }

    public required string Asked { get; init; }

    /// <summary>Where they said it: "Community Conversation at the town hall".</summary>
    public string? SaidAt { get; init; }

    public DateOnly? SaidOn { get; init; }

    /// <summary>How many people said it.</summary>
    public int? People { get; init; }

    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Names of places, as residents say them.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    public IReadOnlyList<PlannedAction> Actions { get; init; } = [];

    /// <summary>Progress on the concern as a whole. What belongs to one action stands there.</summary>
    public IReadOnlyList<ProgressUpdate> Updates { get; init; } = [];

    /// <summary>What one of its actions is about: also what the concern is about.</summary>
    public IEnumerable<string> ThemesOf(PlannedAction action) => Themes.Concat(action.Themes);

    /// <summary>Where one of its actions happens: where the concern lies, unless the action says more exactly.</summary>
    public IReadOnlyList<string> PlacesOf(PlannedAction action) => action.Places.Count > 0 ? action.Places : Places;
}

public enum ActionKind
{
    /// <summary>"We are doing".</summary>
    Doing,

    /// <summary>"What you can do".</summary>
    Ask,
}

public enum ActionState
{
    Planned,
    UnderWay,
    Done,
    Stopped,
}

/// <summary>A planned action, or an ask. Its state changes only with an update's words (<see cref="Draft.ChangeState"/>).</summary>
public sealed record PlannedAction
{
    public required string Id { get; init; }

    public ActionKind Kind { get; init; }

    /// <summary>Markdown.</summary>
    public required string Text { get; init; }

    public ActionState State { get; init; }

    /// <summary>Who answers for it. The first is named first.</summary>
    public IReadOnlyList<Lead> Leads { get; init; } = [];

    public IReadOnlyList<Lead> Supporting { get; init; } = [];

    public DateOnly? TargetDate { get; init; }

    /// <summary>Why there is no target date yet; null when there is one.</summary>
    public NoDate? NoDate { get; init; }

    /// <summary>The dates that were published before, the oldest first. They stay to be seen.</summary>
    public IReadOnlyList<EarlierDate> EarlierDates { get; init; } = [];

    /// <summary>The day it came into the draft.</summary>
    public DateOnly AddedOn { get; init; }

    /// <summary>The planned action that an ask belongs beside, if to one. Lead and date are then that action's.</summary>
    public string? GoesWith { get; init; }

    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    public IReadOnlyList<ProgressUpdate> Updates { get; init; } = [];

    public bool IsOpen => State is ActionState.Planned or ActionState.UnderWay;
}

/// <summary>"No date yet, because ..., review on ...".</summary>
public sealed record NoDate(string Because, DateOnly ReviewOn);

/// <summary>"Was 30 June, now 31 August, because ...". <see cref="Now"/> is null when it has no date any more.</summary>
public sealed record EarlierDate(DateOnly Was, DateOnly? Now, string Because, DateOnly ChangedOn);

/// <summary>Who answers for an action: a team of the pack, or a partner by name. A team needs no account.</summary>
public sealed record Lead
{
    public required string Name { get; init; }

    /// <summary>The organisation's name, when it is not the same.</summary>
    public string? Organisation { get; init; }

    /// <summary>The team's code in the pack; null for a partner that the pack does not know.</summary>
    public string? Team { get; init; }

    /// <summary>A role's address or number, never a person's.</summary>
    public string? Contact { get; init; }

    /// <summary>A team of the pack, with its organisation when that has another name and the mailbox of its role.</summary>
    public static Lead Of(Team team, Pack pack) => new()
    {
        Name = team.Name,
        Organisation = pack.OrganisationOf(team).Name is { } organisation && organisation != team.Name ? organisation : null,
        Team = team.Code,
        Contact = team.Email,
    };
}

/// <summary>What came of it, on a day.</summary>
public sealed record ProgressUpdate
{
    public required string Id { get; init; }

    /// <summary>Null when an imported plan gave no day.</summary>
    public DateOnly? On { get; init; }

    public string? Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Text { get; init; }

    /// <summary>The name of the organisation or team that says so.</summary>
    public string? By { get; init; }

    /// <summary>The state that it brought, when it brought one.</summary>
    public ActionState? State { get; init; }

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public Uri? Evidence { get; init; }

    public IReadOnlyList<UpdatePicture> Pictures { get; init; } = [];
}

/// <summary>"60 contacts, last 3 months": a number, of what, and for which time.</summary>
public sealed record Figure(decimal Number, string Of, string? Period = null);
