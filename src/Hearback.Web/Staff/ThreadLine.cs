using Hearback.Reports;

namespace Hearback.Web.Staff;

/// <summary>An entry of the thread as a member sees it. <see cref="Words"/> is null while the report is sealed, and for entries without words.</summary>
public sealed record ThreadLine(EntryKind Kind, Author Author, string By, string Team, string? Organisation, DateOnly On, string? Words, bool IsSealed)
{
    /// <summary>Entries that are more than a message are told across the middle.</summary>
    public bool IsTurn => Kind is not (EntryKind.Message or EntryKind.Question or EntryKind.Note);
}

/// <summary>A line of "who did what".</summary>
public sealed record TrailLine(string By, string Act, DateTimeOffset At, string? Why);
