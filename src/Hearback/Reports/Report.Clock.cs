using Hearback.Calendar;

namespace Hearback.Reports;

/// <summary>The dates that the reporter was promised, the pause while a question waits for them, and what stays on record of both.</summary>
public sealed partial class Report
{
    /// <summary>The working days for which the clock may stand still while we wait for the reporter.</summary>
    public const int LongestPause = 10;

    private readonly List<Promise> _promises = [];
    private readonly List<Milestone> _milestones = [];

    /// <summary>The day of the first question that waits for the reporter's answer; null while none does.</summary>
    public DateOnly? WaitingSince { get; private set; }

    /// <summary>The last day on which the clock may stand still, because we wait for the reporter; null while we do not.</summary>
    public DateOnly? PausedUntil => WaitingSince?.PlusWorkingDays(LongestPause);

    /// <summary>The dates that were promised and have ended, in no order.</summary>
    public IReadOnlyList<Promise> Promises => _promises;

    public IReadOnlyList<Milestone> Milestones => _milestones;

    /// <summary>The date of an answer may come nearer by what the reporter says; it never moves away, and a missed one stays missed.</summary>
    private void ComeNearer(int entry, DateOnly due, Desk desk)
    {
        if (due < DueOn && DueOn >= desk.Today) { Move(entry, due, WhyMoved.Answered, desk); }
    }

    /// <summary>An earlier date takes the place of the one that was promised, which stays on the record.</summary>
    private void Move(int entry, DateOnly to, WhyMoved why, Desk desk)
    {
        var first = FirstRepliedOn is null;
        _promises.Add(Ended(entry, DueOn!.Value, first, desk, to, why));
        DueOn = to;
        if (first) { FirstReplyDueOn = to; }
    }

    private Promise Ended(int entry, DateOnly due, bool first, Desk desk, DateOnly? movedTo = null, WhyMoved? why = null) =>
        new(entry, due, desk.Today, first, _thread.TeamAtEndOf(due < desk.Today ? due : desk.Today), ReceivedOn, _thread.MinBy(said => said.Number)!.Team) { MovedTo = movedTo, Why = why };

    private void Reach(MilestoneKind kind, int entry, Desk desk) => _milestones.Add(new(entry, kind, desk.Today, Team, ReceivedOn));
}
