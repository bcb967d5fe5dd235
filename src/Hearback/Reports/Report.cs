using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Pictures;
using Hearback.Places;
using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>Who acts for a team, and how a reporter is told of them.</summary>
public sealed record Officer(Guid MemberId, string FirstName, string Team, string TeamName);

/// <summary>What is at hand when a report is worked on: its key, the rules in force, and the time.</summary>
public sealed record Desk(DataKey Key, Pack Pack, DateTimeOffset Now)
{
    public DateOnly Today => Now.LondonDay;
}

public enum CloseReason
{
    CauseFixed,
    ActionTaken,
    HandedOver,
    NotOurs,
    CouldNotAct,
    NoMoreReported,
}

/// <summary>Why and when work ended.</summary>
public sealed record Closure(CloseReason Reason, DateOnly On);

public enum Sorted
{
    Yes,
    Partly,
    No,
}

/// <summary>What the reporter says after closing; <see cref="KeptInformed"/> runs from 1, not at all, to 5, fully.</summary>
public sealed record Feedback(Sorted Sorted, int? KeptInformed, DateOnly On);

/// <summary>
/// What one resident told us, once. Its state changes only with words for the reporter, every open report has a date
/// by which the reporter hears next, and all that was written is sealed under the report's own key.
/// </summary>
public sealed partial class Report
{
    public const int ReopenDays = 28;
    public const int LongestWords = 4000;
    private const string ToldPurpose = "report.told";
    private const string ContactPurpose = "report.contact";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(7);

    private readonly List<ThreadEntry> _thread = [];
    private readonly List<TrackLink> _links = [];
    private readonly List<Notice> _notices = [];
    private readonly List<ReportPicture> _pictures = [];

    private Report()
    {
    }

    public Guid Id { get; private set; }

    public Reference Reference { get; private set; }

    public DataKeyId KeyId { get; private set; }

    public ReportState State { get; private set; }

    public Tier Tier { get; private set; }

    public IdentityLevel Identity { get; private set; }

    public ToldBy ToldBy { get; private set; }

    public string Category { get; private set; } = "";

    public string? Ward { get; private set; }

    public int? CellX { get; private set; }

    public int? CellY { get; private set; }

    /// <summary>The square in which it is; null when the place was told in words only.</summary>
    public Cell? Cell => CellX is { } x && CellY is { } y ? new(x, y) : null;

    /// <summary>The pack's place at or near the spot; never a postcode or an address.</summary>
    public string? Place { get; private set; }

    public string Team { get; private set; } = "";

    /// <summary>The member who has it, if someone took it.</summary>
    public Guid? MemberId { get; private set; }

    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The day by which the reporter hears next; null only when closed.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateOnly FirstReplyDueOn { get; private set; }

    public DateOnly? FirstRepliedOn { get; private set; }

    public Author LastWordBy { get; private set; }

    public DateOnly LastWordOn { get; private set; }

    public bool MailStopped { get; private set; }

    public Closure? Closure { get; private set; }

    public Feedback? Feedback { get; private set; }

    /// <summary>Everybody has one: whoever mistyped an email address has no other way back.</summary>
    public AccessCodeHash Code { get; private set; } = AccessCodeHash.OfNobody;

    public SealedText Told { get; private set; }

