using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Audit;

/// <summary>What a member did or read.</summary>
public enum AuditedAct
{
    SignedIn,
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
    ChangedPlan,
    ConfirmedWords,
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
}

/// <summary>Who did or read what, and when. It holds no content: a reason is sealed under the key of the report it is about.</summary>
public sealed class AuditEntry
{
    public AuditEntry(AuditedAct act, Guid? member, DateTimeOffset at, Guid? report = null, SealedText? why = null)
    {
        Act = act;
        MemberId = member;
        At = at;
        ReportId = report;
        Why = why;
    }

    private AuditEntry()
    {
    }

    public long Id { get; private set; }

    public AuditedAct Act { get; private set; }

    public Guid? MemberId { get; private set; }

    public Guid? ReportId { get; private set; }

    /// <summary>What else it was about, by its number: an answer to the plan, an idea, or a correction.</summary>
    public Guid? SubjectId { get; init; }

    public DateTimeOffset At { get; private set; }

    public SealedText? Why { get; private set; }

    public const string WhyPurpose = "audit.why";
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.HasIndex(entry => new { entry.ReportId, entry.Id });
    }
}
