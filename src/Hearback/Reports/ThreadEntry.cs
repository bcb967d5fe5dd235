using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>What an entry of the thread is.</summary>
public enum EntryKind
{
    /// <summary>The reporter told us; the words stand in the report itself.</summary>
    Received,
    Message,
    Question,
    WorkStarted,
    PassedToTeam,
    PassedToOrganisation,

    /// <summary>For members only; the reporter never sees it.</summary>
    Note,
    Closed,
    Reopened,

    /// <summary>What the reporter says of the outcome.</summary>
    Sorted,

    /// <summary>The reporter gave a name, or let partners know it.</summary>
    BecameKnown,
}

/// <summary>Who wrote an entry.</summary>
public enum Author
{
    Reporter,
    Team,
}

/// <summary>A dated entry of a report's thread. It bears a day and no hour.</summary>
public sealed class ThreadEntry
{
    internal ThreadEntry(int number, EntryKind kind, Author author, DateOnly on, ReportState state, string team)
    {
        Number = number;
        Kind = kind;
        Author = author;
        On = on;
        State = state;
        Team = team;
    }

    private ThreadEntry()
    {
    }

    public Guid ReportId { get; private set; }

    public int Number { get; private set; }

    public EntryKind Kind { get; private set; }

    public Author Author { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>The state that the entry led to.</summary>
    public ReportState State { get; private set; }

    /// <summary>The team that had the report, or to which it went.</summary>
    public string Team { get; private set; } = "";

    public Guid? MemberId { get; internal init; }

    public string? Organisation { get; internal init; }

    public SealedText? Words { get; internal init; }

    internal static string Purpose(int number) => $"thread.{number}";

    public string? OpenWords(DataKey key) => Words is { } words ? key.Open(words, Purpose(Number)) : null;
}

/// <summary>A link by which a reporter returns from a letter: it opens one visit and is then spent.</summary>
public sealed class TrackLink
{
    public required byte[] TokenHash { get; init; }

    public Guid ReportId { get; private set; }

    public required DateOnly GoodUntil { get; init; }

    public bool Spent { get; private set; }

    public long Version { get; private set; }

    /// <exception cref="RefusedException">The link was used, or is too old.</exception>
    public void Spend(DateOnly today)
    {
        if (Spent || today > GoodUntil) { throw new RefusedException("This link has been used or is too old. Ask for a new one"); }

        Spent = true;
        Version++;
    }
}
