using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

/// <summary>The rules of a report that is with a service.</summary>
public sealed class HandoverTests
{
    private readonly Desk _desk = A.Desk();
    private readonly Officer _sam = A.Officer();

    private static ListedService CleanCamden => A.Pack.Service("clean-camden")!;

    [Fact]
    public void A_member_hands_over_and_the_team_keeps_the_clock()
    {
        var report = HandedOver();

        Assert.Equal((ReportState.WithService, "community-safety"), (report.State, report.Team));
        Assert.Equal("Needles at the gate", report.LastHandover!.OpenPassed(_desk.Key)!.Words);
        Assert.Equal((new DateOnly(2026, 6, 8), new DateOnly(2026, 6, 8)), (report.DueOn, report.LastHandover.AskOn));
        Assert.Equal(_sam.MemberId, report.MemberId);
    }

    [Fact]
    public void What_is_on_its_way_is_not_sent_a_second_time_and_a_service_that_takes_nothing_gets_nothing()
    {
        Assert.Throws<RefusedException>(() => HandOver(HandedOver(), CleanCamden));
        Assert.Throws<RefusedException>(() => HandOver(A.Report(desk: _desk), A.Pack.Service("routes-off-the-street")!));
        Assert.Throws<InvalidOperationException>(() => A.Report(A.NamedAnswers(), _desk).HandOver(CleanCamden, new() { Words = "x", Contact = new("Rosa Field", null, null) }, "We passed it on", _sam, _desk));
        Assert.Throws<RefusedException>(() => A.Report(desk: _desk).HandOver(CleanCamden, new() { Words = " " }, "We passed it on", _sam, _desk));
    }

    [Theory]
    [InlineData(Worked.Yes, ReportState.Closed, null)]
    [InlineData(Worked.No, ReportState.BeingWorkedOn, "2026-06-15")]
    [InlineData(Worked.NotYet, ReportState.WithService, "2026-06-15")]
    public void Asked_once_the_reporter_says_what_came_of_it(Worked worked, ReportState leadsTo, string? due)
    {
        var report = Taken(HandedOver());
        Assert.Throws<RefusedException>(() => report.SayIfItWorked(worked, null, Later(4)));
        var monday = Later(7);
        report.AskIfItWorked(report.LastHandover!, monday);
        Assert.True(report.LastHandover!.IsAsked);
        Assert.Null(report.LastHandover.AskOn);

        report.SayIfItWorked(worked, "Still there", monday);

        Assert.Equal((leadsTo, due is null ? null : DateOnly.Parse(due, null)), (report.State, report.DueOn));
        Assert.Equal(worked, report.LastHandover.Worked);
        Assert.Equal("Still there", report.Thread[^1].OpenWords(_desk.Key));
        Assert.Equal(worked is Worked.NotYet ? new DateOnly(2026, 6, 15) : null, report.LastHandover.AskOn);
        Assert.Equal(worked is Worked.Yes ? new(CloseReason.HandedOver, new(2026, 6, 8)) : null, report.Closure);
        Assert.Throws<RefusedException>(() => report.SayIfItWorked(worked, null, monday));
    }

