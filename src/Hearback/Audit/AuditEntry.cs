using Hearback.Calendar;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Audit;

/// <summary>What somebody did or read.</summary>
public enum AuditedAct
{
    SignedIn,
    SignInFailed,
    SignedOut,
    ChosePassword,
    OpenedReport,
    OpenedIdentity,
    OpenedPicture,
    TookReport,
    GaveReport,
    Replied,
    Asked,
    StartedWork,
    PassedToTeam,
    PassedToOrganisation,
    WroteNote,
    ChangedTier,
    Closed,
    Reopened,
    ReportedForCaller,
    InvitedMember,
    SentNoticeAgain,
    ChangedPlan,
    ConfirmedWords,
    AskedForNews,
    SetPublication,
    CalledOffPublication,
    PublishedPlan,
    OpenedAnswer,
    ShowedAnswer,
    DidNotShowAnswer,
    RepliedToAnswer,
    OpenedIdea,
    RepliedToIdea,
    ChangedService,
    OpenedCorrection,
    DealtWithCorrection,
    OpenedDiary,
    ChangedSetup,
    HandedOver,
    NotedTheirReference,
    ImportedPack,
    ImportedPlaces,
    ImportedPlan,
    ExportedPack,
    ExportedPlan,
    MadeBackup,
    RestoredBackup,
    HeldReport,
    ReleasedReport,
    KeptReport,
    ForgotContact,
    ForgotReport,
    RemovedOldEntries,
    TookCopy,
    AskedToForget,
    OpenedReview,
    WorkedOnReview,
    EndedSessions,
    DisabledMember,
    EnabledMember,
    AddedPasskey,
    RemovedPasskey,
    BoundProvider,
    OpenedPassedOn,
    AskedForIdentity,
    AgreedToIdentity,
    RefusedIdentity,
    ChangedMember,
    RemovedMember,
}

/// <summary>The books of the record. Each is a chain of its own, so that one can be kept for longer than another.</summary>
public enum Book
{
    /// <summary>What members and the service did and read.</summary>
    Acts,

    /// <summary>Who came and went at the front door.</summary>
    SignIns,

    /// <summary>
    /// What reporters did that must be on record. It bears days and no hours, and stands apart: between two acts of members,
    /// which are dated exactly, its place would tell when an anonymous reporter was here (docs/adr/0003).
    /// </summary>
    Reporters,
}

/// <summary>
/// Who did or read what, and when. It holds no content: a reason is sealed under the key of the report it is about. It becomes a link of
/// its book's chain when it is saved (<see cref="RecordChain"/>), in the same commit as what it tells of.
/// </summary>
public sealed class AuditEntry
{
    public AuditEntry(AuditedAct act, Guid? member, DateTimeOffset at, Guid? report = null, SealedText? why = null)
    {
        Act = act;
        Book = act.Book;
        MemberId = member;
        At = Book is Book.Reporters ? at.LondonDay.LondonMidnight : new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        ReportId = report;
        Why = why;
        Number = Interlocked.Decrement(ref _waiting);
    }

    private AuditEntry()
    {
    }

    private static long _waiting;

    public Book Book { get; private set; }

    /// <summary>Its place in the book, from 1 and without a gap; below nothing until it is saved.</summary>
    public long Number { get; private set; }

    public AuditedAct Act { get; private set; }

    /// <summary>Null for the service itself, for a command, for a reporter, and for whoever failed to sign in and is not known.</summary>
    public Guid? MemberId { get; private set; }

    public Guid? ReportId { get; private set; }

    /// <summary>What else it was about, by its number: an answer to the plan, an idea, a correction, a letter, or a member.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>To the millisecond; of a reporter the day.</summary>
    public DateTimeOffset At { get; private set; }

    public SealedText? Why { get; private set; }

    /// <summary>What ties it to the entry before it.</summary>
    public byte[] Hash { get; private set; } = [];

    public const string WhyPurpose = "audit.why";

    internal void Link(RecordChain chain, Link after)
    {
        Number = after.Number + 1;
        Hash = chain.HashOf(this, after.Hash);
    }
}

