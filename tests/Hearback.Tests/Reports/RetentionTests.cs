using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

/// <summary>What is kept is kept for a stated time, and what is forgotten cannot be read again.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_report_goes_three_years_after_it_was_closed_and_a_tombstone_stays()
    {
        var answers = A.Answers() with { Where = A.At("mayford-estate") };
        var (reference, report) = await Closed(answers);
        _service.Later(Until(2029, 5, 31));
        Assert.Equal(0, await _service.ForgetOnTime());
        _service.Later(Day);

        Assert.Equal(1, await _service.ForgetOnTime());

        Assert.Equal((0, 0, 0), await _service.With<HearbackDb, (int, int, int)>(async db => (await db.Reports.CountAsync(), await db.Set<ThreadEntry>().CountAsync(), await db.Notices.CountAsync())));
        Assert.Null(await _service.With<KeyVault, DataKey?>(vault => vault.FindAsync(report.KeyId)));
        var stone = await _service.With<HearbackDb, Tombstone>(db => db.Tombstones.SingleAsync());
        Assert.Equal((reference, new DateOnly(2026, 6, 1), A.SomersTown, CloseReason.ActionTaken, Forgetting.TimeIsOver), (stone.Reference, stone.Month, stone.Ward!, stone.Outcome!.Value, stone.Because));
        Assert.Equal(_service.Pack.Category(answers.Category)!.Class, stone.Class);
        Assert.Equal([AuditedAct.ForgotReport], await Acts(report.Id));
        Assert.Null((await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task Whoever_has_the_code_is_told_and_a_stranger_learns_no_more_than_of_a_report_that_never_was()
    {
        var answers = A.Answers();
        var (reference, _) = await Closed(answers);
        _service.Later(Until(2029, 6, 1));
        await _service.ForgetOnTime();

        var theirs = await _service.Visitor().Track(reference.Value, answers.AccessCode);
        var wrong = await _service.Visitor().Track(reference.Value, A.Answers().AccessCode);
        var unknown = await _service.Visitor().Track("HB-000-000", A.Answers().AccessCode);

        Assert.Equal("This report is deleted", theirs.Heading);
        Assert.Contains("We keep a report for a stated time", theirs.Text, StringComparison.Ordinal);
        Assert.Equal((unknown.Status, unknown.ErrorSummary(), unknown.Heading), (wrong.Status, wrong.ErrorSummary(), wrong.Heading));
        Assert.Equal("The reference or the access code is not right", wrong.ErrorSummary());
    }

    [Fact]
    public async Task A_report_that_is_held_stays_and_goes_when_the_hold_ends()
    {
        var (reference, _) = await Closed(A.Answers());
        await _service.Work(reference, (report, desk) => report.HoldBack("A court asks for it", A.Officer().MemberId, desk));
        _service.Later(Until(2030, 1, 1));
        Assert.Equal(0, await _service.ForgetOnTime());

        await _service.Work(reference, (report, _) => report.Release());

        Assert.Equal(1, await _service.ForgetOnTime());
    }

    [Fact]
    public async Task New_words_within_the_last_month_keep_it_for_a_month_and_the_coordinator_is_told_once()
    {
        await _service.Given(A.Coordinator("coordinator@team.example"));
        var (reference, _) = await Closed(A.Answers());
        _service.Later(Until(2029, 5, 20));
        await _service.Work(reference, (report, desk) => report.BecomeKnown(IdentityLevel.Named, A.Contact(), desk));
        _service.Later(Until(2029, 6, 1));

        Assert.Equal((0, 0), (await _service.ForgetOnTime(), await _service.ForgetOnTime()));

        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To("coordinator@team.example"));
        Assert.Contains("stays until Wednesday 20 June", letter.Text, StringComparison.Ordinal);
        _service.Later(Until(2029, 6, 20));
        Assert.Equal(1, await _service.ForgetOnTime());
    }

    [Fact]
    public async Task A_year_after_closing_nobody_knows_who_reported()
    {
        var (reference, before) = await Closed(A.NamedAnswers());
        Assert.NotNull(before.Contact);
        await _service.SendNotices();
        _service.Later(Until(2027, 6, 1));

        Assert.Equal(0, await _service.ForgetOnTime());

        var after = await _service.Read(reference);
        Assert.Equal((null, IdentityLevel.Anonymous), (after.Contact, after.Identity));
        Assert.DoesNotContain(after.Notices, notice => notice.Kind is Hearback.Notices.NoticeKind.ReportReceived or Hearback.Notices.NoticeKind.ReportUpdated);
        Assert.Equal([AuditedAct.ForgotContact], await Acts(after.Id));
    }

    [Fact]
    public async Task What_a_service_was_told_of_who_they_are_goes_with_their_name()
    {
        var reference = await _service.Given(A.ForService(A.NamedAnswers(), new() { Words = "Bags", Contact = new("Rosa Field", "rosa@mail.example", null) }));
        await _service.SendHandovers();
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.HandedOver, "They have it.", A.Officer(), desk));
        _service.Later(Until(2027, 6, 1));

        await _service.ForgetOnTime();

        var report = await _service.Read(reference);
        var passed = report.LastHandover!.OpenPassed(await _service.KeyOf(report))!;
        Assert.Equal(("Bags", null), (passed.Words, passed.Contact));
        Assert.DoesNotContain(report.Notices, notice => notice.Kind.IsToReporter);
    }

    [Fact]
    public async Task An_open_report_is_never_forgotten()
    {
        await _service.Given(A.NamedAnswers());
        _service.Later(Until(2036, 1, 1));

        Assert.Equal(0, await _service.ForgetOnTime());
        Assert.NotNull(await _service.With<HearbackDb, SealedText?>(db => db.Reports.Select(report => report.Contact).SingleAsync()));
    }

    [Fact]
    public async Task Two_processes_that_forget_at_once_leave_one_tombstone_and_one_entry()
    {
        var reports = new List<Report>();
        for (var number = 0; number < 5; number++) { reports.Add((await Closed(A.Answers())).Report); }

        _service.Later(Until(2029, 6, 2));
        await using var other = await Service.StartAsync(beside: _service);

        await Task.WhenAll(_service.ForgetOnTime(), other.ForgetOnTime());
        await _service.ForgetOnTime();

        Assert.Equal((0, 5), await _service.With<HearbackDb, (int, int)>(async db => (await db.Reports.CountAsync(), await db.Tombstones.CountAsync())));
        foreach (var report in reports) { Assert.Equal([AuditedAct.ForgotReport], await Acts(report.Id)); }

        Assert.Null((await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task A_fault_after_the_key_is_gone_leaves_nothing_to_read_and_the_next_round_goes_on()
    {
        var answers = A.Answers();
        var (reference, report) = await Closed(answers);
        // As it stands when the power fails between the two databases.
        await _service.Work(reference, (one, _) => one.LetGo(Forgetting.TimeIsOver));
        await _service.With<KeyVault>(vault => vault.ForgetAsync(report.KeyId));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        Assert.Equal("This report is deleted", (await _service.Visitor().Track(reference.Value, answers.AccessCode)).Heading);
        Assert.Equal(404, (int)(await coordinator.Open($"/staff/reports/{reference}")).Status);
        Assert.Equal(1, await _service.ForgetOnTime());
    }

    [Fact]
    public async Task An_older_copy_of_the_main_database_beside_todays_vault_cannot_be_read()
    {
        var (_, yesterday) = await Closed(A.NamedAnswers());
        var key = await _service.KeyOf(yesterday);
        Assert.Equal("The door does not shut", yesterday.OpenTold(key).Story);
        _service.Later(Until(2029, 6, 1));
        await _service.ForgetOnTime();

        // The row as a backup would bring it back.
        await Assert.ThrowsAsync<ForgottenException>(() => _service.KeyOf(yesterday));
    }

    [Fact]
    public void A_rule_for_a_class_and_an_outcome_wins_over_the_rule_for_all()
    {
        var options = new RetentionOptions { ReportMonthsOf = new() { ["Personal"] = 72, ["personal-actiontaken"] = 84, ["NotOurs"] = 6 } };

        Assert.Equal((84, 72, 6, 36), (options.MonthsOf(NsirClass.Personal, CloseReason.ActionTaken), options.MonthsOf(NsirClass.Personal, CloseReason.NotOurs), options.MonthsOf(NsirClass.Nuisance, CloseReason.NotOurs), options.MonthsOf(NsirClass.Nuisance, CloseReason.CauseFixed)));
    }

    [Fact]
    public async Task Old_entries_go_and_the_rest_of_the_record_is_still_whole()
    {
        foreach (var act in new[] { AuditedAct.SignedIn, AuditedAct.Replied }) { await Act(act); }

        await _service.WriteHeads();
        _service.Later(Until(2027, 7, 1));
        foreach (var act in new[] { AuditedAct.SignedIn, AuditedAct.Asked }) { await Act(act); }

        Assert.Equal((1, 0), (await _service.RemoveOldEntries(), await _service.RemoveOldEntries()));

        var found = await _service.VerifyRecord();
        Assert.Null(found.Broken);
        Assert.Equal([(Book.Acts, 3L), (Book.SignIns, 1L), (Book.Reporters, 0L)], found.Books.Select(book => (book.Book, book.Entries)));
        _service.Later(Until(2032, 7, 1));
        Assert.Equal(2, await _service.RemoveOldEntries());
        Assert.Null((await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task Nobody_else_can_move_the_beginning_of_the_record()
    {
        for (var number = 0; number < 3; number++) { await Act(AuditedAct.Replied); }

        await _service.With<HearbackDb>(async db =>
        {
            var second = await db.Audit.AsNoTracking().SingleAsync(entry => entry.Number == 2);
            db.RecordStarts.Add(new(Book.Acts, new(2, second.Hash), new RecordChain(new MasterKey(new byte[32]))));
            await db.SaveChangesAsync();
            await db.Audit.Where(entry => entry.Number <= 2).ExecuteDeleteAsync();
        });

        Assert.StartsWith("the beginning of the book is not the one that was signed", (await _service.VerifyRecord()).Broken?.What, StringComparison.Ordinal);
    }

    private async Task<(Reference Reference, Report Report)> Closed(ReportAnswers answers)
    {
        var reference = await _service.Given(answers);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is mended.", A.Officer(), desk));
        return (reference, await _service.Read(reference));
    }

    private Task Act(AuditedAct act) => _service.With<HearbackDb>(async db =>
    {
        db.Audit.Add(new(act, null, _service.Time.GetUtcNow()));
        await db.SaveChangesAsync();
    });

    private Task<List<AuditedAct>> Acts(Guid report) => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.Where(entry => entry.ReportId == report).OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());

    private TimeSpan Until(int year, int month, int day) => new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero) - _service.Time.GetUtcNow();
}
