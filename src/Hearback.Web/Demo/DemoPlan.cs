using System.Globalization;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Plan;

namespace Hearback.Web.Demo;

/// <summary>The plan of the demonstration as <c>plan.yaml</c> tells it: a first edition, and what was done to the draft before each later one.</summary>
internal sealed class DemoPlan
{
    public required string Title { get; init; }

    public required string Introduction { get; init; }

    public required int Day { get; init; }

    public required List<DemoConcern> Concerns { get; init; }

    public required List<DemoRound> Later { get; init; }

    public static DemoPlan Read() => DemoFile.Read<DemoPlan>("plan.yaml");

    /// <summary>The draft as it stands in the end, and the editions that led there.</summary>
    public (Draft Draft, IReadOnlyList<Edition> Editions) Play(Pack pack, Guid coordinator, DateTimeOffset now)
    {
        var stage = new Stage(pack, now);
        var draft = Draft.Empty();
        draft.ChangeHeading(Title, Introduction.Trim(), [.. pack.Glossary.Select(term => new PlanTerm(term.Term, term.Means))]);
        foreach (var concern in Concerns) { concern.AddTo(draft, stage, Day); }

        List<Edition> editions = [new(draft.Plan, null, new(coordinator), stage.At(Day))];
        foreach (var round in Later)
        {
            foreach (var step in round.Steps) { step.Play(draft, stage, round.Day, editions[^1].Plan); }

            editions.Add(new(draft.Plan, editions[^1], new(coordinator), stage.At(round.Day)));
        }

        return (draft, editions);
    }

    /// <summary>Codes of teams and counted days as the plan has them.</summary>
    internal sealed class Stage(Pack pack, DateTimeOffset now)
    {
        public DateOnly Day(int count) => now.LondonDay.AddDays(count);

        public DateTimeOffset At(int day) => now.AddDays(day);

        public DateOnly? Day(int? count) => count is { } days ? Day(days) : null;

        public IReadOnlyList<Lead> Leads(IEnumerable<string> codes) => [.. codes.Select(code => pack.Team(code) is { } team
            ? Lead.Of(team, pack)
            : new Lead { Name = code })];

        public ProgressUpdate Update(string id, int day, string text, string? by, IEnumerable<string> figures) =>
            new() { Id = id, On = Day(day), Text = text, By = by, Figures = [.. figures.Select(Figure)] };

        private static Figure Figure(string words)
        {
            var parts = words.Split(' ', 2);
            var of = parts[1].Split(", ", 2);
            return new(decimal.Parse(parts[0], CultureInfo.InvariantCulture), of[0], of.ElementAtOrDefault(1));
        }
    }
}

internal sealed class DemoConcern
{
    public required string Id { get; init; }

    public required string Asked { get; init; }

    public required string SaidAt { get; init; }

    public required string SaidOn { get; init; }

    public List<string> Themes { get; init; } = [];

    public List<string> Places { get; init; } = [];

    public required List<DemoAction> Actions { get; init; }

    public void AddTo(Draft draft, DemoPlan.Stage stage, int day)
    {
        draft.Add(new Concern { Id = Id, Asked = Asked, SaidAt = SaidAt, SaidOn = DateOnly.Parse(SaidOn, CultureInfo.InvariantCulture), Themes = Themes, Places = Places });
        foreach (var action in Actions) { action.AddTo(draft, Id, stage, day); }
    }
}

internal sealed class DemoAction
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public ActionState State { get; init; }

    public required List<string> Leads { get; init; }

    public List<string> Supporting { get; init; } = [];

    public int? Target { get; init; }

    public string? NoDate { get; init; }

    public int? Review { get; init; }

    public List<string> Themes { get; init; } = [];

    public List<string> Places { get; init; } = [];

    public List<DemoUpdate> Updates { get; init; } = [];

    public List<DemoAsk> Asks { get; init; } = [];

    public void AddTo(Draft draft, string concern, DemoPlan.Stage stage, int day)
    {
        draft.Add(concern, new PlannedAction
        {
            Id = Id,
            Text = Text,
            State = State,
            Leads = stage.Leads(Leads),
            Supporting = stage.Leads(Supporting),
            TargetDate = stage.Day(Target),
            NoDate = NoDate is null ? null : new(NoDate, stage.Day(Review ?? 0)),
            AddedOn = stage.Day(day),
            Themes = Themes,
            Places = Places,
            Updates = [.. Updates.Select(update => stage.Update(update.Id, update.Day, update.Text, update.By, update.Figures))],
        });
        foreach (var ask in Asks) { draft.Add(concern, new PlannedAction { Id = ask.Id, Kind = ActionKind.Ask, Text = ask.Text, State = ActionState.UnderWay, AddedOn = stage.Day(day), GoesWith = Id }); }
    }
}

internal sealed class DemoUpdate
{
    public required string Id { get; init; }

    public required int Day { get; init; }

    public required string Text { get; init; }

    public required string By { get; init; }

    public List<string> Figures { get; init; } = [];
}

internal sealed class DemoAsk
{
    public required string Id { get; init; }

    public required string Text { get; init; }
}

/// <summary>What was done to the draft, and the day on which it became an edition.</summary>
internal sealed class DemoRound
{
    public required int Day { get; init; }

    public required List<DemoStep> Steps { get; init; }
}

/// <summary>One act: an update to an action, a new state, a new date, or a new action for a concern.</summary>
internal sealed class DemoStep
{
    public string? Update { get; init; }

    public string? State { get; init; }

    public ActionState To { get; init; }

    public string? Date { get; init; }

    public string? Add { get; init; }

    public string Id { get; init; } = "";

    public string Text { get; init; } = "";

    public string Action { get; init; } = "";

    public string? By { get; init; }

    public List<string> Figures { get; init; } = [];

    public List<string> Leads { get; init; } = [];

    public List<string> Supporting { get; init; } = [];

    public int? Target { get; init; }

    public string? Because { get; init; }

    public void Play(Draft draft, DemoPlan.Stage stage, int day, ActionPlan published)
    {
        if (Update is { } updated) { draft.AddUpdate(updated, stage.Update(Id, day, Text, By, Figures)); }

        if (State is { } moved) { draft.ChangeState(moved, To, stage.Update(Id, day, Text, By, Figures)); }

        if (Date is { } dated) { draft.ChangeDate(dated, stage.Day(Target), null, Because, stage.Day(day), published.Action(dated)); }

        if (Add is { } concern) { new DemoAction { Id = Id, Text = Action, Leads = Leads, Supporting = Supporting, Target = Target }.AddTo(draft, concern, stage, day); }
    }
}
