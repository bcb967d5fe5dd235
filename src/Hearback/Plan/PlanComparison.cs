using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearback.Plan;

/// <summary>What kind of thing in a plan changed.</summary>
public enum PlanItem
{
    Heading,
    Term,
    Concern,
    Action,
    Ask,
    Update,
    Picture,
}

public enum ChangeKind
{
    Added,
    Removed,
    Moved,
    Changed,
}

/// <summary>Everything in a plan that can differ. Nothing that people read is left out: a test holds this list against the records.</summary>
public enum PlanField
{
    Title,
    Introduction,
    Means,
    Asked,
    SaidAt,
    SaidOn,
    People,
    Themes,
    Places,
    Text,
    Kind,
    State,
    Leads,
    Supporting,
    TargetDate,
    NoDateBecause,
    ReviewOn,
    EarlierDates,
    AddedOn,
    GoesWith,
    UpdatedOn,
    UpdateTitle,
    By,
    StateBrought,
    Figures,
    Evidence,
    PictureShows,
    PictureSize,
}

/// <summary>One difference between two states of the plan. Days read 2026-06-30 and states by their names; lists have one entry a line.</summary>
public sealed partial record PlanChange
{
    public required ChangeKind Kind { get; init; }

    public required PlanItem Item { get; init; }

    /// <summary>The name of the thing; of a picture, that of its update and its own (<see cref="PlanComparison.NameOf"/>).</summary>
    public required string Id { get; init; }

    /// <summary>The concern or action in which it stands, also for a picture; null at the top.</summary>
    public string? Within { get; init; }

    /// <summary>How the thing begins, so that it can be recognised.</summary>
    public required string Name { get; init; }

    /// <summary>What of it changed; null unless <see cref="ChangeKind.Changed"/>.</summary>
    public PlanField? Field { get; init; }

    public string? Was { get; init; }

    public string? Now { get; init; }

    public string? Because { get; init; }

    /// <summary>One of its values as people read it: without the signs of Markdown, and without what a team is called in files.</summary>
    public string? Readable(string? value) => (Field, value) switch
    {
        (_, null) => null,
        (PlanField.Introduction or PlanField.Asked or PlanField.Text, var markdown) => PlanText.Readable(markdown),
        (PlanField.Leads or PlanField.Supporting, var leads) => TeamCode().Replace(leads, ""),
        (_, var words) => words,
    };

    [GeneratedRegex(@", \[[^\]\n]*\]$", RegexOptions.Multiline)]
    private static partial Regex TeamCode();
}

/// <summary>Compares two states of the plan, field by field.</summary>
public static class PlanComparison
{
    private const int NameLength = 80;

    /// <summary>All that differs, in the order in which the later plan reads; what was removed comes last.</summary>
    public static IReadOnlyList<PlanChange> Between(ActionPlan was, ActionPlan now)
    {
        var (before, after) = (Flatten(was), Flatten(now));
        var known = before.ToDictionary(row => row.Key);
        var kept = after.Where(row => known.ContainsKey(row.Key)).Select(row => row.Key).ToHashSet();
        var moved = MovedAmong(before.Where(row => kept.Contains(row.Key)), after.Where(row => kept.Contains(row.Key)));
        var changes = new List<PlanChange>();
        foreach (var row in after)
        {
            if (!known.TryGetValue(row.Key, out var earlier))
            {
                changes.Add(row.Change(ChangeKind.Added));
                continue;
            }

            if (moved.Contains(row.Key)) { changes.Add(row.Change(ChangeKind.Moved)); }

            changes.AddRange(row.DifferencesFrom(earlier));
        }

        changes.AddRange(before.Where(row => !kept.Contains(row.Key)).Select(row => row.Change(ChangeKind.Removed)));
        return changes;
    }

    /// <summary>A picture may stand in several updates, and is another thing in each.</summary>
    public static string NameOf(ProgressUpdate update, UpdatePicture picture) => $"{update.Id}/{picture.Id}";

    private static List<Row> Flatten(ActionPlan plan)
    {
        var rows = new List<Row> { new(PlanItem.Heading, "", null, plan.Title) { [PlanField.Title] = plan.Title, [PlanField.Introduction] = plan.Introduction } };
        rows.AddRange(plan.Glossary.Select(term => new Row(PlanItem.Term, term.Term, null, term.Term) { [PlanField.Means] = term.Means }));
        foreach (var concern in plan.Concerns)
        {
            rows.Add(new(PlanItem.Concern, concern.Id, null, concern.Asked)
            {
                [PlanField.Asked] = concern.Asked,
                [PlanField.SaidAt] = concern.SaidAt,
                [PlanField.SaidOn] = Day(concern.SaidOn),
                [PlanField.People] = concern.People?.ToString(CultureInfo.InvariantCulture),
                [PlanField.Themes] = Lines(concern.Themes),
                [PlanField.Places] = Lines(concern.Places),
            });
            rows.AddRange(concern.Updates.SelectMany(update => Update(update, concern.Id)));
            foreach (var action in concern.Actions)
            {
                rows.Add(Action(action, concern.Id));
                rows.AddRange(action.Updates.SelectMany(update => Update(update, action.Id)));
            }
        }

        return rows;
    }