    [Fact]
    public void Whoever_said_that_it_worked_can_open_it_again()
    {
        var report = Taken(HandedOver());
        report.AskIfItWorked(report.LastHandover!, Later(7));
        report.SayIfItWorked(Worked.Yes, null, Later(7));

        report.SayIfSorted(Sorted.No, null, "They came and left half of it", Later(9));

        Assert.Equal(ReportState.BeingWorkedOn, report.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_is_asked_about_what_went_on_in_another_way(bool isClosed)
    {
        var report = Taken(HandedOver());
        if (isClosed) { report.Close(CloseReason.ActionTaken, "We took them away", _sam, Later(1)); } else { report.StartWork("We look at it ourselves", _sam, Later(1)); }

        var entries = report.Thread.Count;
        report.AskIfItWorked(report.LastHandover!, Later(7));

        Assert.Equal((false, null, entries), (report.LastHandover!.IsAsked, report.LastHandover.AskOn, report.Thread.Count));
    }

    [Fact]
    public void A_number_is_told_once_and_a_member_may_put_it_right()
    {
        var report = HandedOver(A.NamedAnswers());
        report.TakenByService(report.LastHandover!, new("12345"), _desk);
        report.TakenByService(report.LastHandover!, new("12345"), _desk);
        Assert.Throws<RefusedException>(() => report.NoteTheirReference("12345", _sam, _desk));
        Assert.Throws<RefusedException>(() => report.NoteTheirReference(" ", _sam, _desk));
        report.NoteTheirReference("12346", _sam, _desk);

        Assert.Equal(["12345", "12346"], report.Thread.Where(entry => entry.Kind is EntryKind.TakenByService).Select(entry => entry.OpenWords(_desk.Key)));
        Assert.Equal(2, report.Notices.Count(notice => notice.Kind is NoticeKind.ServiceHasIt));
        Assert.Throws<RefusedException>(() => A.Report(desk: _desk).NoteTheirReference("1", _sam, _desk));
    }

    [Theory]
    [InlineData(false, ReportState.BeingWorkedOn)]
    [InlineData(true, ReportState.WaitingForReporter)]
    public void What_could_not_be_delivered_comes_back_with_a_new_date(bool meanwhileAsked, ReportState leadsTo)
    {
        var report = HandedOver(A.NamedAnswers());
        if (meanwhileAsked) { report.Ask("Which gate?", _sam, _desk); }

        Assert.False(report.NotTaken(report.LastHandover!, Later(2)));
        Assert.True(report.NotTaken(report.LastHandover!, Later(3)));

        Assert.Equal((leadsTo, HandoverState.Failed), (report.State, report.LastHandover!.State));
        Assert.Equal(meanwhileAsked ? new(2026, 6, 29) : new DateOnly(2026, 6, 11), report.DueOn);
        Assert.Contains(report.Notices, notice => notice.Kind is NoticeKind.HandoverFailed);
        Assert.Contains(report.Notices, notice => notice.Kind is NoticeKind.ServiceNotReached);
        HandOver(report, CleanCamden);
        Assert.Equal(2, report.LastHandover!.Number);
    }

    [Fact]
    public void A_closed_report_stays_closed_when_its_hand_over_fails_and_the_team_hears_of_it()
    {
        var report = HandedOver();
        report.Close(CloseReason.ActionTaken, "We took them away", _sam, _desk);

        Assert.True(report.NotTaken(report.LastHandover!, Later(4)));
        Assert.Equal(ReportState.Closed, report.State);
        Assert.Contains(report.Notices, notice => notice.Kind is NoticeKind.HandoverFailed);
    }

    [Fact]
    public void What_is_told_without_a_member_keeps_the_date_that_was_promised_and_not_yet_brings_the_next_one_nearer()
    {
        var report = Taken(HandedOver());
        report.AskIfItWorked(report.LastHandover!, Later(7));
        report.SayIfItWorked(Worked.NotYet, null, Later(8));

        Assert.Equal(
            [(new DateOnly(2026, 6, 8), true, null), (new DateOnly(2026, 6, 8), true, null), (new DateOnly(2026, 6, 22), false, new DateOnly(2026, 6, 16))],
            report.Promises.Select(promise => (promise.DueOn, promise.WasKept, promise.MovedTo)));
        Assert.Equal((new DateOnly(2026, 6, 16), new DateOnly(2026, 6, 16)), (report.DueOn, report.LastHandover!.AskOn));
    }

    [Theory]
    [InlineData(Worked.Yes)]
    [InlineData(Worked.No)]
    [InlineData(Worked.NotYet)]
    public void A_date_that_was_missed_stays_missed_whatever_the_reporter_says(Worked worked)
    {
        var report = Taken(HandedOver());
        report.AskIfItWorked(report.LastHandover!, Later(7));

        report.SayIfItWorked(worked, null, Later(30));

        Assert.Equal(worked is Worked.Yes ? null : new DateOnly(2026, 6, 22), report.DueOn);
        Assert.Equal(worked is Worked.Yes, report.Promises.Any(promise => promise.DueOn == new DateOnly(2026, 6, 22) && !promise.WasKept));
        Assert.Equal(worked is Worked.Yes, report.Milestones.Any(turn => turn.Kind is MilestoneKind.Closed));
    }

    [Fact]
    public void Who_stopped_the_mail_gets_none_of_this()
    {
        var report = HandedOver(A.NamedAnswers());
        report.StopMail();
        report.TakenByService(report.LastHandover!, new("12345"), _desk);
        report.AskIfItWorked(report.LastHandover!, Later(7));

        Assert.DoesNotContain(report.Notices, notice => notice.Kind is NoticeKind.ServiceHasIt or NoticeKind.AskIfItWorked);
    }

    private Report HandedOver(ReportAnswers? answers = null) => HandOver(A.Report((answers ?? A.Answers()) with { Category = "fly-tipping" }, _desk), CleanCamden);

    private Report HandOver(Report report, ListedService service)
    {
        // As if the routing had brought it to us.
        if (report.Team is not "community-safety") { report.PassTo(A.Pack.Team("community-safety")!, "It is ours to look after", _sam, _desk, A.Grounds()); }

        report.HandOver(service, new() { Words = "Needles at the gate" }, "We passed it on", _sam, _desk);
        return report;
    }

    private Report Taken(Report report)
    {
        report.TakenByService(report.LastHandover!, theirs: null, _desk);
        return report;
    }

    private Desk Later(int days) => _desk with { Now = _desk.Now.AddDays(days) };
}
