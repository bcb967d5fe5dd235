namespace Hearback.Directory;

/// <summary>
/// What the partnership has set for the ASB Case Review: how many reports make a case, within which days each step is promised, and which team runs it.
/// The Anti-social Behaviour, Crime and Policing Act 2014, s.104, leaves both to the area; what stands here holds where a pack says nothing (docs/options.md).
/// </summary>
public sealed record ReviewRules
{
    /// <summary>So many reports of one person make the threshold.</summary>
    public int Reports { get; init; } = 3;

    /// <summary>The months within which they were made.</summary>
    public int Within { get; init; } = 6;

    /// <summary>The months within which each was made after it happened.</summary>
    public int ReportedWithin { get; init; } = 1;

    /// <summary>So many different people on one issue make the threshold too.</summary>
    public int People { get; init; } = 5;

    /// <summary>Working days from the application to the first answer.</summary>
    public int Acknowledge { get; init; } = 3;

    /// <summary>Working days from the application to the decision whether the threshold is met.</summary>
    public int Decide { get; init; } = 14;

    /// <summary>Working days from the decision to the meeting.</summary>
    public int Meet { get; init; } = 21;

    /// <summary>Working days from the meeting to what came of it.</summary>
    public int TellOutcome { get; init; } = 10;

    /// <summary>Working days from an appeal to its decision.</summary>
    public int HearAppeal { get; init; } = 15;

    /// <summary>Working days after a decision within which somebody can appeal.</summary>
    public int AppealWithin { get; init; } = 20;

    /// <summary>The month with which a year of the public table begins.</summary>
    public int YearBegins { get; init; } = 4;

    /// <summary>The team that runs reviews, of which each has a single contact; null where the coordinators do.</summary>
    public string? RunBy { get; init; }

    /// <summary>Who hears an appeal, as people read it.</summary>
    public string? AppealTo { get; init; }

    /// <summary>The first day of the year of the table in which the day falls.</summary>
    public DateOnly YearOf(DateOnly day) => new(day.Month >= YearBegins ? day.Year : day.Year - 1, YearBegins, 1);
}