    public SealedText? Contact { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<ThreadEntry> Thread => _thread;

    internal IReadOnlyList<TrackLink> Links => _links;

    internal IReadOnlyList<Notice> Notices => _notices;

    internal IReadOnlyList<ReportPicture> Pictures => _pictures;

    public bool IsOpen => State is not ReportState.Closed;

    /// <summary>The last day on which "no, it is not sorted" opens the report again; null while it is open.</summary>
    public DateOnly? ReopenUntil => Closure?.On.AddDays(ReopenDays);

    /// <summary>
    /// Takes in what a reporter told us: the worse of category and effect sets how urgent it is. The reporter is told by letter, unless
    /// the address had too many of those (<see cref="FirstLetters"/>). A follow-up left open never keeps a report out.
    /// </summary>
    public static Report Receive(ReportAnswers answers, Reference reference, Desk desk, bool tellReporter = true, IReadOnlyList<CleanPicture>? pictures = null)
    {
        if (answers.FirstUnanswered is not Question.Check) { throw new InvalidOperationException("A report with open questions cannot be received."); }

        var category = desk.Pack.Category(answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");
        var where = answers.Where;
        var service = answers.GoesTo is { } goes ? desk.Pack.Service(goes.Service) ?? throw new InvalidOperationException("The service is not in the pack.") : null;
        var route = service is null
            ? desk.Pack.RouteFor(category.Code, where?.Ward, where?.NearPlace, desk.Now)
            : desk.Pack.RouteBeside(service, category.Code, where?.Ward, where?.NearPlace, desk.Now);
        var tier = TierFor(category, answers.Effect);
        var due = desk.Today.PlusWorkingDays(desk.Pack.Standards[tier].FirstReply);
        var report = new Report
        {
            Id = answers.ReportId,
            Reference = reference,
            KeyId = desk.Key.Id,
            State = ReportState.New,
            Tier = tier,
            Identity = answers.Identity!.Value,
            ToldBy = answers.ToldBy,
            Category = category.Code,
            Ward = where?.Ward,
            CellX = where?.Cell?.X,
            CellY = where?.Cell?.Y,
            Place = where?.NearPlace,
            Team = route.To,
            ReceivedOn = desk.Today,
            DueOn = due,
            FirstReplyDueOn = due,
            LastWordBy = Author.Reporter,
            LastWordOn = desk.Today,
            Code = AccessCodeHash.Of(answers.Code),
            Told = desk.Key.Seal(new Told { Where = where, When = answers.When, Story = answers.Story ?? "", Effect = answers.Effect, Wish = answers.Wish, FollowUps = FollowUpsOf(answers, desk), GoesOnFrom = answers.GoesOnFrom }, ToldPurpose),
            Contact = answers.Identity is IdentityLevel.Anonymous ? null : desk.Key.Seal(answers.Contact!, ContactPurpose),
        };
        report._pictures.AddRange((pictures ?? []).Select((picture, index) => new ReportPicture(index + 1, entry: 1, picture, desk.Key)));
        report.Enter(EntryKind.Received, Author.Reporter, desk);
        if (service is null) { report.TellTeam(NoticeKind.TeamHasReport, desk); }
        else { report.GoTo(service, answers.GoesTo!.Passed, desk); }

        if (tellReporter && answers.ByMail is { } mail) { report.AnswerMail(NoticeKind.MailBecameReport, mail.NotKept, desk); }
        else if (tellReporter) { report.TellReporter(NoticeKind.ReportReceived, desk, by: service?.Name); }

        return report;
    }

    /// <summary>What somebody was asked and answered, though the pack may have changed under them between Check and Send; not what they only read.</summary>
    private static List<FollowUpAnswer> FollowUpsOf(ReportAnswers answers, Desk desk) => [.. answers.InForce(desk.Pack, desk.Today).FollowUps.Where(answer => !answer.IsNotice)];

    /// <summary>How urgent a report starts out: the worse of what happened and, where it was asked, what it does to people.</summary>
    public static Tier TierFor(Category category, EffectAnswer? effect) => (Tier)Math.Max((int)category.Tier, (int)(effect?.Tier ?? Tier.Standard));

    /// <summary>Answers the reporter.</summary>
    public void Reply(string words, Officer by, Desk desk) => Say(Act.Reply, EntryKind.Message, words, by, desk);

    /// <summary>Asks the reporter something; the report then waits for them.</summary>
    public void Ask(string words, Officer by, Desk desk) => Say(Act.Ask, EntryKind.Question, words, by, desk);

    /// <summary>Says that work has started, or goes on.</summary>
    public void StartWork(string words, Officer by, Desk desk) => Say(Act.StartWork, EntryKind.WorkStarted, words, by, desk);

    /// <summary>Gives the report to a member of its team, or to nobody. Only members see it, so it needs no words.</summary>
    public void Assign(Guid? member)
    {
        Allow(Act.Assign);
        MemberId = member;
    }

    /// <summary>Changes how urgent the report is. The date that the reporter waits for may come nearer, and then they are told why.</summary>
    public void ChangeTier(Tier tier, string why, Officer by, Desk desk)
    {
        Allow(Act.ChangeTier);
        if (tier == Tier) { throw new RefusedException("The report already has this urgency"); }

        Needs(why, "Say why you change how urgent it is");
        Tier = tier;
        Enter(EntryKind.Note, Author.Team, desk, why, by);
        // A date that was promised may come nearer, and never moves away: a missed one stays missed.
        var due = this.DueUnder(desk.Pack.Standards[tier]);
        if (due < DueOn && DueOn >= desk.Today)
        {
            Move(Enter(EntryKind.DateMoved, Author.Team, desk, by: by), due < desk.Today ? desk.Today : due, WhyMoved.MoreUrgent, desk);
            TellReporter(NoticeKind.ReportUpdated, desk);
        }
    }

    /// <summary>Writes something down for members. The reporter never sees it.</summary>
    public void AddNote(string words, Officer by, Desk desk)
    {
        Allow(Act.Note);
        Needs(words, "Write the note");
        Enter(EntryKind.Note, Author.Team, desk, words, by);
    }

    /// <summary>Ends the work. The reporter reads why, and can say that it is not sorted.</summary>
    public void Close(CloseReason reason, string summary, Officer by, Desk desk)
    {
        Reach(MilestoneKind.Closed, Say(Act.Close, EntryKind.Closed, summary, by, desk), desk);
        Closure = new Closure(reason, desk.Today);
        Feedback = null;
        DueOn = null;
    }

    /// <summary>A member opens it again.</summary>
    public void Reopen(string words, Officer by, Desk desk)
    {
        Reach(MilestoneKind.Reopened, Say(Act.Reopen, EntryKind.Reopened, words, by, desk), desk);
        Closure = null;
    }

    /// <summary>The reporter writes back, or answers a question, with pictures if they have some; the clock that stood still for it goes on.</summary>
    public void WriteBack(string words, Desk desk, MorePictures? pictures = null)
    {
        var next = Allow(Act.WriteBack);
        Needs(words, "Write your message");
        var (more, before) = pictures ?? MorePictures.None;
        if (more.Count > ReportPicture.MostAtOnce) { throw new RefusedException("You can send up to five pictures"); }

        if (before + more.Count > ReportPicture.MostInAll) { throw new RefusedException("A report takes up to 20 pictures in all, and these would be more. Tell us in words what they show"); }

        State = next;
        var entry = Enter(EntryKind.Message, Author.Reporter, desk, words);
        _pictures.AddRange(more.Select((picture, index) => new ReportPicture(before + index + 1, entry, picture, desk.Key)));
        if (WaitingSince is not null)
        {
            WaitingSince = null;
            ComeNearer(entry, desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].NextUpdate), desk);
        }

        TellTeam(NoticeKind.ReporterWrote, desk);
    }

