namespace Hearback.Insight;

/// <summary>What anybody may read of <see cref="Figures"/>.</summary>
public sealed record PublicFigures
{
    public PublicCount Taken { get; init; }

    public PublicShare FirstReplies { get; init; }

    /// <summary>Null, as all numbers of days, when so few took them that it might be one person's.</summary>
    public int? FirstReplyMedian { get; init; }

    public int? FirstReplyNineInTen { get; init; }

    public PublicShare Updates { get; init; }

    public PublicCount Closed { get; init; }

    public int? ClosingMedian { get; init; }

    public int? ClosingNineInTen { get; init; }

    public PublicCount Reopened { get; init; }

    public PublicShare Sorted { get; init; }

    public PublicShare Informed { get; init; }
}

/// <summary>A team's line of a month; <see cref="Team"/> is null for all those together that are too small for a line of their own.</summary>
public sealed record PublicTeam(string? Team, PublicFigures Figures);

/// <summary>A month that is over: each team, and all together.</summary>
public sealed record PublicMonth(DateOnly Month, IReadOnlyList<PublicTeam> Teams, PublicFigures All)
{
    private const int FewestForMedian = 5;
    private const int FewestForNineInTen = 10;

    /// <summary>Withholds what is small or could be worked out. <paramref name="teams"/> have a line each, all others share the last.</summary>
    public static PublicMonth Of(DateOnly month, IReadOnlyList<string> teams, IReadOnlyList<TeamMonth> figures)
    {
        var parts = teams.Select(team => Sum(figures.Where(one => one.Team == team))).Append(Sum(figures.Where(one => !teams.Contains(one.Team)))).ToList();
        var (taken, closed, reopened) = (Withholding.Counts([.. parts.Select(part => part.Taken)]), Withholding.Counts([.. parts.Select(part => part.Closed)]), Withholding.Counts([.. parts.Select(part => part.Reopened)]));
        var (first, updates) = (Withholding.Shares([.. parts.Select(part => part.FirstReplies)]), Withholding.Shares([.. parts.Select(part => part.Updates)]));
        var (sorted, informed) = (Withholding.Shares([.. parts.Select(part => part.Sorted)]), Withholding.Shares([.. parts.Select(part => part.Informed)]));

        var shown = parts.Select((part, i) => WithDays(part) with
        {
            Taken = taken.Parts[i],
            Closed = closed.Parts[i],
            Reopened = reopened.Parts[i],
            FirstReplies = first.Parts[i],
            Updates = updates.Parts[i],
            Sorted = sorted.Parts[i],
            Informed = informed.Parts[i],
        });
        var all = WithDays(Sum(figures)) with
        {
            Taken = taken.Total,
            Closed = closed.Total,
            Reopened = reopened.Total,
            FirstReplies = first.Total,
            Updates = updates.Total,
            Sorted = sorted.Total,
            Informed = informed.Total,
        };
        return new(month, [.. teams.Append(null).Zip(shown, (team, one) => new PublicTeam(team, one))], all);
    }

    private static Figures Sum(IEnumerable<TeamMonth> figures) => figures.Aggregate(Figures.None, (sum, one) => sum + one.Figures);

    private static PublicFigures WithDays(Figures figures) => new()
    {
        FirstReplyMedian = figures.ToFirstReply.Count >= FewestForMedian ? figures.ToFirstReply.Median : null,
        FirstReplyNineInTen = figures.ToFirstReply.Count >= FewestForNineInTen ? figures.ToFirstReply.NineInTen : null,
        ClosingMedian = figures.ToClosing.Count >= FewestForMedian ? figures.ToClosing.Median : null,
        ClosingNineInTen = figures.ToClosing.Count >= FewestForNineInTen ? figures.ToClosing.NineInTen : null,
    };
}

/// <summary>How many reporters wait beyond their day, as it stood this morning.</summary>
public sealed record PublicOverdue(string? Team, PublicCount Count);

/// <summary>All that anybody may read of how promises to reporters are kept.</summary>
public sealed record PublicPerformance
{
    /// <summary>The day on which it was put together.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Months that are over, the latest first.</summary>
    public required IReadOnlyList<PublicMonth> Months { get; init; }

    public required IReadOnlyList<PublicOverdue> Overdue { get; init; }

    public required PublicCount OverdueInAll { get; init; }
}
