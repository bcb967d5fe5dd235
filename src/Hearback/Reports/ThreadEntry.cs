using System.Security.Cryptography;
using System.Text.Json;
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

    /// <summary>The reporter wrote into their diary what happened again.</summary>
    Diary,

    /// <summary>It is a service's task, and goes there.</summary>
    HandedOver,

    /// <summary>The service has it; the words are its own number for it.</summary>
    TakenByService,

    /// <summary>It could not be delivered to the service.</summary>
    NotHandedOver,

    /// <summary>We asked the reporter whether the service acted.</summary>
    AskedIfItWorked,

    /// <summary>What the reporter says of that; the state it led to tells which it was.</summary>
    SaidIfItWorked,

    /// <summary>The date that the reporter waits for came nearer; which and why stands in the <see cref="Promise"/> that it ended.</summary>
    DateMoved,

    /// <summary>We wrote to the reporter what the case review is. Only members see it: whoever has nothing but the access code must not learn of other reports.</summary>
    ToldOfReview,

    /// <summary>The reporter can only be told by phone what the case review is. Only members see it.</summary>
    ReviewToExplain,
}

public static class EntryKinds
{
    extension(EntryKind kind)
    {
        /// <summary>Whether the service itself may write it, without a member: what came of a hand-over.</summary>
        public bool IsOfOurselves => kind is EntryKind.TakenByService or EntryKind.NotHandedOver or EntryKind.AskedIfItWorked or EntryKind.ToldOfReview or EntryKind.ReviewToExplain;

        /// <summary>Whether the reporter never sees it.</summary>
        public bool IsForMembers => kind is EntryKind.Note or EntryKind.ToldOfReview or EntryKind.ReviewToExplain;
    }
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

    /// <summary>The code of the service that it is about.</summary>
    public string? Service { get; internal init; }

    /// <summary>What was written; of a diary, all that stands in the entry.</summary>
    public SealedText? Words { get; internal init; }

    /// <summary>Whether the reporter heard from a member with it, so that their next date was counted anew.</summary>
    internal bool IsUpdate => Author is Author.Team
        && (Kind is EntryKind.NotHandedOver ? State is ReportState.BeingWorkedOn : !Kind.IsForMembers && Kind is not (EntryKind.PassedToTeam or EntryKind.DateMoved or EntryKind.TakenByService));

    internal static string Purpose(int number) => $"thread.{number}";

    internal static string DiaryPurpose(int number) => $"diary.{number}";

    public string? OpenWords(DataKey key) => Words is { } words && Kind is not EntryKind.Diary ? key.Open(words, Purpose(Number)) : null;

    /// <summary>The entry of the diary; null when this is none, or when its seal does not open: whoever reads the diary is told so and reads the others.</summary>
    internal DiaryEntry? OpenDiary(DataKey key)
    {
        if (Kind is not EntryKind.Diary || Words is not { } words) { return null; }

        try
        {
            return key.Open<DiaryEntry>(words, DiaryPurpose(Number));
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return null;
        }
    }
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