    /// <summary>The reporter writes into their diary what happened again. No date moves by it, and what we asked stays asked.</summary>
    public void AddToDiary(Happening happened, Desk desk)
    {
        State = Allow(Act.AddToDiary);
        Needs(happened.What, "Say what happened");
        if (happened.On > desk.Today) { throw new RefusedException("The day it happened must be today or in the past"); }

        if (happened.IsTooLong) { throw new RefusedException("Write less about the time, how long it went on, or what it did to you"); }

        var entry = DiaryEntry.Write(happened, Diary.Of(this, desk.Key).Last, Reference, desk.Today);
        Enter(EntryKind.Diary, Author.Reporter, desk, number => desk.Key.Seal(entry, ThreadEntry.DiaryPurpose(number)));
        TellTeam(NoticeKind.ReporterWrote, desk);
    }

    /// <summary>
    /// The reporter writes back by email. What is longer than a message stands in several, the pictures with the first. What was not kept of the email, they are told.
    /// </summary>
    public void WriteBackByMail(string words, string? notKept, Desk desk, MorePictures? pictures = null)
    {
        foreach (var (index, part) in words.InParts(LongestWords).Index()) { WriteBack(part, desk, index is 0 ? pictures : null); }

        if (notKept is not null) { AnswerMail(notKept, desk); }
    }

    /// <summary>Tells the reporter what became of their email and how to go on, at most once an hour; false when they were told within the hour.</summary>
    public bool AnswerMail(string words, Desk desk)
    {
        if (_notices.Any(notice => notice.Kind is NoticeKind.MailNotTaken && notice.QueuedAt == desk.Now.WholeHour)) { return false; }

        AnswerMail(NoticeKind.MailNotTaken, words, desk);
        return true;
    }

