using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

/// <summary>The dates that a reporter was promised, how each ended, and how the clock stands still while we wait for them.</summary>
public sealed class PromiseTests
{
    private readonly Officer _sam = A.Officer();

    [Fact]
    public void A_message_keeps_the_date_that_the_reporter_waited_for_and_a_late_one_stands_as_missed()
    {
        var report = A.Report();
        report.Reply("We are on it", _sam, On("2026-06-08"));
        report.Reply("The locksmith comes", _sam, On("2026-06-23"));

        Assert.Equal(
            [(Day("2026-06-08"), Day("2026-06-08"), true, true), (Day("2026-06-22"), Day("2026-06-23"), false, false)],
            report.Promises.Select(promise => (promise.DueOn, promise.EndedOn, promise.FirstReply, promise.WasKept)));
    }

    [Fact]
    public void Many_messages_on_one_day_keep_one_date()
    {
        var report = A.Report();
        foreach (var words in (string[])["One", "Two", "Three"]) { report.Reply(words, _sam, On("2026-06-03")); }

        Assert.Single(report.Promises);
    }

    [Fact]
    public void A_missed_date_stays_with_the_team_that_missed_it()
    {
        var report = A.Report();
        report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", _sam, On("2026-06-10"));
        report.Reply("We are on it", A.Officer("housing"), On("2026-06-11"));
        report.PassTo(A.Pack.Team("community-safety")!, "Back again", A.Officer("housing"), On("2026-06-12"));
        report.Reply("Done soon", _sam, On("2026-06-15"));

        Assert.Equal([("community-safety", false), ("community-safety", true)], report.Promises.Select(promise => (promise.Team, promise.WasKept)));
        Assert.All(report.Promises, promise => Assert.Equal("community-safety", promise.TakenBy));
    }

    [Fact]
    public void Notes_passing_on_and_giving_keep_no_date()
    {
        var report = A.Report();
        report.AddNote("Look at the file", _sam, On("2026-06-02"));
        report.Assign(_sam.MemberId);
        report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", _sam, On("2026-06-03"));

        Assert.Empty(report.Promises);
        Assert.Equal(Day("2026-06-08"), report.DueOn);
    }

    [Fact]
    public void While_we_wait_for_the_reporter_the_clock_stands_still_for_ten_working_days_at_most()
    {
        var report = A.Report();
        report.Ask("Which door?", _sam, On("2026-06-03"));

        Assert.Equal((Day("2026-06-17"), Day("2026-07-01")), (report.PausedUntil, report.DueOn));
        report.WriteBack("The left one", On("2026-06-05"));
        Assert.Null(report.PausedUntil);
        Assert.Equal(Day("2026-06-19"), report.DueOn);
        var moved = Assert.Single(report.Promises, promise => promise.MovedTo is not null);
        Assert.Equal((Day("2026-07-01"), Day("2026-06-19"), WhyMoved.Answered), (moved.DueOn, moved.MovedTo, moved.Why));
        report.WriteBack("And the right one", On("2026-06-08"));
        Assert.Equal(Day("2026-06-19"), report.DueOn);
    }

    /// <summary>Over Christmas 2026 the 25th and the substitute 28th are off, and New Year's Day.</summary>
    [Theory]
    [InlineData("2026-12-23", "2027-01-11", "2027-01-25")]
    [InlineData("2026-12-24", "2027-01-12", "2027-01-26")]
    [InlineData("2026-12-26", "2027-01-12", "2027-01-26")]
    [InlineData("2027-03-25", "2027-04-12", "2027-04-26")]
    public void Bank_holidays_pause_nothing_and_count_for_nothing(string asked, string until, string due)
    {
        var report = A.Report(desk: On("2026-12-01"));
        report.Ask("Which door?", _sam, On(asked));

        Assert.Equal((Day(until), Day(due)), (report.PausedUntil, report.DueOn));
    }

