using Hearback.Directory;
using Hearback.Insight;
using Hearback.Places;
using Hearback.Plan;
using Hearback.Reports;

namespace Hearback.Web.Pages.Reporting;

/// <summary>
/// What anybody may hear of a kind of behaviour at a place: that we know of it, if enough people told us, and what the action plan does about it.
/// </summary>
public sealed record KnownHere(string Kind, string Place, bool WasReported, IReadOnlyList<PlannedAction> Actions);

/// <summary>Says whether what somebody is about to report is known already.</summary>
public sealed class AlreadyKnown(KnownProblems problems, CurrentPlan plan, CurrentPack pack, Gazetteer gazetteer)
{
    /// <summary>Null when nothing is known, when it may not be told, when the place was only described, and for whoever has told more than kind and place: they send that.</summary>
    public async Task<KnownHere?> AboutAsync(ReportAnswers answers, CancellationToken stop)
    {
        if (answers is not { ToldBy: ToldBy.Web, FirstUnanswered: Question.When, Where: { Spot: { } spot, NearPlace: { } near } }
            || pack.Now.Category(answers.Category) is not { Private: false } category
            || await gazetteer.ByCodeAsync(near, stop) is not { OfPack: true } place) { return null; }

        // Of a whole street we know what the plan says. Reports are counted round a spot, and its middle is none.
        var reported = answers.Where.Cell is not null && await problems.IsKnownAsync(category, spot, stop);
        var actions = await ActionsAsync(pack.Now.GroupOf(category).Theme, place.Name, stop);
        return reported || actions.Count > 0 ? new(category.ShortName, place.Name, reported, actions) : null;
    }

    private async Task<IReadOnlyList<PlannedAction>> ActionsAsync(string? theme, string place, CancellationToken stop)
    {
        if (theme is null || await plan.ReadAsync(stop) is not { } edition) { return []; }

        return
        [
            .. from concern in edition.Plan.Concerns
               from action in concern.Actions
               // Themes of its own say more exactly what an action is about than those of its concern.
               let themes = action.Themes.Count > 0 ? action.Themes : concern.Themes
               where action.Kind is ActionKind.Doing && action.IsOpen
                   && themes.Contains(theme, StringComparer.OrdinalIgnoreCase) && concern.PlacesOf(action).Contains(place, StringComparer.OrdinalIgnoreCase)
               select action,
        ];
    }
}
