namespace Hearback.Insight;

/// <summary>Working days that something took, each with how often it took as many.</summary>
public sealed record DaysTaken(IReadOnlyDictionary<int, int> Times)
{
    public static DaysTaken None { get; } = new(new Dictionary<int, int>());

    public int Count => Times.Values.Sum();

    /// <summary>Half took as long or less.</summary>
    public int? Median => Within(50);

    /// <summary>Nine in ten took as long or less.</summary>
    public int? NineInTen => Within(90);

    public static DaysTaken operator +(DaysTaken one, DaysTaken other) =>
        new(one.Times.Concat(other.Times).GroupBy(days => days.Key, days => days.Value).ToDictionary(days => days.Key, days => days.Sum()));

    /// <summary>The fewest days within which at least so many of a hundred were done; null when there are none.</summary>
    private int? Within(int percent)
    {
        var (needed, seen) = (((Count * percent) + 99) / 100, 0);
        foreach (var (days, times) in Times.OrderBy(days => days.Key))
        {
            seen += times;
            if (seen >= needed) { return days; }
        }

        return null;
    }
}

/// <summary>What a team, or all together, did for those who reported to it in a month.</summary>
public sealed record Figures
{
    public static Figures None { get; } = new();

    /// <summary>Reports that came in.</summary>
    public int Taken { get; init; }

    /// <summary>First replies that came by the day promised, of those whose day it was: because they came, or because it passed.</summary>
    public Share FirstReplies { get; init; }

    /// <summary>From report to first reply, for the first replies of the month.</summary>
    public DaysTaken ToFirstReply { get; init; } = DaysTaken.None;

    /// <summary>Next updates that came by the day promised, of those whose day it was.</summary>
    public Share Updates { get; init; }

    /// <summary>From report to closing, for what was closed in the month.</summary>
    public DaysTaken ToClosing { get; init; } = DaysTaken.None;

    public int Closed => ToClosing.Count;

    public int Reopened { get; init; }

    /// <summary>Answers "yes" of all answers to "Is it sorted?"</summary>
    public Share Sorted { get; init; }

    /// <summary>Answers of 4 or 5 of all answers to "How well did we keep you informed?"</summary>
    public Share Informed { get; init; }

    public static Figures operator +(Figures one, Figures other) => new()
    {
        Taken = one.Taken + other.Taken,
        FirstReplies = one.FirstReplies + other.FirstReplies,
        ToFirstReply = one.ToFirstReply + other.ToFirstReply,
        Updates = one.Updates + other.Updates,
        ToClosing = one.ToClosing + other.ToClosing,
        Reopened = one.Reopened + other.Reopened,
        Sorted = one.Sorted + other.Sorted,
        Informed = one.Informed + other.Informed,
    };
}

/// <summary>The figures of a team in the month that begins on this day.</summary>
public sealed record TeamMonth(DateOnly Month, string Team, Figures Figures);
