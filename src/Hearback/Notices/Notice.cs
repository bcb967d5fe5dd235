using System.Security.Cryptography;
using Hearback.Calendar;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Notices;

/// <summary>Which letter a notice is. The words are written when it leaves (<see cref="Letter"/>).</summary>
public enum NoticeKind
{
    /// <summary>To a reporter: we have your report.</summary>
    ReportReceived,

    /// <summary>To a reporter: there is news.</summary>
    ReportUpdated,

    /// <summary>To a reporter who asked for a new link.</summary>
    NewLink,

    /// <summary>To a team: a report has come in.</summary>
    TeamHasReport,

    /// <summary>To a team: a reporter wrote back.</summary>
    ReporterWrote,

    /// <summary>To somebody who is invited to sign in.</summary>
    MemberInvited,

    /// <summary>To another organisation: a report was passed on.</summary>
    ReportPassedOn,

    /// <summary>To somebody who wants to follow the plan: is it you who asked?</summary>
    ConfirmFollowing,

    /// <summary>To somebody who follows the plan: what changed with an edition.</summary>
    PlanChanged,

    /// <summary>To the lead of actions in the plan: they are overdue or quiet.</summary>
    ActionsNeedNews,

    /// <summary>To a coordinator: actions are still overdue or quiet.</summary>
    ActionsStillNeedNews,

    /// <summary>To the lead of an action: the coordinator asks for news, on the monthly round.</summary>
    NewsAsked,

    /// <summary>To a coordinator: somebody had an idea.</summary>
    IdeaCame,

    /// <summary>To somebody who had an idea: what becomes of it.</summary>
    IdeaAnswered,

    /// <summary>To a coordinator: somebody says that something is wrong with a service.</summary>
    CorrectionCame,

    /// <summary>To whoever reported by email: we have it.</summary>
    MailBecameReport,

    /// <summary>To whoever wrote us an email: what of it we could not take, and how to go on.</summary>
    MailNotTaken,

    /// <summary>To a coordinator: a report whose time is over stays, since somebody wrote to it.</summary>
    ReportKept,

    /// <summary>To a reporter: a service has the report, under its own number.</summary>
    ServiceHasIt,

    /// <summary>To a reporter: the service could not be reached, and the team has the report again.</summary>
    ServiceNotReached,

    /// <summary>To a team: a member of another asks to open who a confidential reporter is.</summary>
    IdentityAsked,

    /// <summary>To a reporter: did the service act?</summary>
    AskIfItWorked,

    /// <summary>To a team: a report did not reach a service.</summary>
    HandoverFailed,

    /// <summary>To a member, a team's lead or a coordinator: dates promised to reporters come, or were missed.</summary>
    DatesPromised,

    /// <summary>To a reporter, with the second report in a few months: what the case review is.</summary>
    ReviewExplained,

    /// <summary>To whoever asked for a case review: there is news. It says of what neither in its subject nor in its words.</summary>
    ReviewUpdated,

    /// <summary>To whoever runs case reviews: one waits for its next step.</summary>
    ReviewWaits,
}

public static class NoticesByReader
{
    extension(NoticeKind kind)
    {
        /// <summary>Whether it goes to the reporter of the report that it is about: their address is in it.</summary>
        public bool IsToReporter => kind switch
        {
            NoticeKind.ReportReceived or NoticeKind.ReportUpdated or NoticeKind.NewLink or NoticeKind.MailBecameReport or NoticeKind.MailNotTaken
                or NoticeKind.ServiceHasIt or NoticeKind.ServiceNotReached or NoticeKind.AskIfItWorked or NoticeKind.ReviewExplained => true,
            NoticeKind.TeamHasReport or NoticeKind.ReporterWrote or NoticeKind.MemberInvited or NoticeKind.ReportPassedOn or NoticeKind.ConfirmFollowing or NoticeKind.PlanChanged
                or NoticeKind.ActionsNeedNews or NoticeKind.ActionsStillNeedNews or NoticeKind.NewsAsked or NoticeKind.IdeaCame or NoticeKind.IdeaAnswered or NoticeKind.CorrectionCame
                or NoticeKind.ReportKept or NoticeKind.HandoverFailed or NoticeKind.DatesPromised or NoticeKind.ReviewUpdated or NoticeKind.ReviewWaits or NoticeKind.IdentityAsked => false,
        };
    }
}

