using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Vault;

namespace Hearback.Reviews;

/// <summary>
/// A case review that somebody asked for (Anti-social Behaviour, Crime and Policing Act 2014, s.104): one member answers for it from the acknowledgement
/// on, each step has a day by which it is promised, and none is done without words for whoever asked.
/// </summary>
public sealed class CaseReview
{
    public const int LongestWords = 4000;
    private const string Purpose = "review.application";
    private readonly List<ReviewEntry> _record = [];
    private readonly List<Recommendation> _recommendations = [];

    /// <param name="id">Made with the form, so that the same press twice makes one.</param>
    /// <param name="application">What is sealed of it.</param>
    /// <param name="code">With it and the reference they come back.</param>
    /// <param name="report">The report from which they asked; null when they asked without one.</param>
    /// <param name="byLetter">Whether they had shown that they read the mailbox that the report names.</param>
    /// <param name="desk">Its key, the rules in force, and the time.</param>
    public CaseReview(Guid id, ReviewApplication application, AccessCode code, Guid? report, bool byLetter, Desk desk)
    {
        if (application.Words.ReplaceLineEndings("\n").Length > ReviewApplication.LongestWords) { throw new RefusedException("What you write must be 4,000 characters or fewer"); }

        if (application.For is { } other && (string.IsNullOrWhiteSpace(other.ConsentHow) || other.ConsentOn > desk.Today)) { throw new RefusedException("Say when and how the person agreed that you ask for them"); }

        (Id, Reference, ReportId, AskedByLetter, KeyId, Code) = (id, Reference.New(), report, byLetter, desk.Key.Id, AccessCodeHash.Of(code));
        Application = desk.Key.Seal(application, Purpose);
        AskedOn = desk.Today;
        (AcknowledgeBy, DecideBy) = (desk.Today.PlusWorkingDays(desk.Pack.Review.Acknowledge), desk.Today.PlusWorkingDays(desk.Pack.Review.Decide));
        DueOn = AcknowledgeBy;
        Enter(ReviewEntryKind.Asked, null, null, desk);
    }

    private CaseReview()
    {
    }

    public Guid Id { get; private set; }

    public Reference Reference { get; private set; }

    public Guid? ReportId { get; private set; }

    /// <summary>Whether whoever asked had shown that they read the mailbox of the report: then nobody comes to it from the report with less.</summary>
    public bool AskedByLetter { get; private set; }

    public DataKeyId KeyId { get; private set; }

    public AccessCodeHash Code { get; private set; } = AccessCodeHash.OfNobody;

    public ReviewState State { get; private set; }

    public SealedText Application { get; private set; }

    /// <summary>The single contact, from the acknowledgement on.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The day by which the next step is promised; null when none is.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateOnly AskedOn { get; private set; }

    public DateOnly AcknowledgeBy { get; private set; }

    public DateOnly? AcknowledgedOn { get; private set; }

    public DateOnly DecideBy { get; private set; }

    public DateOnly? DecidedOn { get; private set; }

    public bool? IsThresholdMet { get; private set; }

    public DateOnly? MeetBy { get; private set; }

    /// <summary>The day that was arranged, to which whoever asked is invited.</summary>
    public DateOnly? MeetsOn { get; private set; }

    public DateOnly? MetOn { get; private set; }

    /// <summary>Whether somebody who works for none of those whose work was looked at led the meeting.</summary>
    public bool? IndependentChair { get; private set; }

    public DateOnly? OutcomeBy { get; private set; }

    public DateOnly? OutcomeOn { get; private set; }

    public DateOnly? AppealedOn { get; private set; }

    public DateOnly? AppealBy { get; private set; }

