namespace Hearback.Plan.Files;

/// <summary>Something wrong in a file, and where: its row or line, counted from 1, and its column by name, as far as they are known.</summary>
public sealed record FileFault(string Words, int? Row = null, string? Column = null)
{
    public override string ToString() => string.Concat(Row is { } row ? $"Row {row}" : "", Column is { } column ? $"{(Row is null ? "Column" : ", column")} {column}" : "", Row is null && Column is null ? "" : ": ", Words);
}

/// <summary>The file is no plan that we can read. Nothing of it was taken in.</summary>
public sealed class UnreadablePlanException(params IReadOnlyList<FileFault> faults) : RefusedException(string.Join('\n', faults))
{
    public IReadOnlyList<FileFault> Faults => faults;
}

/// <summary>What a doubt is about, where a person can decide it before the plan is taken in.</summary>
public enum DoubtAbout
{
    /// <summary>It is looked at in the draft.</summary>
    SomethingElse,

    /// <summary>Whether something is an action or an ask.</summary>
    Kind,

    /// <summary>The state of an action.</summary>
    State,
}

/// <summary>A point at which the reader of a file had to choose, and what it chose: a person decides.</summary>
public sealed record Doubt(string ItemId, string Words, string Chose, DoubtAbout About = DoubtAbout.SomethingElse);

/// <summary>What a person decided, by the names of actions; what they did not decide stays as it was read.</summary>
public sealed record Decisions(IReadOnlyDictionary<string, ActionKind> Kinds, IReadOnlyDictionary<string, ActionState> States);

/// <summary>A plan as a file tells it, with all points at which the reader was in doubt.</summary>
public sealed record ReadPlan(ActionPlan Plan, IReadOnlyList<Doubt> Doubts)
{
    /// <summary>The row or line of the file in which a concern, an action or an update begins, by its name, as far as that is known.</summary>
    public IReadOnlyDictionary<string, int> Rows { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// The plan as a person decided it. An ask that is an action after all gets the leads and the date of what it stood beside; what stood
    /// beside an action that is an ask after all stands alone, with its leads and its date.
    /// </summary>
    public ReadPlan With(Decisions decided) => this with
    {
        Plan = Plan with { Concerns = [.. Plan.Concerns.Select(concern => concern with { Actions = [.. concern.Actions.Select(action => Decided(action, concern, decided))] })] },
    };

    /// <summary>
    /// The plan with those of its pictures that are here. The others are left out, and each is told; so is one that does not say what it shows.
    /// </summary>
    internal ReadPlan WithPicturesOf(IReadOnlyDictionary<string, (int Width, int Height)> here)
    {
        var doubts = new List<Doubt>(Doubts);
        return this with
        {
            Plan = Plan with
            {
                Concerns = [.. Plan.Concerns.Select(concern => concern with
                {
                    Actions = [.. concern.Actions.Select(action => action with { Updates = [.. action.Updates.Select(WithPictures)] })],
                    Updates = [.. concern.Updates.Select(WithPictures)],
                })],
            },
            Doubts = doubts,
        };

        ProgressUpdate WithPictures(ProgressUpdate update) => update.Pictures.Count is 0 ? update : update with { Pictures = [.. update.Pictures.Select(picture => IsHere(update, picture)).OfType<UpdatePicture>()] };

        UpdatePicture? IsHere(ProgressUpdate update, UpdatePicture picture)
        {
            if (!here.TryGetValue(picture.Id, out var size))
            {
                doubts.Add(new(update.Id, picture.Alt.Length > 0 ? picture.Alt : picture.Id, "This picture of an update is not here, so it is left out: add it to the update again"));
                return null;
            }

            if (string.IsNullOrWhiteSpace(picture.Alt)) { doubts.Add(new(update.Id, picture.Id, "This picture does not say what it shows: say so in the draft before you publish")); }

            // What the file says of the size may be wrong.
            return picture with { Width = size.Width, Height = size.Height };
        }
    }

    private static PlannedAction Decided(PlannedAction action, Concern concern, Decisions decided)
    {
        var kind = decided.Kinds.GetValueOrDefault(action.Id, action.Kind);
        var state = decided.States.GetValueOrDefault(action.Id, action.State);
        var beside = concern.Actions.FirstOrDefault(one => one.Id == action.GoesWith);
        var staysBeside = beside is not null && kind is ActionKind.Ask && decided.Kinds.GetValueOrDefault(beside.Id, beside.Kind) is ActionKind.Doing;
        return beside is null || staysBeside
            ? action with { Kind = kind, State = state }
            : action with { Kind = kind, State = state, GoesWith = null, Leads = beside.Leads, TargetDate = beside.TargetDate, NoDate = beside.NoDate };
    }
}
