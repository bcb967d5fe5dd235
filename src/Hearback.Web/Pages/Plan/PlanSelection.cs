using Hearback.Plan;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>What somebody wants to see of the plan; all of it when nothing is said.</summary>
public sealed record PlanFilter(string? Theme = null, string? Place = null, string? Lead = null, Standing? Standing = null, string? Words = null)
{
    public bool IsEmpty => this == new PlanFilter();

    /// <summary>The address of the plan with these choices.</summary>
    public string Query(Standing? standing)
    {
        var chosen = new Dictionary<string, string?> { ["theme"] = Theme, ["place"] = Place, ["lead"] = Lead, ["state"] = standing?.ToString(), ["words"] = Words };
        return QueryString.Create(chosen.Where(one => !string.IsNullOrEmpty(one.Value))).ToString();
    }

    /// <summary>Whether the action fits, leaving out how it stands.</summary>
    internal bool Fits(Concern concern, PlannedAction action) =>
        Chosen(Theme, concern.ThemesOf(action)) && Chosen(Place, concern.PlacesOf(action))
        && Chosen(Lead, WhoDoes(action))
        && (string.IsNullOrWhiteSpace(Words) || Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            Said(concern, action).Any(text => text.Contains(word, StringComparison.CurrentCultureIgnoreCase))));

    /// <summary>The teams and the organisations that lead or help.</summary>
    internal static IEnumerable<string> WhoDoes(PlannedAction action) => action.Leads.Concat(action.Supporting).SelectMany(lead => new[] { lead.Name, lead.Organisation ?? lead.Name });

    private static bool Chosen(string? choice, IEnumerable<string> among) => string.IsNullOrEmpty(choice) || among.Contains(choice, StringComparer.CurrentCultureIgnoreCase);

    private static IEnumerable<string> Said(Concern concern, PlannedAction action) =>
        [concern.Asked, action.Text, .. concern.Actions.Where(ask => ask.GoesWith == action.Id).Select(ask => ask.Text),
            .. action.Leads.Concat(action.Supporting).Select(lead => lead.Name), .. action.Updates.SelectMany(update => new[] { update.Title ?? "", update.Text }), .. concern.Places, .. action.Places];
}

/// <summary>A row of the plan: what is done, what people can do beside it, or an ask that stands alone.</summary>
public sealed record PlanRow(PlannedAction Action, IReadOnlyList<PlannedAction> Asks)
{
    public bool IsAsk => Action.Kind is ActionKind.Ask;
}

/// <summary>A concern with those of its rows that were asked for.</summary>
public sealed record ShownConcern(Concern Concern, IReadOnlyList<PlanRow> Rows);

/// <summary>Something that can be chosen, and how many actions there are then.</summary>
public sealed record PlanChoice(string Name, int Count);

/// <summary>What a page shows of a plan on a day: the rows that fit, and how many stand how.</summary>
public sealed record PlanSelection
{
    public required PlanFilter Filter { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyList<ShownConcern> Concerns { get; init; }

    /// <summary>How many of the actions that fit stand how. Asks are not counted: they are no work that could be late.</summary>
    public required IReadOnlyDictionary<Standing, int> Counts { get; init; }

    public required IReadOnlyList<PlanChoice> Themes { get; init; }

    public required IReadOnlyList<PlanChoice> Places { get; init; }

    public required IReadOnlyList<PlanChoice> Leads { get; init; }

    public int Total => Counts.Values.Sum();

    public static PlanSelection Of(ActionPlan plan, PlanFilter filter, DateOnly today)
    {
        var fitting = plan.Concerns.SelectMany(concern => concern.Actions.Where(action => action.GoesWith is null && filter.Fits(concern, action)).Select(action => (Concern: concern, Action: action))).ToList();
        var shown = fitting.Where(one => filter.Standing is null || (one.Action.Kind is ActionKind.Doing && one.Action.StandingOn(today) == filter.Standing)).ToLookup(one => one.Concern.Id, one => one.Action);
        return new()
        {
            Filter = filter,
            Today = today,
            Concerns = [.. plan.Concerns.Where(concern => shown.Contains(concern.Id) || (filter.IsEmpty && concern.Actions.Count is 0)).Select(concern => new ShownConcern(concern,
                [.. shown[concern.Id].Select(action => new PlanRow(action, [.. concern.Actions.Where(ask => ask.GoesWith == action.Id)]))]))],
            Counts = fitting.Where(one => one.Action.Kind is ActionKind.Doing).GroupBy(one => one.Action.StandingOn(today)).ToDictionary(group => group.Key, group => group.Count()),
            Themes = Choices(plan.Themes, filter with { Theme = null }, (concern, action) => concern.ThemesOf(action)),
            Places = Choices(plan.Places, filter with { Place = null }, (concern, action) => concern.PlacesOf(action)),
            Leads = Choices(Sorted(plan.Actions.SelectMany(PlanFilter.WhoDoes)), filter with { Lead = null }, (_, action) => PlanFilter.WhoDoes(action)),
        };

        // As many as there would be with all else that was chosen.
        List<PlanChoice> Choices(IEnumerable<string> names, PlanFilter others, Func<Concern, PlannedAction, IEnumerable<string>> of)
        {
            var found = plan.Concerns.SelectMany(concern => concern.Actions
                .Where(action => action.Kind is ActionKind.Doing && others.Fits(concern, action) && (filter.Standing is null || action.StandingOn(today) == filter.Standing))
                .Select(action => of(concern, action).ToHashSet(StringComparer.CurrentCultureIgnoreCase))).ToList();
            return [.. names.Select(name => new PlanChoice(name, found.Count(among => among.Contains(name))))];
        }
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.CurrentCultureIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)];
}
