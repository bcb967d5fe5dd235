using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Notices;

namespace Hearback.Reports;

/// <summary>A report that is a service's task: it goes there, our team goes on answering to the reporter, and the reporter is asked whether it worked.</summary>
public sealed partial class Report
{
    private readonly List<Handover> _handovers = [];

    public IReadOnlyList<Handover> Handovers => _handovers;

    /// <summary>The last hand-over; null when there was none.</summary>
    public Handover? LastHandover => _handovers.MaxBy(handover => handover.Number);

    /// <summary>Hands the report over to a service, which is told exactly what is <paramref name="passed"/>. Our team goes on answering to the reporter.</summary>
    public void HandOver(ListedService service, Passed passed, string words, Officer by, Desk desk)
    {
        if (service.Handover is null) { throw new RefusedException("This service takes nothing from us. Tell the reporter how to reach it"); }

        if (LastHandover is { State: HandoverState.Waiting }) { throw new RefusedException("This report is on its way to a service already. Wait until it is there or could not be delivered"); }

        if (passed.Contact is not null) { throw new InvalidOperationException("Only reporters themselves let a service know who they are."); }

        Needs(passed.Words, "Write what the service will be told");
        Say(Act.HandOver, EntryKind.HandedOver, words, by, desk, service: service.Code);
        Begin(service, passed, desk, notBefore: null);
    }

    /// <summary>The service took it. As soon as its own number is known, the reporter is told.</summary>
    public void TakenByService(Handover handover, TheirReference? theirs, Desk desk)
    {
        var isNew = theirs?.Number is not null && handover.OpenTheirs(desk.Key)?.Number is null;
        handover.TakenAs(theirs, desk);
        if (isNew) { TellNumber(handover, theirs!.Number!, by: null, desk); }
    }

    /// <summary>A member learned the service's own number for it.</summary>
    public void NoteTheirReference(string number, Officer by, Desk desk)
    {
        var handover = LastHandover is { State: not HandoverState.Failed } last ? last : throw new RefusedException("This report is with no service");
        if (number.Trim() is not { Length: > 0 and <= Handover.LongestReference } typed) { throw new RefusedException("Enter the number by which the service knows it, in 80 characters or fewer"); }

        if (handover.OpenTheirs(desk.Key)?.Number == typed) { throw new RefusedException("The reporter knows this number already"); }

        handover.TakenAs(new(typed), desk);
        TellNumber(handover, typed, by, desk);
    }

    /// <summary>It was tried and did not reach the service. After three days it is given up: team and reporter are told, and the team has it again. True then.</summary>
    public bool NotTaken(Handover handover, Desk desk)
    {
        if (!handover.FailedOnce(desk.Now)) { return false; }

        if (State.After(Act.BringBack) is { } next)
        {
            // Where we wait for somebody else, no date moves. The day on which they would have been asked falls away; what a member promised for an earlier day holds.
            var (due, promised) = (desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].FirstReply), State is ReportState.WithService ? null : DueOn);
            State = next;
            if (next is not ReportState.BeingWorkedOn) { Enter(EntryKind.NotHandedOver, Author.Team, desk, service: handover.Service); }
            else { TellByItself(EntryKind.NotHandedOver, handover, promised >= desk.Today && promised < due ? promised.Value : due, desk); }