    /// <summary>The reporter says whether it is sorted. "No" opens the report again, within 28 days of closing.</summary>
    public void SayIfSorted(Sorted sorted, int? keptInformed, string? comment, Desk desk)
    {
        var next = Allow(sorted is Sorted.No ? Act.SayNotSorted : Act.SayIfSorted);
        if (desk.Today > ReopenUntil) { throw new RefusedException("It is more than 28 days since we closed this. If it still happens, make a new report"); }

        if (keptInformed is < 1 or > 5) { throw new RefusedException("Select how well we kept you informed, from 1 to 5"); }

        if (comment is { Length: > LongestWords }) { throw new RefusedException("Your comment must be 4,000 characters or fewer"); }

        State = next;
        Feedback = new Feedback(sorted, keptInformed, desk.Today);
        if (sorted is Sorted.No)
        {
            Closure = null;
            DueOn = desk.Today.PlusWorkingDays(desk.Pack.Standards[Tier].FirstReply);
        }

        var closing = _thread.Where(said => said.Kind is EntryKind.Closed or EntryKind.SaidIfItWorked).Max(said => said.Number);
        var entry = Enter(sorted is Sorted.No ? EntryKind.Reopened : EntryKind.Sorted, Author.Reporter, desk, string.IsNullOrWhiteSpace(comment) ? null : comment);
        _milestones.Add(new(entry, MilestoneKind.SaidIfSorted, desk.Today, Team, ReceivedOn) { Closing = closing, Sorted = sorted, KeptInformed = keptInformed });
        TellTeam(NoticeKind.ReporterWrote, desk);
    }

    /// <summary>The reporter lets more people know who they are. It is never taken back: who knows a name cannot forget it.</summary>
    public void BecomeKnown(IdentityLevel level, Contact contact, Desk desk)
    {
        Allow(Act.BecomeKnown);
        if (level <= Identity) { throw new RefusedException("You can let more people know who you are, but not fewer"); }

        Identity = level;
        Contact = desk.Key.Seal(contact, ContactPurpose);
        Enter(EntryKind.BecameKnown, Author.Reporter, desk);
        TellTeam(NoticeKind.ReporterWrote, desk);
    }

    /// <summary>No more mail to the reporter about this report: not even what waits to leave.</summary>
    public void StopMail()
    {
        MailStopped = true;
        foreach (var notice in _notices.Where(notice => notice.Kind is NoticeKind.ReportReceived or NoticeKind.ReportUpdated or NoticeKind.MailBecameReport
            or NoticeKind.ServiceHasIt or NoticeKind.ServiceNotReached or NoticeKind.AskIfItWorked or NoticeKind.ReviewExplained)) { notice.Withdraw(); }
    }

    /// <summary>
    /// Sends a new link, if <paramref name="email"/> is the reporter's. At most one leaves in an hour, so that nobody can flood a mailbox.
    /// The caller must not tell which it was.
    /// </summary>
    public bool SendLink(string email, Desk desk) =>
        OpenContact(desk.Key) is { Email: { } known } && string.Equals(known, email.Trim(), StringComparison.OrdinalIgnoreCase) && SendLink(desk);

    /// <summary>Sends a new link to whoever had an earlier one: it goes to the address we have. At most one leaves in an hour.</summary>
    public bool SendLink(Desk desk)
    {
        if (OpenContact(desk.Key) is not { Email: { } known }) { return false; }

        if (_notices.Any(notice => notice.Kind is NoticeKind.NewLink && notice.QueuedAt == desk.Now.WholeHour)) { return false; }

        _notices.Add(new Notice(NoticeKind.NewLink, desk.Key, new NoticeContent { To = known, Path = NewLink(desk) }, desk.Now));
        return true;
    }

    /// <summary>Why <paramref name="act"/> would be refused as the report stands; null when it may be done.</summary>
    public string? RefusalOf(Act act) => State.After(act) is not null ? null : State switch
    {
        ReportState.Closed => "This report is closed",
        ReportState.BeingWorkedOn when act is Act.StartWork => "Work on this report has already started",
        ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation when act is Act.AskIfItWorked or Act.SayItWorked or Act.SayItDidNotWork or Act.SayNotYet => "This report is with no service",
        ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => "This report is open",
    };

    public Told OpenTold(DataKey key) => key.Open<Told>(Told, ToldPurpose);

    public Contact? OpenContact(DataKey key) => Contact is { } contact ? key.Open<Contact>(contact, ContactPurpose) : null;