public static class BooksOfActs
{
    extension(AuditedAct act)
    {
        /// <summary>The book in which the act stands.</summary>
        public Book Book => act switch
        {
            AuditedAct.SignedIn or AuditedAct.SignInFailed or AuditedAct.SignedOut => Book.SignIns,
            AuditedAct.ChosePassword or AuditedAct.OpenedReport or AuditedAct.OpenedIdentity or AuditedAct.OpenedPicture or AuditedAct.TookReport or AuditedAct.GaveReport
                or AuditedAct.Replied or AuditedAct.Asked or AuditedAct.StartedWork or AuditedAct.PassedToTeam or AuditedAct.PassedToOrganisation or AuditedAct.WroteNote
                or AuditedAct.ChangedTier or AuditedAct.Closed or AuditedAct.Reopened or AuditedAct.ReportedForCaller or AuditedAct.InvitedMember or AuditedAct.SentNoticeAgain
                or AuditedAct.ChangedPlan or AuditedAct.ConfirmedWords or AuditedAct.AskedForNews or AuditedAct.SetPublication or AuditedAct.CalledOffPublication or AuditedAct.PublishedPlan
                or AuditedAct.OpenedAnswer or AuditedAct.ShowedAnswer or AuditedAct.DidNotShowAnswer or AuditedAct.RepliedToAnswer or AuditedAct.OpenedIdea or AuditedAct.RepliedToIdea
                or AuditedAct.ChangedService or AuditedAct.OpenedCorrection or AuditedAct.DealtWithCorrection
                or AuditedAct.OpenedDiary or AuditedAct.ChangedSetup or AuditedAct.HandedOver or AuditedAct.NotedTheirReference or AuditedAct.OpenedReview or AuditedAct.WorkedOnReview
                or AuditedAct.EndedSessions or AuditedAct.DisabledMember or AuditedAct.EnabledMember or AuditedAct.AddedPasskey or AuditedAct.RemovedPasskey or AuditedAct.BoundProvider
                or AuditedAct.ImportedPack or AuditedAct.ImportedPlaces or AuditedAct.ImportedPlan or AuditedAct.ExportedPack or AuditedAct.ExportedPlan or AuditedAct.MadeBackup or AuditedAct.RestoredBackup
                or AuditedAct.HeldReport or AuditedAct.ReleasedReport or AuditedAct.KeptReport or AuditedAct.ForgotContact or AuditedAct.ForgotReport or AuditedAct.RemovedOldEntries
                or AuditedAct.OpenedPassedOn or AuditedAct.AskedForIdentity or AuditedAct.AgreedToIdentity or AuditedAct.RefusedIdentity or AuditedAct.ChangedMember or AuditedAct.RemovedMember => Book.Acts,
            AuditedAct.TookCopy or AuditedAct.AskedToForget => Book.Reporters,
        };
    }
}

/// <summary>
/// Where a book begins, since what is older was removed when its time was over: the number and the hash of the last entry that is gone, signed.
/// The database lets an entry go only when a beginning after it is written.
/// </summary>
public sealed class RecordStart
{
    internal RecordStart(Book book, Link last, RecordChain chain)
    {
        Book = book;
        Move(last, chain);
    }

    private RecordStart()
    {
    }

    public Book Book { get; private set; }

    public long Number { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public byte[] Signature { get; private set; } = [];

    internal Link Last => new(Number, Hash);

    internal void Move(Link last, RecordChain chain)
    {
        Number = last.Number;
        Hash = last.Hash;
        Signature = chain.SignStart(Book, last);
    }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<RecordStart>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("record");
        builder.HasKey(entry => new { entry.Book, entry.Number });
        builder.Property(entry => entry.Number).ValueGeneratedNever();
        // Read by the latest first: all of it, one report's, one member's, or one kind of act. What the page shows stands in the index's own columns or beside its key.
        builder.HasIndex(entry => new { entry.At, entry.Number });
        builder.HasIndex(entry => new { entry.ReportId, entry.At, entry.Number }).HasFilter("\"ReportId\" IS NOT NULL");
        builder.HasIndex(entry => new { entry.MemberId, entry.At, entry.Number });
        builder.HasIndex(entry => new { entry.Act, entry.At, entry.Number });
    }

    public void Configure(EntityTypeBuilder<RecordStart> builder)
    {
        builder.ToTable("record_starts");
        builder.HasKey(start => start.Book);
    }
}