            TellReporter(NoticeKind.ServiceNotReached, desk, by: NameOf(handover, desk));
        }

        TellTeam(NoticeKind.HandoverFailed, desk);
        return true;
    }

    /// <summary>Asks the reporter whether it worked; where the report went on in another way, nobody is asked.</summary>
    public void AskIfItWorked(Handover handover, Desk desk)
    {
        if (State.After(Act.AskIfItWorked) is null || handover != LastHandover)
        {
            handover.AskNoMore();
            return;
        }

        // Whoever knows that it is still on its way asks nobody yet.
        if (handover.State is HandoverState.Waiting) { return; }

        handover.Ask();
        TellByItself(EntryKind.AskedIfItWorked, handover, desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].NextUpdate), desk);
        TellReporter(NoticeKind.AskIfItWorked, desk, by: NameOf(handover, desk));
    }

    /// <summary>The reporter says whether it worked. "Yes" closes the report, "no" brings it back to our team at once, "not yet" is asked again.</summary>
    public void SayIfItWorked(Worked worked, string? comment, Desk desk)
    {
        var next = Allow(worked switch
        {
            Worked.Yes => Act.SayItWorked,
            Worked.No => Act.SayItDidNotWork,
            Worked.NotYet => Act.SayNotYet,
        });
        if (LastHandover is not { IsAsked: true } handover) { throw new RefusedException("You have answered this already"); }

        if (comment is { Length: > LongestWords }) { throw new RefusedException("Your comment must be 4,000 characters or fewer"); }

        State = next;
        handover.Answered(worked);
        var entry = Enter(EntryKind.SaidIfItWorked, Author.Reporter, desk, string.IsNullOrWhiteSpace(comment) ? null : comment, service: handover.Service);
        if (worked is Worked.Yes)
        {
            if (DueOn is { } missed && missed < desk.Today) { _promises.Add(Ended(entry, missed, first: false, desk)); }

            Reach(MilestoneKind.Closed, entry, desk);
            Closure = new(CloseReason.HandedOver, desk.Today);
            Feedback = new(Sorted.Yes, KeptInformed: null, desk.Today);
            DueOn = null;
        }
        else if (worked is Worked.No)
        {
            ComeNearer(entry, desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].FirstReply), desk);
        }
        else
        {
            ComeNearer(entry, AskLater(handover, desk), desk);
        }

        if (worked is Worked.No || comment is not null) { TellTeam(NoticeKind.ReporterWrote, desk); }
    }

    /// <summary>
    /// At once when it is received, by the reporter's own press: what they agreed to is passed, or nothing when they tell the service themselves.
    /// </summary>
    private void GoTo(ListedService service, Passed? passed, Desk desk)
    {
        if (passed?.Contact is not null && Identity is not IdentityLevel.Named) { throw new InvalidOperationException("Only whoever is named can let a service know who they are."); }

        State = State.After(Act.HandOver)!.Value;
        Enter(EntryKind.HandedOver, Author.Reporter, desk, service: service.Code);
        // It is not the team's turn: nobody waits for its answer.
        LastWordBy = Author.Team;
        // An anonymous visit must not be read from the time at which the service hears of it.
        Begin(service, passed, desk, Identity is IdentityLevel.Anonymous ? desk.Now.NextQuarterHour : null);
        FirstReplyDueOn = DueOn!.Value;
    }

    private void Begin(ListedService service, Passed? passed, Desk desk, DateTimeOffset? notBefore)
    {
        var handover = new Handover((LastHandover?.Number ?? 0) + 1, service, passed, desk, notBefore);
        _handovers.Add(handover);
        DueOn = AskLater(handover, desk);
    }

    private DateOnly AskLater(Handover handover, Desk desk)
    {
        var day = desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].AskAfter);
        handover.AskLater(day);
        return day;
    }

    /// <summary>What the service tells without a member keeps or has missed a date as a member's words do.</summary>
    private void TellByItself(EntryKind kind, Handover handover, DateOnly due, Desk desk)
    {
        var (promised, first, renews) = (DueOn, FirstRepliedOn is null, _thread.HeardOn(desk.Today));
        FirstRepliedOn ??= desk.Today;
        DueOn = due;
        var entry = Enter(kind, Author.Team, desk, service: handover.Service);
        if (promised is { } was && !renews) { _promises.Add(Ended(entry, was, first, desk)); }
    }

    private void TellNumber(Handover handover, string number, Officer? by, Desk desk)
    {
        var entry = Enter(EntryKind.TakenByService, Author.Team, desk, number, by, service: handover.Service);
        // The date on which they are asked stays; that they heard for the first time is on record.
        if (FirstRepliedOn is null && DueOn is { } promised) { _promises.Add(Ended(entry, promised, first: true, desk)); }

        FirstRepliedOn ??= desk.Today;
        if (IsOpen) { TellReporter(NoticeKind.ServiceHasIt, desk, number, NameOf(handover, desk)); }
    }

    private static string NameOf(Handover handover, Desk desk) => desk.Pack.Service(handover.Service)?.Name ?? handover.Service;
}