    /// <summary>Tells the reporter something, which keeps or has missed the date they waited for and sets the next. The number of the entry.</summary>
    private int Say(Act act, EntryKind kind, string words, Officer by, Desk desk, string? organisation = null, string? service = null)
    {
        var next = Allow(act);
        Needs(words, "Write what the reporter will read");
        var (promised, first, renews) = (DueOn, FirstRepliedOn is null, _thread.HeardOn(desk.Today));
        State = next;
        FirstRepliedOn ??= desk.Today;
        // Who asks again while a question waits buys no more time.
        WaitingSince = next is ReportState.WaitingForReporter ? WaitingSince ?? desk.Today : null;
        DueOn = this.ClockFrom(desk.Today).PlusWorkingDays(desk.Pack.Standards[Tier].NextUpdate);
        MemberId ??= by.MemberId;
        var entry = Enter(kind, Author.Team, desk, words, by, organisation, service);
        if (promised is { } due && !renews) { _promises.Add(Ended(entry, due, first, desk)); }

        TellReporter(NoticeKind.ReportUpdated, desk, words, NameOf(by));
        return entry;
    }

    private ReportState Allow(Act act) => IsGoing ? throw new RefusedException("This report is being deleted") : State.After(act) ?? throw new RefusedException(RefusalOf(act)!);

    private static void Needs(string? words, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(words)) { throw new RefusedException(otherwise); }

        // A browser sends two signs for each line break; whoever typed it saw one.
        if (words.ReplaceLineEndings("\n").Length > LongestWords) { throw new RefusedException("What you write must be 4,000 characters or fewer"); }
    }

    private int Enter(EntryKind kind, Author author, Desk desk, string? words = null, Officer? by = null, string? organisation = null, string? service = null) =>
        Enter(kind, author, desk, number => words is null ? null : desk.Key.Seal(words, ThreadEntry.Purpose(number)), by, organisation, service);

    private int Enter(EntryKind kind, Author author, Desk desk, Func<int, SealedText?> seal, Officer? by = null, string? organisation = null, string? service = null)
    {
        var number = _thread.Count is 0 ? 1 : _thread.Max(entry => entry.Number) + 1;
        _thread.Add(new ThreadEntry(number, kind, author, desk.Today, State, Team)
        {
            MemberId = by?.MemberId,
            Organisation = organisation,
            Service = service,
            Words = seal(number),
        });
        // What no one has said is no last word.
        if (!kind.IsForMembers && kind is not EntryKind.DateMoved) { (LastWordBy, LastWordOn) = (author, desk.Today); }

        return number;
    }

    private void TellTeam(NoticeKind kind, Desk desk)
    {
        // A reporter who writes ten times in a row is one piece of news; whoever reads it reads all ten.
        if (kind is NoticeKind.ReporterWrote && _notices.Any(notice => notice.Kind == kind && notice.NextTryAt is not null)) { return; }

        // An anonymous visit must not be read from the time of a letter: not in our rows, and not in the mail server's log.
        DateTimeOffset? notBefore = Identity is IdentityLevel.Anonymous ? desk.Now.NextQuarterHour : null;
        var team = desk.Pack.Team(Team) ?? throw new InvalidOperationException("The team is not in the pack.");
        _notices.Add(new Notice(kind, desk.Key, new NoticeContent { To = team.Email, Reference = Reference.Value, DueOn = DueOn, Path = $"/staff/reports/{Reference}" }, desk.Now, notBefore));
    }

    private static string NameOf(Officer by) => $"{by.FirstName}, {by.TeamName}";

    private void TellReporter(NoticeKind kind, Desk desk, string? words = null, string? by = null)
    {
        if (MailStopped || OpenContact(desk.Key) is not { Email: { } email } contact) { return; }

        var open = Identity is IdentityLevel.Named;
        _notices.Add(new Notice(kind, desk.Key, new NoticeContent
        {
            To = email,
            Name = open ? contact.Name : null,
            Reference = open ? Reference.Value : null,
            Words = open ? words : null,
            By = open ? by : null,
            DueOn = DueOn,
            Path = NewLink(desk),
        }, desk.Now));
    }

    // In answer to their own email, which lies in the same mailbox, so the reference may stand in it however they want to be known.
    private void AnswerMail(NoticeKind kind, string? words, Desk desk) => _notices.Add(new Notice(kind, desk.Key, new NoticeContent
    {
        To = OpenContact(desk.Key)?.Email ?? throw new InvalidOperationException("A report without an address cannot be answered."),
        Reference = Reference.Value,
        Words = words,
        DueOn = DueOn,
        EmergencyPhone = desk.Pack.About.EmergencyPhone,
        Path = NewLink(desk),
    }, desk.Now));

    private string NewLink(Desk desk)
    {
        var token = LinkToken.New();
        _links.Add(new TrackLink { TokenHash = token.Hash, GoodUntil = desk.Today.AddDays(LinkLifetime.Days) });
        return $"/track/link/{token.Reveal()}";
    }
}
