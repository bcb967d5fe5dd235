using Hearback.Reports;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>How a report stands, in sentences for the person who made it.</summary>
internal sealed class InWords(IStringLocalizer<Words> l, TrackedReport report, DateOnly today)
{
    /// <summary>One sentence that says where it stands.</summary>
    public string Standing => report.State switch
    {
        ReportState.New when report.Clock is { IsLate: true } => l["{0} has your report. Our reply is late.", report.TeamName],
        ReportState.New => l["{0} has your report and will reply to you.", report.TeamName],
        ReportState.BeingWorkedOn when report.OpenAgain => l["Your report is open again, and {0} has it.", report.TeamName],
        ReportState.BeingWorkedOn when report.Officer is { } officer => l["{0} from {1} is working on your report.", officer, report.TeamName],
        ReportState.BeingWorkedOn => l["{0} is working on your report.", report.TeamName],
        ReportState.WaitingForReporter => l["{0} has a question for you.", report.OpenQuestion?.FirstName ?? report.TeamName],
        ReportState.WithOrganisation => l["{0} has been asked to act on your report.", report.OrganisationName ?? report.TeamName],
        ReportState.WithService => report.Handover switch
        {
            { IsAsked: true } asked => l["Did {0} deal with it?", l[asked.ServiceName]],
            { State: HandoverState.LeftToReporter } told => l["You tell {0}, and we ask you whether it worked.", l[told.ServiceName]],
            { State: HandoverState.Waiting } waits => l["Your report is on its way to {0}.", l[waits.ServiceName]],
            { State: HandoverState.Sent or HandoverState.Failed } sent => l["{0} has your report.", l[sent.ServiceName]],
            null => l["A service has your report."],
        },
        ReportState.Closed => report.Closure?.Reason switch
        {
            CloseReason.CauseFixed => l["The cause is fixed, so we have closed your report."],
            CloseReason.ActionTaken => l["We have acted on your report and closed it."],
            CloseReason.HandedOver => l["Another team or organisation has taken this over, so we have closed your report."],
            CloseReason.NotOurs => l["This is not our task, so we have closed your report."],
            CloseReason.CouldNotAct => l["We could not act on your report, and have closed it."],
            CloseReason.NoMoreReported => l["Nothing more was reported, so we have closed your report."],
            null => l["Your report is closed."],
        },
    };

    /// <summary>What happens next.</summary>
    public string Next => report.State switch
    {
        ReportState.New => l["Someone from the team reads it and writes to you here."],
        ReportState.BeingWorkedOn when report.OpenAgain => l["The team looks at it once more and writes to you here."],
        ReportState.BeingWorkedOn => l["The team writes to you here when something has happened, and by the day below even if nothing has."],
        ReportState.WaitingForReporter => l["Your answer helps the team to act. If you cannot answer, they still write to you by the day below."],
        ReportState.WithOrganisation => l["{0} still writes to you, and tells you here what happens.", report.TeamName],
        ReportState.WithService when report.Handover is { IsAsked: true } => l["Please tell us, so that we can take it up if they did not."],
        ReportState.WithService when report.Handover?.AskOn is { } ask => l["We ask you on {0} whether it worked. {1} stays with you.", Day(ask), report.TeamName],
        ReportState.WithService => l["{0} stays with you, and writes to you here.", report.TeamName],
        ReportState.Closed => l["Closed on {0} by {1}.", Day(report.Closure?.On ?? today), report.TeamName],
    };

    /// <summary>How far off the day is.</summary>
    public string DaysLeft(TrackedClock clock) => clock switch
    {
        { PausedUntil: { } until } => l["Paused while we wait for your answer, until {0} at most. If you answer before, you hear from us sooner.", Day(until)],
        { IsLate: true, DaysLate: 0 } => l["We missed this day. We are sorry. Your report is now among the most urgent on the team’s list."],
        { IsLate: true, DaysLate: 1 } => l["We missed this day by 1\u00a0working day. We are sorry. Your report is now among the most urgent on the team’s list."],
        { IsLate: true } => l["We missed this day by {0}\u00a0working days. We are sorry. Your report is now among the most urgent on the team’s list.", clock.DaysLate],
        { Left: 0 } => l["Today at the latest"],
        { Left: 1 } => l["1\u00a0working day left of {0}", clock.Promised],
        _ => l["{0}\u00a0working days left of {1}", clock.Left, clock.Promised],
    };

    public string Count(int workingDays) => workingDays switch
    {
        0 => l["The same day"],
        1 => l["1\u00a0working day"],
        _ => l["{0}\u00a0working days", workingDays],
    };

    public string WorkingDays(int count) => count switch
    {
        0 => l["on the same day"],
        1 => l["after 1\u00a0working day"],
        _ => l["after {0}\u00a0working days", count],
    };

