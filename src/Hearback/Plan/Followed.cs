using Microsoft.Extensions.Localization;

namespace Hearback.Plan;

/// <summary>How much of the plan somebody follows.</summary>
public enum FollowedPart
{
    WholePlan,
    Theme,
    Place,
    Action,
}

/// <summary>What somebody follows: the whole plan, a theme or a place by its name, or an action by its id.</summary>
public sealed record Followed(FollowedPart Part, string? Name = null)
{
    public static Followed WholePlan { get; } = new(FollowedPart.WholePlan);

    /// <summary>As it stands in an address or a form: "plan", "theme:Drugs", "action:locks".</summary>
    public string Code => Part is FollowedPart.WholePlan ? "plan" : $"{Part.ToString().ToLowerInvariant()}:{Name}";

    /// <summary>All that can be followed, of which an action only when it is this one.</summary>
    public static IReadOnlyList<Followed> In(ActionPlan plan, Followed? chosen = null) =>
    [
        WholePlan,
        .. plan.Themes.Select(theme => new Followed(FollowedPart.Theme, theme)),
        .. plan.Places.Select(place => new Followed(FollowedPart.Place, place)),
        .. plan.Actions.Select(action => new Followed(FollowedPart.Action, action.Id)).Where(action => action == chosen),
    ];

    /// <summary>Reads <see cref="Code"/>; null when the plan has nothing of that name.</summary>
    public static Followed? Read(string? code, ActionPlan plan) =>
        code?.Split(':', 2) switch
        {
            ["plan"] => WholePlan,
            ["theme", var name] when plan.Themes.Contains(name) => new(FollowedPart.Theme, name),
            ["place", var name] when plan.Places.Contains(name) => new(FollowedPart.Place, name),
            ["action", var id] when plan.Action(id) is not null => new(FollowedPart.Action, id),
            _ => null,
        };

    /// <summary>Those of an edition's changes that concern it. What was taken out is known from the plan before.</summary>
    public IEnumerable<PlanChange> Among(Edition edition, ActionPlan before)
    {
        if (Part is FollowedPart.WholePlan) { return edition.Changes; }

        var ids = IdsIn(before).Concat(IdsIn(edition.Plan)).ToHashSet();
        return edition.Changes.Where(change => ids.Contains(change.Id) || (change.Within is { } within && ids.Contains(within) && change.Item is PlanItem.Update or PlanItem.Picture));
    }

    /// <summary>"the whole plan", "everything about drugs", and an action by how it begins.</summary>
    public string InWords(ActionPlan plan, IStringLocalizer words) => Part switch
    {
        FollowedPart.WholePlan => words["the whole action plan"],
        FollowedPart.Theme or FollowedPart.Place => words["what the plan says about {0}", Name!],
        FollowedPart.Action => plan.Action(Name!) is { } action ? words["the action “{0}”", PlanText.Plain(action.Text)] : words["an action that is not in the plan any more"],
    };

    /// <summary>The concerns and actions that it names in a plan.</summary>
    private IEnumerable<string> IdsIn(ActionPlan plan) => plan.Concerns.SelectMany(concern =>
    {
        var actions = concern.Actions.Where(action => Covers(concern, action) || (action.GoesWith is { } with && concern.Actions.Any(one => one.Id == with && Covers(concern, one)))).Select(action => action.Id);
        return Covers(concern) ? actions.Append(concern.Id) : actions;
    });

    private bool Covers(Concern concern) => Part switch
    {
        FollowedPart.Theme => concern.Themes.Contains(Name!),
        FollowedPart.Place => concern.Places.Contains(Name!),
        _ => false,
    };

    private bool Covers(Concern concern, PlannedAction action) => Part switch
    {
        FollowedPart.Theme => concern.ThemesOf(action).Contains(Name!),
        FollowedPart.Place => concern.PlacesOf(action).Contains(Name!),
        _ => action.Id == Name,
    };
}