    private static Row Action(PlannedAction action, string concern) =>
        new(action.Kind is ActionKind.Ask ? PlanItem.Ask : PlanItem.Action, action.Id, concern, action.Text)
        {
            [PlanField.Text] = action.Text,
            [PlanField.Kind] = action.Kind.ToString(),
            [PlanField.State] = action.State.ToString(),
            [PlanField.Leads] = Lines(action.Leads.Select(Say)),
            [PlanField.Supporting] = Lines(action.Supporting.Select(Say)),
            [PlanField.TargetDate] = Day(action.TargetDate),
            [PlanField.NoDateBecause] = action.NoDate?.Because,
            [PlanField.ReviewOn] = Day(action.NoDate?.ReviewOn),
            [PlanField.EarlierDates] = Lines(action.EarlierDates.Select(date => $"{Day(date.Was)} → {Day(date.Now) ?? "?"} ({Day(date.ChangedOn)}): {date.Because}")),
            [PlanField.AddedOn] = Day(action.AddedOn),
            [PlanField.GoesWith] = action.GoesWith,
            [PlanField.Themes] = Lines(action.Themes),
            [PlanField.Places] = Lines(action.Places),
            Because = action.EarlierDates is [.., var last] ? last.Because : null,
        };

    private static IEnumerable<Row> Update(ProgressUpdate update, string within) =>
    [
        new(PlanItem.Update, update.Id, within, update.Title ?? update.Text)
        {
            [PlanField.UpdatedOn] = Day(update.On),
            [PlanField.UpdateTitle] = update.Title,
            [PlanField.Text] = update.Text,
            [PlanField.By] = update.By,
            [PlanField.StateBrought] = update.State?.ToString(),
            [PlanField.Figures] = Lines(update.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Number} {figure.Of}{(figure.Period is { } period ? $", {period}" : "")}"))),
            [PlanField.Evidence] = update.Evidence?.ToString(),
        },
        .. update.Pictures.Select(picture => new Row(PlanItem.Picture, NameOf(update, picture), within, picture.Alt)
        {
            [PlanField.PictureShows] = picture.Alt,
            [PlanField.PictureSize] = string.Create(CultureInfo.InvariantCulture, $"{picture.Width} × {picture.Height}"),
        }),
    ];

    private static string Say(Lead lead) =>
        string.Join(", ", new[] { lead.Name, lead.Organisation, lead.Contact, lead.Team is { } team ? $"[{team}]" : null }.Where(part => part is not null));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Lines(IEnumerable<string> entries) => string.Join('\n', entries) is { Length: > 0 } lines ? lines : null;

    /// <summary>Who stands elsewhere than before: in another concern, or in another order among those who stayed. As few as explain the new order.</summary>
    private static HashSet<(PlanItem, string)> MovedAmong(IEnumerable<Row> before, IEnumerable<Row> after)
    {
        var places = before.Select((row, place) => (row.Key, row.Within, Place: place)).ToDictionary(row => row.Key, row => (row.Within, row.Place));
        var moved = new HashSet<(PlanItem, string)>();
        foreach (var siblings in after.GroupBy(row => (row.Within, Kind: row.Item is PlanItem.Ask ? PlanItem.Action : row.Item, row.UpdateId)))
        {
            var stayed = siblings.Where(row => places[row.Key].Within == row.Within).ToList();
            moved.UnionWith(siblings.Except(stayed).Select(row => row.Key));
            var inOrder = LongestRising([.. stayed.Select(row => places[row.Key].Place)]);
            moved.UnionWith(stayed.Where((_, index) => !inOrder.Contains(index)).Select(row => row.Key));
        }

        return moved;
    }

    /// <summary>The indexes of a longest run of rising numbers, in any distance of each other.</summary>
    private static HashSet<int> LongestRising(IReadOnlyList<int> numbers)
    {
        var (ends, before) = (new List<int>(), new int[numbers.Count]);
        for (var i = 0; i < numbers.Count; i++)
        {
            var at = ends.BinarySearch(i, Comparer<int>.Create((a, b) => numbers[a].CompareTo(numbers[b])));
            at = at < 0 ? ~at : at;
            before[i] = at > 0 ? ends[at - 1] : -1;
            if (at == ends.Count) { ends.Add(i); } else { ends[at] = i; }
        }

        var run = new HashSet<int>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = before[i]) { run.Add(i); }

        return run;
    }

    private sealed class Row(PlanItem item, string id, string? within, string name) : Dictionary<PlanField, string?>
    {
        public PlanItem Item => item;

        public string? Within => within;

        /// <summary>The update that has the picture; null for what is no picture.</summary>
        public string? UpdateId => item is PlanItem.Picture ? id[..id.LastIndexOf('/')] : null;

        public string? Because { get; init; }

        /// <summary>An action that becomes an ask stays the same thing.</summary>
        public (PlanItem, string) Key => (item is PlanItem.Ask ? PlanItem.Action : item, id);

        public PlanChange Change(ChangeKind kind) => new() { Kind = kind, Item = item, Id = id, Within = within, Name = Begin(name) };

        public IEnumerable<PlanChange> DifferencesFrom(Row earlier) => this.Where(field => earlier[field.Key] != field.Value).Select(field => Change(ChangeKind.Changed) with
        {
            Field = field.Key,
            Was = earlier[field.Key],
            Now = field.Value,
            // The last reason belongs to this change only when it came with it.
            Because = field.Key is PlanField.TargetDate && earlier[PlanField.EarlierDates] != this[PlanField.EarlierDates] ? Because : null,
        });

        private static string Begin(string text)
        {
            var line = PlanText.Plain(text).ReplaceLineEndings(" ");
            if (line.Length <= NameLength) { return line; }

            var space = line.LastIndexOf(' ', NameLength - 1);
            return $"{line[..(space > 0 ? space : NameLength - 1)]}…";
        }
    }
}
