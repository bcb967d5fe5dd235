using System.Data.Common;
using Hearback.Audit;
using Hearback.Corrections;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Notices;
using Hearback.Plan;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Hearback.Data;

/// <summary>The main database: everything but the keys that open it.</summary>
public abstract class HearbackDb(DbContextOptions options)
    : IdentityUserContext<Member, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, MemberSecret>(options)
{
    public DbSet<Report> Reports => Set<Report>();

    /// <summary>What stays of reports that were forgotten.</summary>
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();

    /// <summary>What forgotten reports count for.</summary>
    public DbSet<ForgottenFigures> ForgottenFigures => Set<ForgottenFigures>();

    public DbSet<ReportDraft> Drafts => Set<ReportDraft>();

    public DbSet<DraftPicture> DraftPictures => Set<DraftPicture>();

    public DbSet<ReportPicture> ReportPictures => Set<ReportPicture>();

    public DbSet<Handover> Handovers => Set<Handover>();

    /// <summary>Dates that were promised to reporters, and how each ended.</summary>
    public DbSet<Promise> Promises => Set<Promise>();

    /// <summary>What of reports was passed on to other organisations, and why.</summary>
    public DbSet<PassingOn> PassingsOn => Set<PassingOn>();

    /// <summary>Members who ask another whether they may open who a confidential reporter is.</summary>
    public DbSet<IdentityRequest> IdentityRequests => Set<IdentityRequest>();

    public DbSet<Milestone> Milestones => Set<Milestone>();

    /// <summary>Who was told that a date comes or was missed.</summary>
    public DbSet<ClockReminder> ClockReminders => Set<ClockReminder>();

    public DbSet<TrackLink> TrackLinks => Set<TrackLink>();

    public DbSet<TakenMail> TakenMails => Set<TakenMail>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<RecordStart> RecordStarts => Set<RecordStart>();

    /// <summary>Where members are signed in.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<TryCount> TryCounts => Set<TryCount>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

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

    /// <summary>Case reviews that somebody asked for.</summary>
    public DbSet<CaseReview> Reviews => Set<CaseReview>();

    public DbSet<PackVersion> Packs => Set<PackVersion>();

    /// <summary>
    /// Saves all that waits. Entries of the record become links of its chain, in the same commit as what they tell of: one writer of the record at a
    /// time, from its last entry to the commit, so that none can come between (docs/adr/0021).
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var entries = ChangeTracker.Entries<AuditEntry>().Where(entry => entry.State is EntityState.Added).Select(entry => entry.Entity).ToList();
        if (entries.Count is 0) { return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken); }

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        try
        {
            await LinkAsync(entries, cancellationToken);
        }
        catch (DbException fault)
        {
            throw new DbUpdateException("What was done could not be put on record, so it was not done.", fault);
        }

        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null) { await own.CommitAsync(cancellationToken); }

        return saved;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("What is saved may wait for another writer: use SaveChangesAsync.");

    /// <summary>Waits until nobody else writes into the book, and keeps others waiting until this transaction ends.</summary>
    internal abstract Task HoldAsync(Book book, CancellationToken stop);

    private async Task LinkAsync(List<AuditEntry> entries, CancellationToken stop)
    {
        var chain = this.GetService<RecordChain>();
        // In the order of books, so that two writers never wait for each other.
        foreach (var book in entries.GroupBy(entry => entry.Book).OrderBy(book => book.Key))
        {
            await HoldAsync(book.Key, stop);
            var last = await this.LastOfAsync(book.Key, stop);
            foreach (var entry in book)
            {
                entry.Link(chain, last);
                last = new(entry.Number, entry.Hash);
            }
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Named one by one: to look for them would load every type of the program, and with it what reads Word and CSV, which a service at rest never needs.
        var (report, draft, member, secret) = (new ReportMapping(), new ReportDraftMapping(), new MemberMapping(), new MemberSecretMapping());
        builder.ApplyConfiguration<Report>(report).ApplyConfiguration<ThreadEntry>(report).ApplyConfiguration<TrackLink>(report).ApplyConfiguration(draft);
        builder.ApplyConfiguration(new PromiseMapping()).ApplyConfiguration(new MilestoneMapping()).ApplyConfiguration(new PassingOnMapping()).ApplyConfiguration(new IdentityRequestMapping()).ApplyConfiguration(new ClockReminderMapping());
        builder.ApplyConfiguration(new ReportPictureMapping()).ApplyConfiguration(new HandoverMapping()).ApplyConfiguration(new TombstoneMapping()).ApplyConfiguration(new ForgottenFiguresMapping()).ApplyConfiguration(new DraftPictureMapping());
        builder.ApplyConfiguration<Member>(member).ApplyConfiguration<Membership>(member).ApplyConfiguration(secret);
        builder.ApplyConfiguration(new SessionMapping()).ApplyConfiguration(new TryCountMapping()).ApplyConfiguration(new PasskeyMapping());
        builder.ApplyConfiguration(new TakenMailMapping()).ApplyConfiguration(new NoticeMapping()).ApplyConfiguration(new PackVersionMapping());
        var (record, place, edition, picture) = (new AuditMapping(), new PlaceMapping(), new EditionMapping(), new PlanPictureMapping());
        builder.ApplyConfiguration<AuditEntry>(record).ApplyConfiguration<RecordStart>(record);
        builder.ApplyConfiguration<Place>(place).ApplyConfiguration<PlaceWord>(place).ApplyConfiguration(new BaseMapMapping());
        builder.ApplyConfiguration<Edition>(edition).ApplyConfiguration<PlannedEdition>(edition).ApplyConfiguration<PlanPicture>(picture).ApplyConfiguration<EditionPicture>(picture);
        builder.ApplyConfiguration(new DraftMapping()).ApplyConfiguration(new ActionAnswerMapping()).ApplyConfiguration(new FollowerMapping()).ApplyConfiguration(new ReminderMapping()).ApplyConfiguration(new IdeaMapping()).ApplyConfiguration(new CorrectionMapping());
        var review = new ReviewMapping();
        builder.ApplyConfiguration<CaseReview>(review).ApplyConfiguration<ReviewEntry>(review).ApplyConfiguration<Recommendation>(review);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("member_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("member_logins");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseHearbackTypes();
}

public sealed class SqliteHearbackDb(DbContextOptions<SqliteHearbackDb> options) : HearbackDb(options)
{
    // A transaction that we begin is the only writer of the whole database.
    internal override Task HoldAsync(Book book, CancellationToken stop) => Task.CompletedTask;
}

public sealed class PostgresHearbackDb(DbContextOptions<PostgresHearbackDb> options) : HearbackDb(options)
{
    // Any number, as long as nothing else takes a lock by it.
    private const int OfTheRecord = 0x7EC0;

    internal override Task HoldAsync(Book book, CancellationToken stop) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({OfTheRecord}, {(int)book})", stop);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Words are looked up by how they begin, which only the order of bytes serves.
        builder.Entity<PlaceWord>().Property(word => word.Word).UseCollation("C");
    }
}
