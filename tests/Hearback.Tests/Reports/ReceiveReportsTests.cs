using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

public sealed class ReceiveReportsTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_report_is_stored_with_its_first_entry_its_notices_and_its_key()
    {
        var reference = await _service.Given(A.NamedAnswers());

        var report = await _service.Read(reference);
        Assert.Equal("The door does not shut", report.OpenTold(await _service.KeyOf(report)).Story);
        Assert.Equal(EntryKind.Received, Assert.Single(report.Thread).Kind);
        Assert.Equal([NoticeKind.ReportReceived, NoticeKind.TeamHasReport], report.Notices.Select(notice => notice.Kind).Order());
    }

    [Fact]
    public async Task A_strangers_mailbox_gets_only_a_few_first_letters_a_day_and_every_report_is_taken()
    {
        for (var turn = 0; turn < FirstLetters.MostADay; turn++) { await _service.Given(A.NamedAnswers($"Rosa+{turn}@mail.example")); }

        var answers = A.NamedAnswers("rosa@MAIL.example");
        var reference = await _service.Given(answers);
        await _service.Given(A.NamedAnswers("other@mail.example"));

        Assert.Equal([NoticeKind.TeamHasReport], (await _service.Read(reference)).Notices.Select(notice => notice.Kind));
        await _service.SendNotices();
        Assert.Equal(FirstLetters.MostADay, _service.Letters.All.Count(letter => letter.To.StartsWith("rosa", StringComparison.OrdinalIgnoreCase)));
        Assert.Single(_service.Letters.To("other@mail.example"));
        using var reporter = _service.Visitor();
        Assert.Equal("/track/report", (await reporter.Track(reference.Value, answers.AccessCode)).Path);

        await _service.Work(reference, (report, desk) => report.Reply("It is mended", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(1));
        await _service.Given(A.NamedAnswers());
        await _service.SendNotices();
        Assert.Equal([1, 1], [_service.Letters.To("rosa@MAIL.example").Count, _service.Letters.To("rosa@mail.example").Count]);
    }

    [Fact]
    public async Task The_same_report_sent_again_and_again_uses_up_one_first_letter()
    {
        var answers = A.NamedAnswers();
        for (var turn = 0; turn <= FirstLetters.MostADay; turn++) { await _service.Given(answers); }

        await _service.Given(A.NamedAnswers());

        await _service.SendNotices();
        Assert.Equal(2, _service.Letters.To("rosa@mail.example").Count);
    }

    [Fact]
    public async Task Sending_twice_makes_one_report()
    {
        var answers = A.Answers();

        var first = await _service.Given(answers);
        var second = await _service.Given(answers);

        Assert.Equal(first, second);
        Assert.Equal(1, await Count());
        Assert.Equal((await _service.Read(first)).KeyId, await _service.With<VaultDb, DataKeyId>(db => db.Keys.Select(key => key.Id).SingleAsync()));
    }

    [Fact]
    public async Task Pressing_Send_many_times_at_once_makes_one_report()
    {
        var answers = A.Answers();

        var references = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _service.Given(answers)));

        Assert.Single(references.Distinct());
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task Two_processes_that_get_the_same_answers_make_one_report()
    {
        await using var other = await Service.StartAsync(beside: _service);
        var answers = A.Answers();

        var references = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => (turn % 2 is 0 ? _service : other).Given(answers)));

        Assert.Single(references.Distinct());
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task Many_at_once_each_get_a_reference_of_their_own()
    {
        var references = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _service.Given(A.Answers())));

        Assert.Equal(100, references.Distinct().Count());
        Assert.Equal(100, await Count());
    }

    [Fact]
    public async Task One_that_cannot_be_stored_does_not_spoil_the_others()
    {
        var wrong = _service.Given(A.Answers("no-such-category"));
        var right = Enumerable.Range(0, 10).Select(_ => _service.Given(A.Answers())).ToList();

        await Assert.ThrowsAsync<NotReceivedException>(() => wrong);
        Assert.Equal(10, (await Task.WhenAll(right)).Distinct().Count());
    }

    [Fact]
    public async Task A_lost_database_is_never_a_false_success_and_the_same_answers_get_in_later()
    {
        var answers = A.Answers();
        await _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE thread_entries RENAME TO thread_entries_away"));
        await Assert.ThrowsAsync<NotReceivedException>(() => _service.Given(answers));
        Assert.Equal(0, await Count());

        await _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE thread_entries_away RENAME TO thread_entries"));
        await _service.Given(answers);
        Assert.Equal(1, await Count());
        Assert.DoesNotContain("The door does not shut", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_when_the_service_stops_is_still_served()
    {
        var waiting = Enumerable.Range(0, 30).Select(_ => _service.Given(A.Answers())).ToList();
        await _service.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(30, (await Task.WhenAll(waiting)).Distinct().Count());
    }

    [Fact]
    public async Task The_second_of_two_members_who_act_at_once_is_told()
    {
        var reference = await _service.Given(A.Answers());
        await using var other = await Service.StartAsync(beside: _service);

        var conflict = await Assert.ThrowsAnyAsync<DbUpdateException>(() => _service.With<HearbackDb>(async db =>
        {
            var report = await db.Reports.Include(r => r.Thread).SingleAsync(r => r.Reference == reference);
            var desk = new Desk(await _service.KeyOf(report), _service.Pack, _service.Time.GetUtcNow());
            await other.Work(reference, (theirs, at) => theirs.Reply("First", A.Officer(), at));
            report.Reply("Second", A.Officer(), desk);
            await db.SaveChangesAsync();
        }));

        Assert.True(conflict.IsConflict());
        var stored = await _service.Read(reference);
        Assert.Equal("First", stored.Thread[^1].OpenWords(await _service.KeyOf(stored)));
        Assert.Equal(2, stored.Thread.Count);
    }

    [Fact]
    public async Task A_notes_writer_and_a_reporter_who_write_at_once_do_not_overwrite_each_other()
    {
        var reference = await _service.Given(A.Answers());

        var conflict = await Assert.ThrowsAnyAsync<DbUpdateException>(() => _service.With<HearbackDb>(async db =>
        {
            var report = await db.Reports.Include(r => r.Thread).SingleAsync(r => r.Reference == reference);
            var desk = new Desk(await _service.KeyOf(report), _service.Pack, _service.Time.GetUtcNow());
            await _service.Work(reference, (theirs, at) => theirs.WriteBack("It happened again", at));
            report.AddNote("Quiet so far", A.Officer(), desk);
            await db.SaveChangesAsync();
        }));

        Assert.True(conflict.IsConflict());
        Assert.Equal(2, (await _service.Read(reference)).Thread.Count);
    }

    private Task<int> Count() => _service.With<HearbackDb, int>(db => db.Reports.CountAsync());
}
