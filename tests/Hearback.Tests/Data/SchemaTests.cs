using System.Data.Common;
using System.Text;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Data;

/// <summary>
/// What stands in clear is written down here, column by column, with the reason. A new column fails these tests until somebody
/// has thought about who gets hurt if it leaks.
/// </summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private const string Main = """
        record.Book                    clear   members, the front door, or reporters
        record.Number                  clear   order of the acts within a book; reporters have a book of their own
        record.Act                     clear   what somebody did
        record.MemberId                clear   which member, by a number
        record.ReportId                clear   which report, by a number
        record.SubjectId               clear   which answer to the plan, by a number
        record.At                      clear   when a member acted; of a reporter's own acts the day
        record.Why                     sealed
        record.Hash                    hash    under the master key, of the entry and what came before
        record_starts.Book             clear   one of three
        record_starts.Number           clear   where the book begins
        record_starts.Hash             hash    of the last entry that was removed
        record_starts.Signature        hash    under the master key
        base_maps.Kind                 clear   public
        base_maps.Content              clear   public
        base_maps.Number               clear   public
        corrections.Id                 clear   a number, never shown
        corrections.Service            clear   public: what it is about
        corrections.On                 clear   a day, never an hour
        corrections.KeyId              clear   names the key in the vault
        corrections.Sealed             sealed
        forgotten_figures.ReportId     clear   the number of the tombstone
        forgotten_figures.Month        clear   counting: never a day
        forgotten_figures.Team         clear   counting
        forgotten_figures.Counted      clear   counting: numbers for the figures of the month
        clock_reminders.ReportId       clear   which report
        clock_reminders.DueOn          clear   clocks
        clock_reminders.Step           clear   who was told
        clock_reminders.On             clear   a day
        drafts.Id                      clear   derived from the browser's secret; means nothing without it
        drafts.Answers                 sealed
        drafts.SweptAfter              clear   a full hour, to sweep by
        draft_pictures.DraftId         clear   derived from the browser's secret; means nothing without it
        draft_pictures.Number          clear   order, from 1 to 5
        draft_pictures.Sealed          sealed
        handovers.ReportId             clear   which report
        handovers.Number               clear   order
        handovers.Service              clear   public: to which service, to be counted
        handovers.On                   clear   a day, never an hour
        handovers.State                clear   how far it is
        handovers.Content              sealed
        handovers.Theirs               sealed
        handovers.AskOn                clear   a day
        handovers.IsAsked              clear   whose turn it is
        handovers.Worked               clear   counting
        handovers.QueuedAt             clear   a full hour
        handovers.NextTryAt            clear   when it is tried next
        handovers.Tries                clear   how often it was tried
        handovers.GivenUpAt            clear   for the administrator
        handovers.Version              clear   counts claims
        identity_requests.Id           clear   a number
        identity_requests.ReportId     clear   which report, by a number
        identity_requests.MemberId     clear   which member asks, by a number
        identity_requests.AskedOn      clear   a day on which a member acted
        identity_requests.Why          sealed
        identity_requests.Second_MemberId clear which member said yes or no
        identity_requests.Second_Agrees clear  yes or no
        identity_requests.Second_On    clear   a day on which a member acted
        identity_requests.UsedOn       clear   a day on which a member acted
        identity_requests.Version      clear   counts changes
        members.Id                     clear   a member, never a resident
        members.InvitedOn              clear   a day on which a member acted
        members.Name                   clear   a member, never a resident
        members.Role                   clear   what a member may do
        members.Demo                   clear   made up
        members.UserName               clear   a member's work address
        members.NormalizedUserName     clear   to find the member by
        members.Email                  clear   a member's work address
        members.NormalizedEmail        clear   to find the member by
        members.EmailConfirmed         clear   state of the sign-in
        members.PasswordHash           hash    salted and slow, by ASP.NET Core Identity
        members.SecurityStamp          clear   signs a member out when it changes
        members.ConcurrencyStamp       clear   counts changes
        members.PhoneNumber            clear   not used
        members.PhoneNumberConfirmed   clear   not used
        members.TwoFactorEnabled       clear   state of the sign-in
        members.LockoutEnd             clear   state of the sign-in
        members.LockoutEnabled         clear   state of the sign-in
        members.AccessFailedCount      clear   state of the sign-in
        members.DisabledAt             clear   since when a member may not sign in
        member_claims.Id               clear   not used
        member_claims.UserId           clear   not used
        member_claims.ClaimType        clear   not used
        member_claims.ClaimValue       clear   not used
        member_logins.LoginProvider    clear   the sign-in of an organisation
        member_logins.ProviderKey      clear   a member's number there
        member_logins.ProviderDisplayName clear the code of the organisation
        member_logins.UserId           clear   which member
        member_tokens.UserId           clear   which member
        member_tokens.LoginProvider    clear   kind of the secret
        member_tokens.Name             clear   kind of the secret
        member_tokens.Value            sealed
        memberships.MemberId           clear   which member
        memberships.Team               clear   which team
        notices.Id                     clear   names the letter
        notices.Kind                   clear   which letter it is, for retries and counts
        notices.KeyId                  clear   names the key in the vault
        notices.Content                sealed
        notices.MailName               hash    of the letter's own number
        notices.QueuedAt               clear   a full hour
        notices.NextTryAt              clear   when it is tried next
        notices.Tries                  clear   how often it was tried
        notices.SentAt                 clear   a full hour
        notices.GivenUpAt              clear   for the administrator
        notices.Version                clear   counts claims
        notices.ReportId               clear   which report
        passings_on.ReportId           clear   which report
        passings_on.Entry              clear   order
        passings_on.Organisation       clear   to whom, to be found by them
        passings_on.Gateway            clear   by which law, to be counted
        passings_on.WithName           clear   whether they may open who reported it; not who
        passings_on.IsWhole            clear   whether a team of theirs took over
        passings_on.On                 clear   a day on which a member acted
        passings_on.MemberId           clear   which member, by a number
        passings_on.Team               clear   from which team
        passings_on.Words              sealed
        packs.Number                   clear   public
        packs.Content                  clear   public
        packs.Hash                     clear   public
        packs.ImportedAt               clear   public
        packs.Service                  clear   public: which service a member changed
        packs.By                       clear   a member, by a number
        packs.KeptEdits                clear   whether an import left members' edits in place
        packs.Part                     clear   what else a member changed: categories, questions, routing
        packs.Why                      clear   why, for members to read; the page asks to leave out names and reports
        packs.BackTo                   clear   the version to which they went back
        packs.KeptSetup                clear   whether an import left members' changes of the three in place
        passkeys.Id                    clear   a number that the passkey's maker gave it
        passkeys.PublicKey             clear   public: it lets nobody in
        passkeys.MemberId              clear   which member
        passkeys.Name                  clear   what a member calls it
        passkeys.AddedAt               clear   when a member acted
        passkeys.Transports            clear   how a browser reaches it
        passkeys.SignCount             clear   shows a copy
        passkeys.BackupEligible        clear   state of the passkey
        passkeys.BackedUp              clear   state of the passkey
        sessions.Id                    clear   a number; worth nothing without the cookie's key
        sessions.MemberId              clear   which member
        sessions.First                 clear   how they signed in
        sessions.Second                clear   how they signed in
        sessions.StartedAt             clear   when a member acted; no address, no browser
        sessions.SeenAt                clear   when a member acted, to the minute
        sign_in_tries.Id               clear   a fingerprint under a key that is not in the databases
        sign_in_tries.BusyUntil        clear   how often it was tried
        places.Id                      clear   public
        places.Code                    clear   public
        places.Name                    clear   public
        places.Kind                    clear   public
        places.Easting                 clear   public
        places.Northing                clear   public
        places.Ward                    clear   public
        places.Postcode                clear   public
        places.Also                    clear   public
        places.OfPack                  clear   public
        place_words.PlaceId            clear   public
        place_words.Word               clear   public
        milestones.ReportId            clear   which report
        milestones.Entry               clear   order
        milestones.Kind                clear   counting
        milestones.On                  clear   a day, never an hour
        milestones.Team                clear   counting
        milestones.ReceivedOn          clear   a day, never an hour
        milestones.Closing             clear   order
        milestones.Sorted              clear   counting
        milestones.KeptInformed        clear   counting
        promises.ReportId              clear   which report
        promises.Entry                 clear   order
        promises.DueOn                 clear   clocks
        promises.EndedOn               clear   a day, never an hour
        promises.MovedTo               clear   clocks
        promises.Why                   clear   one of two reasons for an earlier date
        promises.FirstReply            clear   clocks
        promises.Team                  clear   counting
        promises.ReceivedOn            clear   a day, never an hour
        promises.TakenBy               clear   counting
        plan_answers.Id                clear   a number, never shown
        plan_answers.ActionId          clear   public
        plan_answers.Working           clear   counting
        plan_answers.On                clear   a day, never an hour
        plan_answers.State             clear   whether its words wait
        plan_answers.KeyId             clear   names the key in the vault
        plan_answers.Sealed            sealed
        plan_answers.Words             clear   public, since a member showed them
        plan_answers.Reply             clear   public
        plan_answers.ReplyBy           clear   public
        plan_answers.RepliedOn         clear   public
        plan_answers.Version           clear   counts changes
        plan_draft.Id                  clear   there is one
        plan_draft.Content             clear   the plan, which has no field for a reporter
        plan_draft.Pending             clear   updates that wait to be signed off
        plan_draft.Version             clear   counts changes
        plan_editions.Number           clear   public
        plan_editions.PublishedAt      clear   public
        plan_editions.PublishedBy      clear   a member, by a number
        plan_editions.Corrects         clear   public
        plan_editions.Content          clear   public
        plan_editions.Difference       clear   public
        plan_followers.Id              clear   a number, never shown
        plan_followers.Mailbox         clear   a fingerprint under a key that is not in the databases
        plan_followers.Link            clear   a hash of 256 random bits
        plan_followers.KeyId           clear   names the key in the vault
        plan_followers.Content         sealed
        plan_followers.AskedOn         clear   a day, for forgetting
        plan_followers.ConfirmedOn     clear   a day
        plan_followers.ToldOf          clear   so that each edition is told once
        plan_followers.Version         clear   counts changes
        plan_pictures.Id               clear   a hash of the picture
        plan_pictures.Jpeg             clear   public, once an edition has it; members see it before
        plan_pictures.Small            clear   the same, smaller
        plan_pictures.Width            clear   public
        plan_pictures.Height           clear   public
        plan_pictures.AddedOn          clear   a day, for sweeping
        plan_edition_pictures.Edition  clear   public
        plan_edition_pictures.PictureId clear  public
        plan_reminders.ActionId        clear   public
        plan_reminders.What            clear   public: overdue or quiet
        plan_reminders.Since           clear   public
        plan_reminders.Step            clear   whether the lead or the coordinator was told
        plan_reminders.On              clear   a day
        plan_ideas.Id                  clear   a number, never shown
        plan_ideas.Reference           clear   public name of an idea
        plan_ideas.Code_Hash           hash    of 120 random bits, with a salt
        plan_ideas.Code_Salt           hash    its salt
        plan_ideas.ConcernId           clear   public: what of the plan it is about
        plan_ideas.On                  clear   a day, never an hour
        plan_ideas.State               clear   where it stands
        plan_ideas.KeyId               clear   names the key in the vault
        plan_ideas.Content             sealed
        plan_ideas.Version             clear   counts changes
        plan_planned_edition.Id        clear   there is one at most
        plan_planned_edition.PublishAt clear   when it becomes public
        plan_planned_edition.By        clear   a member, by a number
        plan_planned_edition.Corrects  clear   becomes public
        plan_planned_edition.Content   clear   becomes public
        mails_taken.Id                 hash    under the master key, of what came
        mails_taken.On                 clear   a day
        reports.Id                     clear   a number
        reports.Reference              clear   not secret, says nothing
        reports.KeyId                  clear   names the key in the vault
        reports.State                  clear   clocks and counting
        reports.Tier                   clear   clocks
        reports.Identity               clear   how the reporter wants to be known, not who it is
        reports.ToldBy                 clear   counting
        reports.Category               clear   routing and counting
        reports.Ward                   clear   routing and counting
        reports.CellX                  clear   a 100 m square
        reports.CellY                  clear   a 100 m square
        reports.Place                  clear   a place of the pack, never an address
        reports.Team                   clear   routing
        reports.MemberId               clear   who works on it
        reports.ReceivedOn             clear   a day, never an hour
        reports.DueOn                  clear   clocks
        reports.FirstReplyDueOn        clear   clocks
        reports.FirstRepliedOn         clear   clocks
        reports.WaitingSince           clear   a day on which a member asked
        reports.LastWordBy             clear   whose turn it is
        reports.LastWordOn             clear   a day
        reports.MailStopped            clear   whether letters may leave
        reports.Told                   sealed
        reports.Contact                sealed
        reports.Hold_On                clear   a day on which a coordinator acted
        reports.Hold_By                clear   a member, by a number
        reports.Hold_Why               sealed
        reports.KeptUntil              clear   a day
        reports.Forgetting             clear   whether it is to be forgotten, and by whose wish
        reports.Version                clear   counts changes
        reports.Closure_On             clear   a day
        reports.Closure_Reason         clear   counting
        reports.Code_Hash              hash    of 120 random bits, with a salt
        reports.Code_Salt              hash    its salt
        reports.Feedback_KeptInformed  clear   counting
        reports.Feedback_On            clear   a day
        reports.Feedback_Sorted        clear   counting
        reviews.Id                     clear   a number, never shown
        reviews.Reference              clear   public name of a review
        reviews.ReportId               clear   the report from which it was asked for
        reviews.AskedByLetter          clear   by which proof they came
        reviews.KeyId                  clear   names the key in the vault
        reviews.Code_Hash              hash    of 120 random bits, with a salt
        reviews.Code_Salt              hash    its salt
        reviews.State                  clear   where it stands
        reviews.Application            sealed
        reviews.ContactId              clear   which member is the single contact
        reviews.DueOn                  clear   clocks
        reviews.AskedOn                clear   a day, never an hour
        reviews.AcknowledgeBy          clear   clocks
        reviews.AcknowledgedOn         clear   a day
        reviews.DecideBy               clear   clocks
        reviews.DecidedOn              clear   a day
        reviews.IsThresholdMet         clear   counting
        reviews.MeetBy                 clear   clocks
        reviews.MeetsOn                clear   a day
        reviews.MetOn                  clear   a day
        reviews.IndependentChair       clear   yes or no
        reviews.OutcomeBy              clear   clocks
        reviews.OutcomeOn              clear   a day
        reviews.AppealedOn             clear   a day, never an hour
        reviews.AppealBy               clear   clocks
        reviews.AppealDecidedOn        clear   a day
        reviews.ClosedOn               clear   a day
        reviews.Version                clear   counts changes
        review_entries.ReviewId        clear   which review
        review_entries.Number          clear   order
        review_entries.Kind            clear   what the entry is
        review_entries.On              clear   a day, never an hour
        review_entries.MemberId        clear   which member wrote
        review_entries.About           clear   which recommendation
        review_entries.Words           sealed
        review_recommendations.ReviewId clear  which review
        review_recommendations.Number  clear   order
        review_recommendations.Owner   clear   which team does it
        review_recommendations.DueOn   clear   clocks
        review_recommendations.DoneOn  clear   a day
        review_recommendations.Words   sealed
        report_pictures.ReportId       clear   which report
        report_pictures.Number         clear   order, from 1 to 20
        report_pictures.Entry          clear   which entry of the thread it came with
        report_pictures.Sealed         sealed
        thread_entries.ReportId        clear   which report
        thread_entries.Number          clear   order
        thread_entries.Kind            clear   what the entry is
        thread_entries.Author          clear   reporter or team
        thread_entries.On              clear   a day, never an hour
        thread_entries.State           clear   clocks and counting
        thread_entries.Team            clear   who had it
        thread_entries.MemberId        clear   which member wrote
        thread_entries.Organisation    clear   to which organisation it went
        thread_entries.Service         clear   public: to which service it went
        thread_entries.Words           sealed
        tombstones.Id                  clear   by which the record names it
        tombstones.Reference           clear   not secret, says nothing
        tombstones.Class               clear   counting: one of three
        tombstones.Month               clear   counting: never a day
        tombstones.Ward                clear   counting
        tombstones.Outcome             clear   counting
        tombstones.Because             clear   whether it was asked for or its time was over
        tombstones.ForgottenOn         clear   a day
        tombstones.Code_Hash           hash    of 120 random bits, with a salt
        tombstones.Code_Salt           hash    its salt
        track_links.TokenHash          hash    of 32 random bytes
        track_links.ReportId           clear   which report
        track_links.GoodUntil          clear   a day
        track_links.Spent              clear   whether it was used
        track_links.Version            clear   counts uses
        """;

    private const string Vault = """
        keys.Id                        clear   names the key
        keys.Bytes                     sealed
        reporter_marks.Person          hash    under the master key, of an address or a number
        reporter_marks.Of              clear   an address or a number
        reporter_marks.ReportId        clear   which report
        reporter_marks.KeyId           clear   the key with which it goes
        reporter_marks.Incident        hash    under the master key, of kind, day and place
        reporter_marks.InTime          clear   counting
        reporter_marks.Looked          clear   whether a letter is still to be thought of
        cookie_keys.Id                 clear   order
        cookie_keys.FriendlyName       clear   a number
        cookie_keys.Xml                secret  keys of cookies and forms; the vault is where secrets are
        """;

    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public Task Every_column_of_the_main_database_is_on_the_list() => _service.With<HearbackDb>(db => Compare(db, Main));

    [Fact]
    public Task Every_column_of_the_vault_is_on_the_list() => _service.With<VaultDb>(db => Compare(db, Vault));

    [Fact]
    public async Task SQLite_does_not_number_the_rows_that_reporters_and_members_both_write()
    {
        var script = await _service.With<SqliteHearbackDb, string>(db => Task.FromResult(db.Database.GenerateCreateScript()))
            + await _service.With<SqliteVaultDb, string>(db => Task.FromResult(db.Database.GenerateCreateScript()));

        Assert.All(["thread_entries", "report_pictures", "draft_pictures", "handovers", "notices", "keys", "plan_answers", "plan_followers", "plan_ideas", "corrections", "mails_taken", "promises", "milestones", "reporter_marks", "reviews", "review_entries", "review_recommendations", "tombstones", "record"], table =>
            Assert.Contains("WITHOUT ROWID", script.Split($"CREATE TABLE \"{table}\"")[1].Split(';')[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_newest_migration_is_the_one_that_the_start_asks_for()
    {
        await Newest<SqliteHearbackDb>();
        await Newest<SqliteVaultDb>();
        await Newest<PostgresHearbackDb>();
        await Newest<PostgresVaultDb>();

        Task Newest<TDb>() where TDb : DbContext => _service.With<TDb>(db =>
        {
            Assert.Equal(db.Database.GetMigrations().Last(), db.NewestMigration());
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Nothing_that_a_reporter_or_an_officer_wrote_stands_in_clear()
    {
        string[] marks = ["markstory", "markwish", "markmore", "markwords", "markpattern", "markplace", "markname", "markmail", "markphone", "marksafe", "marktime",
            "markreply", "markback", "marknote", "markreason", "marknecessity", "marktold", "markclose", "markcomment", "marklater", "markagain", "markclock", "marklasted", "markeffect"];
        var reference = await _service.Given(A.Answers() with
        {
            Story = "markstory",
            Wish = "markwish",
            Effect = new EffectAnswer(Before.No, WhyMe.NotSure, Effect.Bothered, "markmore"),
            Where = A.At("mayford-estate") with { PlaceName = "markplace", InWords = "markwords" },
            When = new WhenAnswer(WhenKind.KeepsHappening, null, "markpattern"),
            Identity = IdentityLevel.Named,
            Contact = new Contact { Name = "markname", Email = "markmail@mail.example", Phone = "markphone", SafeWay = "marksafe", SafeTime = "marktime" },
        });
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(DraftTicket.New(), A.Answers() with { Story = "marklater" }));
        var police = A.Pack.Organisations.First(organisation => organisation.Code != "camden-council" && organisation.Teams.Count > 0);
        await _service.Work(reference, (report, desk) => report.Reply("markreply", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.WriteBack("markback", desk));
        await _service.Work(reference, (report, desk) => report.AddToDiary(new() { On = desk.Today, Time = "markclock", Lasted = "marklasted", What = "markagain", Effect = "markeffect" }, desk));
        await _service.Work(reference, (report, desk) => report.AddNote("marknote", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.PassTo(police, new("markreason", Gateway.CrimeAndDisorder, "marknecessity"), "marktold", "markreply", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.NotOurs, "markclose", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.SayIfSorted(Sorted.No, 1, "markcomment", desk));
        await _service.SendNotices();

        var stored = await _service.With<HearbackDb, string>(All) + await _service.With<VaultDb, string>(All) + _service.Log.Text;
        foreach (var file in System.IO.Directory.EnumerateFiles(_service.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            stored += await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(marks, mark => Assert.DoesNotContain(mark, stored, StringComparison.OrdinalIgnoreCase));
        // Nor does a hash, by which a short entry could be guessed.
        var written = await _service.Read(reference);
        Assert.DoesNotContain(Diary.Of(written, await _service.KeyOf(written)).LastHash!, stored, StringComparison.OrdinalIgnoreCase);
        // The search itself works: what may stand in clear is found.
        Assert.Contains(reference.Value, stored, StringComparison.Ordinal);
    }

    private static async Task Compare(DbContext db, string written)
    {
        var list = written.Split('\n').Select(line => line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries)).ToList();
        var real = await Columns(db);

        Assert.Equal(list.Select(line => line[0]).Order(StringComparer.Ordinal), real.Keys.Order(StringComparer.Ordinal));
        Assert.All(list.Where(line => line[1] is not "sealed"), line => Assert.True(line.Length is 3, $"{line[0]} has no reason"));
        Assert.All(list.Where(line => line[1] is "sealed"), line => Assert.True(real[line[0]] is "BLOB" or "bytea", $"{line[0]} is {real[line[0]]}"));
        Assert.All(list, line => Assert.True(line[1] is "clear" or "sealed" or "hash" or "secret", line[1]));
    }

    private static async Task<Dictionary<string, string>> Columns(DbContext db)
    {
        var sql = db.Database.IsSqlite()
            ? "SELECT m.name || '.' || c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '__EF%'"
            : "SELECT table_name || '.' || column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_EF%'";
        var columns = new Dictionary<string, string>();
        await Read(db, sql, row => columns.Add(row.GetString(0), row.GetString(1)));
        return columns;
    }

    /// <summary>All rows of all tables, as one text.</summary>
    internal static async Task<string> All(DbContext db)
    {
        var all = new StringBuilder();
        foreach (var table in (await Columns(db)).Keys.Select(column => column.Split('.')[0]).Distinct())
        {
            await Read(db, $"SELECT * FROM \"{table}\"", row =>
            {
                for (var column = 0; column < row.FieldCount; column++) { all.Append(row.GetValue(column) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : row.GetValue(column)).Append('\n'); }
            });
        }

        return all.ToString();
    }

    private static async Task Read(DbContext db, string sql, Action<DbDataReader> each)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) { each(rows); }
    }
}