/// <summary>
/// What a notice needs to be written, sealed under its data key. <see cref="Reference"/>, <see cref="Words"/> and <see cref="By"/>
/// stay empty for a confidential reporter, whose mail says only that there is an update.
/// </summary>
public sealed record NoticeContent
{
    public required string To { get; init; }

    public string? Name { get; init; }

    public string? Reference { get; init; }

    public string? Words { get; init; }

    public string? By { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>The number to call when somebody is in danger.</summary>
    public string? EmergencyPhone { get; init; }

    /// <summary>Where it leads, from the root of our own address.</summary>
    public string? Path { get; init; }

    /// <summary>Where one press stops letters like this one, from the root of our own address; null for a letter that is not one of many.</summary>
    public string? StopPath { get; init; }
}

/// <summary>A message waiting to leave. It is saved with what it tells of, and leaves at least once.</summary>
public sealed class Notice
{
    internal const string ContentPurpose = "notice.content";

    /// <summary>A message that may leave at once or, when it is said, not before a time.</summary>
    public Notice(NoticeKind kind, DataKey key, NoticeContent content, DateTimeOffset now, DateTimeOffset? notBefore = null)
    {
        Id = Ids.Beside(key.Id.Value);
        Kind = kind;
        KeyId = key.Id;
        Content = key.Seal(content, ContentPurpose);
        QueuedAt = now.WholeHour;
        NextTryAt = notBefore ?? QueuedAt;
    }

    private Notice()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>
    /// Names the mail: each try carries the same Message-Id, and an answer says what it answers. Ids of notices about one report lie beside
    /// each other, which a mail server's log must not show, so it is a hash. Null until it is first tried.
    /// </summary>
    public Guid? MailName { get; private set; }

    public NoticeKind Kind { get; private set; }

    public DataKeyId KeyId { get; private set; }

    public SealedText Content { get; private set; }

    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>When it is tried next; null once it has left, was given up or withdrawn.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public int Tries { get; private set; }

    /// <summary>The hour in which it left.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    /// <summary>Counts claims, so that of two processes only one takes the notice.</summary>
    public long Version { get; private set; }

    internal static Guid NameOf(Guid id) => Ids.OfHash(SHA256.HashData(id.ToByteArray()));

    /// <summary>Takes the notice for a while; if the process dies, another takes it after the lease.</summary>
    internal void Claim(DateTimeOffset until)
    {
        MailName = NameOf(Id);
        NextTryAt = until;
        Tries++;
        Version++;
    }

    /// <summary>It has left, and is not tried again.</summary>
    public void Left(DateTimeOffset now)
    {
        SentAt = now.WholeHour;
        NextTryAt = null;
        Version++;
    }

    /// <summary>Waits longer after each failure, up to an hour, and gives up after three days.</summary>
    internal void Failed(DateTimeOffset now)
    {
        Version++;
        if (now - QueuedAt >= Waits.GiveUpAfter)
        {
            GivenUpAt = now;
            NextTryAt = null;
            return;
        }

        NextTryAt = now + Waits.After(Tries, Waits.AnHour);
    }

    /// <summary>It is not wanted any more. What has left stays as it is.</summary>
    public void Withdraw()
    {
        if (NextTryAt is null) { return; }

        NextTryAt = null;
        Version++;
    }

    /// <summary>An administrator asks for one more round of tries.</summary>
    public void TryAgain(DateTimeOffset now)
    {
        if (GivenUpAt is null) { throw new RefusedException("This message is still being tried"); }

        GivenUpAt = null;
        QueuedAt = now.WholeHour;
        NextTryAt = QueuedAt;
        Tries = 0;
        Version++;
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices");
        builder.Property(n => n.Id).ValueGeneratedNever();
        // Few wait and fewer were given up; of the many that have left, the indexes know nothing.
        builder.HasIndex(n => n.NextTryAt).HasFilter("\"NextTryAt\" IS NOT NULL");
        builder.HasIndex(n => n.GivenUpAt).HasFilter("\"GivenUpAt\" IS NOT NULL");
        builder.HasIndex(n => n.MailName).HasFilter("\"MailName\" IS NOT NULL");
        builder.Property(n => n.Version).IsConcurrencyToken();
    }
}