    [Fact]
    public void Asking_again_buys_no_more_time_and_a_late_answer_gives_none()
    {
        var report = A.Report();
        report.Ask("Which door?", _sam, On("2026-06-03"));
        report.Ask("Which door, please?", _sam, On("2026-06-16"));
        Assert.Equal(Day("2026-06-17"), report.PausedUntil);
        Assert.Equal(Day("2026-07-01"), report.DueOn);

        report.WriteBack("The left one", On("2026-06-24"));
        Assert.Equal(Day("2026-07-01"), report.DueOn);
        Assert.Null(report.WaitingSince);
    }

    [Fact]
    public void Whoever_starts_work_without_an_answer_ends_the_pause()
    {
        var report = A.Report();
        report.Ask("Which door?", _sam, On("2026-06-03"));
        report.StartWork("We found it", _sam, On("2026-06-05"));

        Assert.Null(report.PausedUntil);
        Assert.Equal(Day("2026-06-19"), report.DueOn);
    }

    [Fact]
    public void More_urgent_brings_the_date_nearer_tells_the_reporter_and_keeps_the_old_one_on_the_record()
    {
        var desk = On("2026-06-01");
        var report = A.Report(A.NamedAnswers(), desk);
        report.ChangeTier(Tier.High, "A child lives there", _sam, desk);

        Assert.Equal((Day("2026-06-02"), Day("2026-06-02")), (report.DueOn, report.FirstReplyDueOn));
        var moved = Assert.Single(report.Promises);
        Assert.Equal((Day("2026-06-08"), Day("2026-06-02"), WhyMoved.MoreUrgent, true), (moved.DueOn, moved.MovedTo, moved.Why, moved.FirstReply));
        Assert.Equal(EntryKind.DateMoved, report.Thread.Single(entry => entry.Number == moved.Entry).Kind);
        Assert.Equal(Author.Reporter, report.LastWordBy);

        report.ChangeTier(Tier.Standard, "The child is safe", _sam, desk);
        Assert.Equal(Day("2026-06-02"), report.DueOn);
        Assert.Single(report.Promises);

        var tracked = TrackedReport.Of(report, desk.Key, A.Pack, [], [], [], desk.Today);
        Assert.Contains(tracked.Thread, entry => entry is DateMoved { Why: WhyMoved.MoreUrgent });
        Assert.DoesNotContain(tracked.Thread, entry => entry is TeamSaid);
    }

    [Fact]
    public void Turns_are_kept_for_the_figures_and_hold_no_words()
    {
        var report = A.Report();
        report.PassTo(A.Pack.Team("housing")!, "Housing looks after the door", _sam, On("2026-06-02"));
        report.Close(CloseReason.CauseFixed, "Mended", A.Officer("housing"), On("2026-06-04"));
        report.SayIfSorted(Sorted.Yes, 4, "Thank you", On("2026-06-05"));
        report.SayIfSorted(Sorted.No, 2, "It broke again", On("2026-06-08"));
        report.Close(CloseReason.CauseFixed, "Mended again", A.Officer("housing"), On("2026-06-09"));
        report.Reopen("We look once more", A.Officer("housing"), On("2026-06-10"));

        Assert.Equal(
            [MilestoneKind.PassedToTeam, MilestoneKind.Closed, MilestoneKind.SaidIfSorted, MilestoneKind.SaidIfSorted, MilestoneKind.Closed, MilestoneKind.Reopened],
            report.Milestones.Select(milestone => milestone.Kind));
        Assert.All(report.Milestones, milestone => Assert.Equal("housing", milestone.Team));
        var answers = report.Milestones.Where(milestone => milestone.Kind is MilestoneKind.SaidIfSorted).ToList();
        Assert.Equal([(Sorted.Yes, 4), (Sorted.No, 2)], answers.Select(answer => (answer.Sorted!.Value, answer.KeptInformed!.Value)));
        Assert.Equal(answers[0].Closing, answers[1].Closing);
    }

    private readonly Hearback.Vault.DataKey _key = Hearback.Vault.DataKey.New();

    private static DateOnly Day(string day) => DateOnly.Parse(day, null);

    private Desk On(string day) => new(_key, A.Pack, new(Day(day), new TimeOnly(11, 0), TimeSpan.Zero));
}
