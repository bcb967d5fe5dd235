using System.Globalization;

namespace Hearback.Directory;

/// <summary>How a follow-up is answered.</summary>
public enum FollowUpKind
{
    Text,

    /// <summary>One of its options.</summary>
    One,

    /// <summary>Any number of its options.</summary>
    Several,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A day, today or in the past.</summary>
    Date,

    YesNo,

    /// <summary>Something to read; it asks nothing.</summary>
    Notice,
}

/// <summary>A question that is asked for some categories only. The pack defines it.</summary>
public sealed record FollowUp
{
    public const string Yes = "yes";
    public const string No = "no";
    public const int LongestText = 500;
    public const int MostNumber = 9999;

    /// <summary>More for one category would make a long journey.</summary>
    public const int MostForOneCategory = 3;

    public required string Code { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required FollowUpKind Kind { get; init; }

    /// <summary>The question as it is asked; of a notice, its heading.</summary>
    public required string Text { get; init; }

    public string? Hint { get; init; }

    /// <summary>Whether it must be answered before the journey goes on.</summary>
    public bool Required { get; init; }

    public IReadOnlyList<FollowUpOption> Options { get; init; } = [];

    /// <summary>The answer to an earlier follow-up without which this one is not asked.</summary>
    public FollowUpCondition? When { get; init; }

    /// <summary>Answers at which the journey stops, with what we advise first.</summary>
    public IReadOnlyDictionary<string, string> Stops { get; init; } = new Dictionary<string, string>();

    public bool IsChoice => Kind is FollowUpKind.One or FollowUpKind.Several or FollowUpKind.YesNo;

    /// <summary>What may be chosen; empty when it is no choice.</summary>
    public IReadOnlyList<FollowUpOption> Choices => Kind switch
    {
        FollowUpKind.One or FollowUpKind.Several => Options,
        FollowUpKind.YesNo => [new() { Code = Yes, Text = "Yes" }, new() { Code = No, Text = "No" }],
        FollowUpKind.Text or FollowUpKind.Number or FollowUpKind.Date or FollowUpKind.Notice => [],
    };

    /// <summary>What we advise first when these are the answers; null when the journey simply goes on.</summary>
    public string? StopFor(IEnumerable<string> values) => values.Select(value => Stops.GetValueOrDefault(value)).FirstOrDefault(advice => advice is not null);

    /// <summary>Whether these can be its answers, however they came here. No answer at all is one, unless it is required.</summary>
    public bool Allows(IReadOnlyList<string> values, DateOnly today) => (Kind, values) switch
    {
        (FollowUpKind.Notice, []) => true,
        (_, []) => !Required,
        (FollowUpKind.Several, _) => values.All(IsOffered) && values.Distinct().Count() == values.Count,
        (FollowUpKind.One or FollowUpKind.YesNo, [var code]) => IsOffered(code),
        (FollowUpKind.Text, [var text]) => text.Length is > 0 and <= LongestText,
        (FollowUpKind.Number, [var number]) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostNumber,
        (FollowUpKind.Date, [var day]) => DateOnly.TryParseExact(day, "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && on <= today && on >= today.AddYears(-100),
        _ => false,
    };

    private bool IsOffered(string code) => Choices.Any(choice => choice.Code == code);
}

public sealed record FollowUpOption
{
    public required string Code { get; init; }

    public required string Text { get; init; }
}

/// <summary>Fits when the follow-up of that code was answered with one of these.</summary>
public sealed record FollowUpCondition(string Question, IReadOnlyList<string> Is);