    public string Opened(int times, int people) => (times, people) switch
    {
        (0, _) => l["Nobody has opened what you wrote yet."],
        (1, _) => l["What you wrote was opened once."],
        (_, 1) => l["What you wrote was opened {0}\u00a0times by 1\u00a0person.", times],
        _ => l["What you wrote was opened {0}\u00a0times by {1}\u00a0people.", times, people],
    };

    public string PicturesOpened(int times) => times switch
    {
        0 => l["Nobody has opened them yet."],
        1 => l["We opened one once."],
        _ => l["We opened them {0}\u00A0times.", times],
    };

    public string WithPictures(int count) => count is 1 ? l["With 1\u00A0picture"] : l["With {0}\u00A0pictures", count];

    public string Who(string? firstName, string? teamName) => (firstName, teamName) switch
    {
        ({ } name, { } team) => l["{0}, {1}", name, team],
        ({ } name, null) => name,
        (null, { } team) => team,
        _ => l["A member of the partnership"],
    };

    /// <summary>The state in bold, and what came with it.</summary>
    public (string State, string More) Turned(Turned turned) => turned.Turn switch
    {
        Turn.Received => (l["Received"], l["and sent to {0}", turned.TeamName]),
        Turn.BeingWorkedOn => (l["Being worked on"], l["by {0}", turned.TeamName]),
        Turn.WaitingForYou => (l["Waiting"], l["for your answer"]),
        Turn.PassedToTeam => (l["Passed on"], l["to {0}; the day by which you hear stays", turned.TeamName]),
        Turn.PassedToOrganisation => (l["Passed on"], l["to {0}; {1} still writes to you", turned.OrganisationName ?? "", turned.TeamName]),
        Turn.Closed => (l["Closed"], turned.Reason is { } reason ? Why(reason) : l["by {0}", turned.TeamName]),
        Turn.OpenAgain when turned.ByYou => (l["Open again"], l["because you said it is not sorted"]),
        Turn.OpenAgain => (l["Open again"], ""),
        Turn.SaidIfSorted => (l["You told us"], l["how it turned out"]),
        Turn.HandedOver => (l["Handed over"], l["to {0}; {1} still writes to you", Service(turned), turned.TeamName]),
        Turn.TakenByService => (l["{0} has it", Service(turned)], l["as {0}", turned.TheirReference ?? ""]),
        Turn.NotHandedOver => (l["Not delivered"], l["{0} could not be reached; {1} takes it up", Service(turned), turned.TeamName]),
        Turn.AskedIfItWorked => (l["We asked you"], l["whether {0} dealt with it", Service(turned)]),
        Turn.SaidItWorked => (l["You told us"], l["that it worked"]),
        Turn.SaidItDidNotWork => (l["You told us"], l["that it did not work; {0} takes it up", turned.TeamName]),
        Turn.SaidNotYet => (l["You told us"], l["that it has not worked yet"]),
        Turn.BecameKnown => (l["You chose"], l["who may know it was you"]),
    };

    /// <summary>The date that came nearer, in bold, and why.</summary>
    public (string Date, string Why) Moved(DateMoved moved) => (l["New date: {0}", Day(moved.Now)], moved.Why switch
    {
        WhyMoved.MoreUrgent => l["It was {0}. It comes sooner because we now treat your report as more urgent", Day(moved.Was)],
        WhyMoved.Answered => l["It was {0} at most while we waited. It comes sooner because you answered", Day(moved.Was)],
    });

    private string Why(CloseReason reason) => reason switch
    {
        CloseReason.CauseFixed => l["because the cause is fixed"],
        CloseReason.ActionTaken => l["because we have acted on it"],
        CloseReason.HandedOver => l["because another team or organisation has taken it over"],
        CloseReason.NotOurs => l["because it is not our task"],
        CloseReason.CouldNotAct => l["because we could not act on it"],
        CloseReason.NoMoreReported => l["because nothing more was reported"],
    };

    public string Sorted(Sorted sorted) => sorted switch
    {
        Reports.Sorted.Yes => l["Yes, it has stopped"],
        Reports.Sorted.Partly => l["It is better, but not over"],
        Reports.Sorted.No => l["No, it is still happening"],
    };

    /// <summary>How far a hand-over is, for the person whose report it is.</summary>
    public string Handover(TrackedHandover handover) => handover.State switch
    {
        HandoverState.Waiting => l["We are sending it. If we cannot reach them in three days, {0} takes it up and tells you.", report.TeamName],
        HandoverState.Sent => handover.TheirReference is null ? l["It has reached them."] : l["You can give that number when you call them."],
        HandoverState.Failed => l["We could not reach them. {0} has it.", report.TeamName],
        HandoverState.LeftToReporter => l["You tell them yourself."],
    };

    private string Service(Turned turned) => l[turned.ServiceName ?? ""];

    public string Known => l.Say(report.Identity);

    /// <summary>"Thursday 14 May", with the year when it is another one.</summary>
    public string Day(DateOnly day) => day.InFull(today);
}

/// <summary>A thread and the words in which it is told.</summary>
internal sealed record ThreadView(IReadOnlyList<TrackedEntry> Entries, InWords Say);