    public DateOnly? AppealDecidedOn { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<ReviewEntry> Record => _record;

    public IReadOnlyList<Recommendation> Recommendations => _recommendations;

    /// <summary>The last day on which an appeal is taken; null when there is nothing to appeal against.</summary>
    public DateOnly? AppealUntil(ReviewRules rules) => !State.Allows(ReviewAct.Appeal) || AppealDecidedOn is not null ? null : (OutcomeOn ?? DecidedOn)?.PlusWorkingDays(rules.AppealWithin);

    public ReviewApplication Open(DataKey key) => key.Open<ReviewApplication>(Application, Purpose);

    /// <summary>Says that we have it, and who the single contact is.</summary>
    public Notice? Acknowledge(Guid contact, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.Acknowledge);
        (State, AcknowledgedOn, DueOn, ContactId) = (ReviewState.Acknowledged, desk.Today, DecideBy, contact);
        return Say(ReviewEntryKind.Acknowledged, words, by, desk);
    }

    /// <summary>Decides whether the threshold is met, with reasons.</summary>
    public Notice? Decide(bool met, string reasons, Officer by, Desk desk)
    {
        Allow(ReviewAct.Decide);
        (State, DecidedOn, IsThresholdMet) = (met ? ReviewState.ThresholdMet : ReviewState.ThresholdNotMet, desk.Today, met);
        DueOn = MeetBy = met ? desk.Today.PlusWorkingDays(desk.Pack.Review.Meet) : null;
        return Say(met ? ReviewEntryKind.ThresholdMet : ReviewEntryKind.ThresholdNotMet, reasons, by, desk);
    }

    /// <summary>Sets the day of the meeting and invites whoever asked. It may be moved, with words.</summary>
    public Notice? Arrange(DateOnly day, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.Arrange);
        if (day < desk.Today) { throw new RefusedException("The day of the meeting must be today or later"); }

