using Hearback.Plan;

namespace Hearback.Tests.Support;

/// <summary>Builds the least plan that could be published; a test names only what it is about.</summary>
internal static class APlan
{
    public static readonly DateOnly Today = new(2026, 6, 1);

    public static PlannedAction Action(string id = "locks") => new()
    {
        Id = id,
        Text = "Fit new locks",
        State = ActionState.UnderWay,
        Leads = [new Lead { Name = "Housing", Team = "housing" }],
        TargetDate = Today.AddDays(30),
        AddedOn = Today.AddDays(-10),
    };

    public static Concern Concern(params PlannedAction[] actions) => new() { Id = "doors", Asked = "Strangers get in", Actions = actions };

    public static ActionPlan Of(params PlannedAction[] actions) => new() { Title = "What we are doing", Concerns = [Concern(actions)] };

    public static Draft Draft(params PlannedAction[] actions) => DraftOf(Of(actions));

    public static Draft DraftOf(ActionPlan plan)
    {
        var draft = Hearback.Plan.Draft.Empty();
        draft.Import(plan);
        return draft;
    }

    public static ProgressUpdate Update(string text = "The locks came", DateOnly? on = null, string id = "news") => new() { Id = id, On = on ?? Today, Text = text };
}
