using System.Security.Cryptography;
using System.Text;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

public sealed class DiaryTests
{
    private readonly Desk _desk = A.Desk();

    [Fact]
    public void An_entry_belongs_to_the_thread_is_told_to_the_team_and_moves_no_date()
    {
        var report = A.Report(desk: _desk);
        var (state, due) = (report.State, report.DueOn);

        report.AddToDiary(A.Happening(), _desk with { Now = _desk.Now.AddDays(2) });

        var entry = report.Thread[^1];
        Assert.Equal((EntryKind.Diary, Author.Reporter, new DateOnly(2026, 6, 3)), (entry.Kind, entry.Author, entry.On));
        Assert.Equal((state, due, Author.Reporter), (report.State, report.DueOn, report.LastWordBy));
        Assert.Single(report.Notices, notice => notice.Kind is NoticeKind.ReporterWrote);
    }

    [Fact]
    public void What_we_asked_stays_asked()
    {
        var report = A.Report(desk: _desk);
        report.Ask("Which door is it?", A.Officer(), _desk);

        report.AddToDiary(A.Happening(), _desk);

        Assert.Equal(ReportState.WaitingForReporter, report.State);
    }

    [Fact]
    public void A_closed_report_takes_no_entry()
    {
        var report = A.Report(desk: _desk);
        report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), _desk);

        Assert.Equal("This report is closed", Assert.Throws<RefusedException>(() => report.AddToDiary(A.Happening(), _desk)).Message);
    }

    [Theory]
    [InlineData(" ", 0, 1, "Say what happened")]
    [InlineData("Music", 1, 1, "The day it happened must be today or in the past")]
    [InlineData("Music", 0, 1001, "Write less about the time, how long it went on, or what it did to you")]
    public void An_entry_needs_words_and_a_day_that_has_come(string what, int daysAhead, int effect, string refusal)
    {
        var report = A.Report(desk: _desk);

        Assert.Equal(refusal, Assert.Throws<RefusedException>(() => report.AddToDiary(A.Happening(what, daysAhead) with { Effect = new('x', effect) }, _desk)).Message);
        Assert.Single(report.Thread);
    }

    [Fact]
    public void Each_hash_is_that_of_the_stated_bytes_and_takes_in_the_one_before()
    {
        var report = A.Report(desk: _desk);
        report.AddToDiary(new() { On = new(2026, 5, 30), Time = "about 11pm", Lasted = "two hours", What = "Music.\r\nAnd shouting", Effect = "No sleep" }, _desk);
        report.AddToDiary(new() { On = new(2026, 6, 1), What = "Again" }, _desk);

        var diary = Diary.Of(report, _desk.Key);
        var first = $"Entry 1\nReport: {report.Reference}\nWritten on: 2026-06-01\nHappened on: 2026-05-30\nAbout what time:\n  about 11pm\nHow long:\n  two hours\nWhat happened:\n  Music.\n  And shouting\nWhat it did to me:\n  No sleep\nHash before: none\n";
        var second = $"Entry 2\nReport: {report.Reference}\nWritten on: 2026-06-01\nHappened on: 2026-06-01\nAbout what time:\nHow long:\nWhat happened:\n  Again\nWhat it did to me:\nHash before: {Sha256(first)}\n";

        Assert.Equal([Sha256(first), Sha256(second)], diary.Lines.Select(line => line.Entry!.Hash));
        Assert.Equal(Sha256(second), diary.LastHash);
        Assert.True(diary.IsAsWritten);
    }

    [Fact]
    public void No_words_can_pass_for_a_line_of_ours()
    {
        var (one, other) = (A.Happening("Music\nWhat it did to me:\n  No sleep"), A.Happening("Music") with { Effect = "No sleep" });
        var report = A.Report(desk: _desk).Reference;

        Assert.NotEqual(DiaryEntry.Write(one, null, report, _desk.Today).TextIn(report), DiaryEntry.Write(other, null, report, _desk.Today).TextIn(report));
        Assert.DoesNotContain("\nWhat it did to me:\n  No sleep\n", DiaryEntry.Write(one, null, report, _desk.Today).TextIn(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_is_of_one_report_alone()
    {
        var (here, there) = (A.Report(desk: _desk).Reference, A.Report(desk: _desk).Reference);

        Assert.NotEqual(DiaryEntry.Write(A.Happening(), null, here, _desk.Today).Hash, DiaryEntry.Write(A.Happening(), null, there, _desk.Today).Hash);
    }

    [Theory]
    [InlineData("changed words", 2)]
    [InlineData("changed hash", 2)]
    [InlineData("changed day of writing", 2)]
    [InlineData("another seal", 2)]
    [InlineData("taken out", 3)]
    public void What_was_changed_or_taken_out_is_seen(string how, int marked)
    {
        var report = A.Report(desk: _desk);
        for (var night = 1; night <= 4; night++) { report.AddToDiary(A.Happening($"Night {night}"), _desk); }

        Assert.True(Diary.Of(report, _desk.Key).IsAsWritten);
        Tamper(report, how);

        var diary = Diary.Of(report, _desk.Key);
        Assert.False(diary.IsAsWritten);
        Assert.Equal(marked, diary.Lines.First(line => !line.IsAsWritten).Number);
        Assert.Equal(how is "another seal", diary.Lines.Any(line => line.Entry is null));
    }

    [Fact]
    public void Whoever_changes_an_entry_and_makes_its_hash_anew_changes_all_later_ones()
    {
        var report = A.Report(desk: _desk);
        for (var night = 1; night <= 3; night++) { report.AddToDiary(A.Happening($"Night {night}"), _desk); }

        var second = Diary.Of(report, _desk.Key).Lines[1].Entry! with { Happened = A.Happening("Nothing at all") };
        Put(report, 1, second with { Hash = second.HashIn(report.Reference) });

        Assert.Equal([true, true, false], Diary.Of(report, _desk.Key).Lines.Select(line => line.IsAsWritten));
    }

    private void Tamper(Report report, string how)
    {
        var second = Diary.Of(report, _desk.Key).Lines[1].Entry!;
        switch (how)
        {
            case "changed words": Put(report, 1, second with { Happened = A.Happening("Nothing at all") }); break;
            case "changed hash": Put(report, 1, second with { Hash = new('0', 64) }); break;
            case "changed day of writing": Put(report, 1, second with { WrittenOn = second.WrittenOn.AddDays(-1) }); break;
            case "another seal": Put(report, 1, second, A.Desk()); break;
            default: Entries(report).Remove(Kept(report, 1)); break;
        }
    }

    private void Put(Report report, int index, DiaryEntry entry, Desk? by = null)
    {
        var kept = Kept(report, index);
        Entries(report)[Entries(report).IndexOf(kept)] = new ThreadEntry(kept.Number, kept.Kind, kept.Author, kept.On, kept.State, kept.Team) { Words = (by ?? _desk).Key.Seal(entry, ThreadEntry.DiaryPurpose(kept.Number)) };
    }

    private static ThreadEntry Kept(Report report, int index) => report.Thread.Where(entry => entry.Kind is EntryKind.Diary).ElementAt(index);

    // Whoever has the database changes rows, not objects.
    private static List<ThreadEntry> Entries(Report report) => (List<ThreadEntry>)report.Thread;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