        MeetsOn = day;
        return Say(ReviewEntryKind.MeetingArranged, words, by, desk);
    }

    /// <summary>Says that they met, and who led it.</summary>
    public Notice? HoldMeeting(DateOnly day, bool independentChair, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.HoldMeeting);
        if (day > desk.Today || day < AskedOn) { throw new RefusedException("The day of the meeting must be after it was asked for, and not in the future"); }

        (State, MetOn, IndependentChair) = (ReviewState.MeetingHeld, day, independentChair);
        DueOn = OutcomeBy = day.PlusWorkingDays(desk.Pack.Review.TellOutcome);
        return Say(ReviewEntryKind.MeetingHeld, words, by, desk);
    }

    /// <summary>Writes down what the meeting recommends. Whoever asked reads it with the outcome.</summary>
    public void Recommend(Team owner, DateOnly due, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.Recommend);
        Needs(words, "Write what is recommended");
        if (due < desk.Today) { throw new RefusedException("The day by which it is done must be today or later"); }

        var number = _recommendations.Count + 1;
        _recommendations.Add(new() { Number = number, Owner = owner.Code, DueOn = due, Words = desk.Key.Seal(words, Recommendation.Purpose(number)) });
        Enter(ReviewEntryKind.Recommended, null, by, desk, number);
    }

    /// <summary>Says what came of the meeting, and shows what is recommended, if anything is.</summary>
    public Notice? TellOutcome(string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.TellOutcome);
        (State, OutcomeOn) = (ReviewState.OutcomeTold, desk.Today);
        DueOn = NextDone;
        return Say(ReviewEntryKind.OutcomeTold, words, by, desk);
    }

    /// <summary>Says how far a recommendation is, or that it is done.</summary>
    public Notice? TellProgress(int number, bool done, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.TellProgress);
        var recommendation = _recommendations.Find(one => one.Number == number) ?? throw new RefusedException("There is no such recommendation");
        if (recommendation.DoneOn is not null) { throw new RefusedException("This recommendation is done already"); }

        if (done) { recommendation.DoneOn = desk.Today; }

        if (State is ReviewState.OutcomeTold) { DueOn = NextDone; }

        return Say(ReviewEntryKind.Progress, words, by, desk, number);
    }

    /// <summary>Writes to whoever asked. It keeps no date.</summary>
    public Notice? Write(string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.Write);
        return Say(ReviewEntryKind.Message, words, by, desk);
    }

    /// <summary>Another member becomes the single contact, and whoever asked is told.</summary>
    public Notice? GiveTo(Guid contact, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.GiveTo);
        if (contact == ContactId) { throw new RefusedException("This member is the single contact already"); }

        ContactId = contact;
        return Say(ReviewEntryKind.NewContact, words, by, desk);
    }

    /// <summary>Whoever asked does not agree with the decision or the outcome. Once, within the days that the area has set.</summary>
    public void Appeal(string words, Desk desk)
    {
        Allow(ReviewAct.Appeal);
        Needs(words, "Say why you do not agree");
        if (AppealUntil(desk.Pack.Review) is not { } until) { throw new RefusedException("An appeal was decided already"); }

        if (desk.Today > until) { throw new RefusedException("The days for an appeal are over"); }

        (State, AppealedOn) = (ReviewState.Appealed, desk.Today);
        DueOn = AppealBy = desk.Today.PlusWorkingDays(desk.Pack.Review.HearAppeal);
        Enter(ReviewEntryKind.Appealed, words, null, desk);
    }

    /// <summary>Tells how the appeal was decided. Upheld, a meeting is held, anew if there was one.</summary>
    public Notice? DecideAppeal(bool upheld, string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.DecideAppeal);
        AppealDecidedOn = desk.Today;
        if (upheld)
        {
            (State, IsThresholdMet, MeetsOn) = (ReviewState.ThresholdMet, true, null);
            DueOn = MeetBy = desk.Today.PlusWorkingDays(desk.Pack.Review.Meet);
        }
        else if (OutcomeOn is null) { (State, DueOn) = (ReviewState.ThresholdNotMet, null); }
        else { (State, DueOn) = (ReviewState.OutcomeTold, NextDone); }

        return Say(upheld ? ReviewEntryKind.AppealUpheld : ReviewEntryKind.AppealNotUpheld, words, by, desk);
    }

    /// <summary>Ends it, and says why.</summary>
    public Notice? Close(string words, Officer by, Desk desk)
    {
        Allow(ReviewAct.Close);
        if (AppealUntil(desk.Pack.Review) >= desk.Today) { throw new RefusedException($"Whoever asked can still appeal, until {AppealUntil(desk.Pack.Review):d MMMM}. Close it after that day"); }

        (State, ClosedOn, DueOn) = (ReviewState.Closed, desk.Today, null);
        return Say(ReviewEntryKind.Closed, words, by, desk);
    }

    private DateOnly? NextDone => _recommendations.Where(one => one.DoneOn is null).Select(one => (DateOnly?)one.DueOn).Min();

    private void Allow(ReviewAct act)
    {
        if (!State.Allows(act)) { throw new RefusedException("This cannot be done as the review stands now"); }
    }

    private static void Needs(string? words, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(words)) { throw new RefusedException(otherwise); }

        if (words.ReplaceLineEndings("\n").Length > LongestWords) { throw new RefusedException("What you write must be 4,000 characters or fewer"); }
    }

    /// <summary>The letter says of what it is neither in its subject nor in its words; null when there is no address for it.</summary>
    private Notice? Say(ReviewEntryKind kind, string words, Officer by, Desk desk, int? about = null)
    {
        Needs(words, "Write what they will read");
        Enter(kind, words, by, desk, about);
        return Open(desk.Key).Contact.Email is { Length: > 0 } email ? new(NoticeKind.ReviewUpdated, desk.Key, new() { To = email, Path = "/track" }, desk.Now) : null;
    }

    private void Enter(ReviewEntryKind kind, string? words, Officer? by, Desk desk, int? about = null)
    {
        var number = _record.Count + 1;
        _record.Add(new() { Number = number, Kind = kind, On = desk.Today, MemberId = by?.MemberId, About = about, Words = words is null ? null : desk.Key.Seal(words, ReviewEntry.Purpose(number)) });
        Version++;
    }
}
