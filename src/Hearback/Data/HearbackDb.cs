using Hearback.Audit;
using Hearback.Corrections;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Plan;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Data;

/// <summary>The main database: everything but the keys that open it.</summary>
public abstract class HearbackDb(DbContextOptions options)
    : IdentityUserContext<Member, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, MemberSecret>(options)
{
    public DbSet<Report> Reports => Set<Report>();

    public DbSet<ReportDraft> Drafts => Set<ReportDraft>();

    public DbSet<DraftPicture> DraftPictures => Set<DraftPicture>();

    public DbSet<ReportPicture> ReportPictures => Set<ReportPicture>();

    public DbSet<Handover> Handovers => Set<Handover>();

    /// <summary>Dates that were promised to reporters, and how each ended.</summary>
    public DbSet<Promise> Promises => Set<Promise>();

    public DbSet<Milestone> Milestones => Set<Milestone>();

    /// <summary>Who was told that a date comes or was missed.</summary>
    public DbSet<ClockReminder> ClockReminders => Set<ClockReminder>();

    public DbSet<TrackLink> TrackLinks => Set<TrackLink>();

    public DbSet<TakenMail> TakenMails => Set<TakenMail>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<Place> Places => Set<Place>();

    /// <summary>What the map is drawn of beside the pack: a row for each kind of shape.</summary>
    public DbSet<BaseMap> BaseMaps => Set<BaseMap>();

    /// <summary>One row: the plan as it is being written.</summary>
    public DbSet<Draft> PlanDraft => Set<Draft>();

    public DbSet<Edition> Editions => Set<Edition>();

    /// <summary>The pictures of the plan, and which edition has which.</summary>
    public DbSet<PlanPicture> PlanPictures => Set<PlanPicture>();

    public DbSet<EditionPicture> EditionPictures => Set<EditionPicture>();

    public DbSet<PlannedEdition> PlannedEditions => Set<PlannedEdition>();

    public DbSet<ActionAnswer> ActionAnswers => Set<ActionAnswer>();

    /// <summary>Who follows the plan. It is never listed.</summary>
    public DbSet<Follower> Followers => Set<Follower>();

    /// <summary>Who was told that an action of the plan keeps people waiting.</summary>
    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<Idea> Ideas => Set<Idea>();

    /// <summary>What people say is wrong with services, until somebody has dealt with it.</summary>
    public DbSet<Correction> Corrections => Set<Correction>();

    public DbSet<PackVersion> Packs => Set<PackVersion>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Named one by one: to look for them would load every type of the program, and with it what reads Word and CSV, which a service at rest never needs.
        var (report, draft, member, secret) = (new ReportMapping(), new ReportDraftMapping(), new MemberMapping(), new MemberSecretMapping());
        builder.ApplyConfiguration<Report>(report).ApplyConfiguration<ThreadEntry>(report).ApplyConfiguration<TrackLink>(report).ApplyConfiguration(draft);
        builder.ApplyConfiguration(new PromiseMapping()).ApplyConfiguration(new MilestoneMapping()).ApplyConfiguration(new ClockReminderMapping());
        builder.ApplyConfiguration(new ReportPictureMapping()).ApplyConfiguration(new HandoverMapping()).ApplyConfiguration(new DraftPictureMapping());
        builder.ApplyConfiguration<Member>(member).ApplyConfiguration<Membership>(member).ApplyConfiguration(secret);
        builder.ApplyConfiguration(new TakenMailMapping()).ApplyConfiguration(new NoticeMapping()).ApplyConfiguration(new AuditMapping()).ApplyConfiguration(new PackVersionMapping());
        var (place, edition, picture) = (new PlaceMapping(), new EditionMapping(), new PlanPictureMapping());
        builder.ApplyConfiguration<Place>(place).ApplyConfiguration<PlaceWord>(place).ApplyConfiguration(new BaseMapMapping());
        builder.ApplyConfiguration<Edition>(edition).ApplyConfiguration<PlannedEdition>(edition).ApplyConfiguration<PlanPicture>(picture).ApplyConfiguration<EditionPicture>(picture);
        builder.ApplyConfiguration(new DraftMapping()).ApplyConfiguration(new ActionAnswerMapping()).ApplyConfiguration(new FollowerMapping()).ApplyConfiguration(new ReminderMapping()).ApplyConfiguration(new IdeaMapping()).ApplyConfiguration(new CorrectionMapping());
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("member_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("member_logins");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseHearbackTypes();
}

public sealed class SqliteHearbackDb(DbContextOptions<SqliteHearbackDb> options) : HearbackDb(options);

public sealed class PostgresHearbackDb(DbContextOptions<PostgresHearbackDb> options) : HearbackDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Words are looked up by how they begin, which only the order of bytes serves.
        builder.Entity<PlaceWord>().Property(word => word.Word).UseCollation("C");
    }
}
