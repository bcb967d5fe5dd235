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

/// <summary>A point at which the reader of a file had to choose, and what it chose: a person decides.</summary>
public sealed record Doubt(string ItemId, string Words, string Chose);

/// <summary>A plan as a file tells it, with all points at which the reader was in doubt.</summary>
public sealed record ReadPlan(ActionPlan Plan, IReadOnlyList<Doubt> Doubts)
{
    /// <summary>The row or line of the file in which a concern, an action or an update begins, by its name, as far as that is known.</summary>
    public IReadOnlyDictionary<string, int> Rows { get; init; } = new Dictionary<string, int>();
}
