using Hearback.Reports;
using Hearback.Vault;

namespace Hearback.Reviews;

/// <summary>What somebody who asks for another is to them.</summary>
public enum Representative
{
    Family,
    Friend,
    Councillor,
    MemberOfParliament,
    Organisation,
    Employer,
}

/// <summary>Whom somebody asks for, and that they agreed: without consent nobody can ask for another.</summary>
public sealed record OnBehalf
{
    public required string Name { get; init; }

    public required Representative By { get; init; }

    /// <summary>The day on which they agreed.</summary>
    public required DateOnly ConsentOn { get; init; }

    /// <summary>How they agreed: in writing, on the phone.</summary>
    public required string ConsentHow { get; init; }
}

/// <summary>A report as it counted when the review was asked for.</summary>
public sealed record CountedThen(string Reference, DateOnly On, WhyNot? WhyNot, string? Same);

/// <summary>All that is sealed of an application.</summary>
public sealed record ReviewApplication
{
    public const int LongestWords = 4000;

    /// <summary>Who asks, and how to reach them.</summary>
    public required Contact Contact { get; init; }

    public OnBehalf? For { get; init; }

    /// <summary>What they add; empty for one press.</summary>
    public string Words { get; init; } = "";

    /// <summary>The reports of the person as they were counted when they asked, for members only; empty when they asked without one.</summary>
    public IReadOnlyList<CountedThen> Counted { get; init; } = [];

    /// <summary>How many different people told of the same issue then.</summary>
    public int? People { get; init; }

    public override string ToString() => "(application)";
}

/// <summary>What a review recommends, who does it, and by when. Its words are sealed with the review.</summary>
public sealed class Recommendation
{
    public Guid ReviewId { get; private set; }

    public int Number { get; internal init; }

    /// <summary>The team that does it.</summary>
    public string Owner { get; internal init; } = "";

    public DateOnly DueOn { get; internal init; }

    public DateOnly? DoneOn { get; internal set; }

    public SealedText Words { get; internal init; }

    internal static string Purpose(int number) => $"review.recommendation.{number}";

    public string Open(DataKey key) => key.Open(Words, Purpose(Number));
}

/// <summary>A dated entry of a review's record, with words that whoever asked for it reads.</summary>
public sealed class ReviewEntry
{
    public Guid ReviewId { get; private set; }

    public int Number { get; internal init; }

    public ReviewEntryKind Kind { get; internal init; }

    public DateOnly On { get; internal init; }

    /// <summary>The member who wrote it; null for whoever asked for the review.</summary>
    public Guid? MemberId { get; internal init; }

    /// <summary>Which recommendation it is about.</summary>
    public int? About { get; internal init; }

    public SealedText? Words { get; internal init; }

    internal static string Purpose(int number) => $"review.entry.{number}";

    public string? OpenWords(DataKey key) => Words is { } words ? key.Open(words, Purpose(Number)) : null;
}
