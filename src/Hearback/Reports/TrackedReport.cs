using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>
/// All that a reporter sees of their report. It has no field for a note between members or for a member's surname.
/// </summary>
public sealed record TrackedReport
{
    public required Reference Reference { get; init; }

    public required ReportState State { get; init; }

    public required IdentityLevel Identity { get; init; }

    public required string Category { get; init; }

    /// <summary>The place that the reporter picked, by name.</summary>
    public string? Place { get; init; }

    public required string TeamName { get; init; }

    /// <summary>The first name of the member who has it, if someone took it.</summary>
    public string? Officer { get; init; }

    /// <summary>The organisation it was passed on to, while that has it.</summary>
    public string? OrganisationName { get; init; }

    /// <summary>The last hand-over to a service; null when there was none.</summary>
    public TrackedHandover? Handover { get; init; }

    /// <summary>Whether the reporter said "no, it is not sorted" and nobody has answered since.</summary>
    public required bool OpenAgain { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>When the reporter hears next; null only when closed.</summary>
    public TrackedClock? Clock { get; init; }

    public DateOnly? FirstRepliedOn { get; init; }

    public required DateOnly FirstReplyDueOn { get; init; }

    /// <summary>The working days within which each update is due once we have answered.</summary>
    public required int UpdateEvery { get; init; }

    public Closure? Closure { get; init; }

    public DateOnly? ReopenUntil { get; init; }

    public Feedback? Feedback { get; init; }

    /// <summary>Whether news also leaves by email.</summary>
    public required bool GetsMail { get; init; }

    public required bool MailStopped { get; init; }

    /// <summary>What was said and done, oldest first.</summary>
    public required IReadOnlyList<TrackedEntry> Thread { get; init; }

    /// <summary>The number of the last entry shown: what comes back with a form, to tell what its writer had read.</summary>
    public required int Seen { get; init; }

    /// <summary>Each time that a member opened the reporter's name.</summary>
    public required IReadOnlyList<NameOpened> NameOpenings { get; init; }

    /// <summary>Each time that a member opened what the reporter wrote.</summary>
    public required IReadOnlyList<WordsOpened> WordsOpenings { get; init; }

    public required int Readers { get; init; }

    /// <summary>Whether the reporter asked to be forgotten while somebody works on it: the rest goes after it is closed.</summary>
    public bool GoesWhenClosed { get; init; }

    /// <summary>Whether a coordinator must keep it beyond its time.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The pictures that the reporter sent, with the report and later.</summary>
    public required IReadOnlyList<SentPicture> Pictures { get; init; }

    /// <summary>How often a member opened one of the pictures.</summary>
    public required int PictureOpenings { get; init; }

    /// <summary>What they wrote into their diary, each entry held against its hash.</summary>
    public required Diary Diary { get; init; }

    /// <summary>What we asked and the reporter has not answered.</summary>
    public TeamSaid? OpenQuestion { get; init; }

    /// <param name="report">The report with its thread.</param>
    /// <param name="key">The report's own key.</param>
    /// <param name="pack">The pack in force.</param>
    /// <param name="audit">The audit of this report.</param>
    /// <param name="members">All members who are named in the thread or in the audit.</param>
    /// <param name="pictures">What pictures there are.</param>
    /// <param name="today">The day in London.</param>
    public static TrackedReport Of(Report report, DataKey key, Pack pack, IEnumerable<AuditEntry> audit, IEnumerable<Member> members, IReadOnlyList<SentPicture> pictures, DateOnly today)
    {
        var people = members.ToDictionary(member => member.Id);
        string? FirstName(Guid? member) => member is { } id && people.TryGetValue(id, out var known) ? known.FirstName : null;
        string? ServiceName(string? code) => pack.Service(code)?.Name ?? code;
        string TeamOf(string code) => pack.Team(code)?.Name ?? code;
        string? TeamsOf(Guid? member) => member is { } id && people.TryGetValue(id, out var known)
            ? (known.IsIn(report.Team) ? TeamOf(report.Team) : known.Teams.Select(team => TeamOf(team.Team)).FirstOrDefault())
            : null;

        var told = report.OpenTold(key);
        var contact = report.OpenContact(key);
        var entries = report.Thread.Where(entry => !entry.Kind.IsForMembers).OrderBy(entry => entry.Number).ToList();
        var opened = audit.OrderBy(entry => entry.At).ToList();
        var wordsOpened = opened.Where(entry => entry.Act is AuditedAct.OpenedReport or AuditedAct.OpenedDiary).ToList();

        var diary = Diary.Of(report, key);

        var closing = entries.LastOrDefault(entry => entry.Kind is EntryKind.Closed);
        var moved = report.Promises.Where(promise => promise.MovedTo is not null).ToDictionary(promise => promise.Entry);
        var thread = new List<TrackedEntry>();
        var (team, state) = (report.Team, ReportState.New);
        foreach (var entry in entries)
        {
            var words = entry.Kind is EntryKind.Received ? told.Story : entry.OpenWords(key);
            // Whoever passes a report on still writes as the team that had it.
            var writes = entry.Kind is EntryKind.PassedToTeam ? team : entry.Team;
            if (words is not null && entry.Kind is not EntryKind.TakenByService)
            {
                thread.Add(entry.Author is Author.Reporter
                    ? new YouSaid(entry.On, words, pictures.Count(picture => picture.Entry == entry.Number)) { FollowUps = entry.Kind is EntryKind.Received ? told.FollowUps : [] }
                    : new TeamSaid(entry.On, FirstName(entry.MemberId), TeamOf(writes), words));
            }

            if (entry.Kind is EntryKind.Diary) { thread.Add(new DiaryWritten(entry.On, diary.Lines.Single(line => line.InThread == entry.Number))); }

            if (TurnOf(entry, state) is { } turn)
            {
                thread.Add(new Turned(
                    entry.On, turn, TeamOf(entry.Team), pack.Organisation(entry.Organisation)?.Name, entry.Author is Author.Reporter,
                    entry == closing ? report.Closure?.Reason : null)
                {
                    ServiceName = ServiceName(entry.Service),
                    TheirReference = entry.Kind is EntryKind.TakenByService ? words : null,
                });
            }

            if (moved.TryGetValue(entry.Number, out var ended)) { thread.Add(new DateMoved(entry.On, ended.DueOn, ended.MovedTo!.Value, ended.Why!.Value)); }

            (team, state) = (entry.Team, entry.State);
        }

        var last = entries[^1];
        return new TrackedReport
        {
            Reference = report.Reference,
            State = report.State,
            Identity = report.Identity,
            Category = pack.Category(report.Category)?.ShortName ?? report.Category,
            Place = told.Where?.PlaceName,
            TeamName = TeamOf(report.Team),
            Officer = FirstName(report.MemberId),
            Handover = report.LastHandover is { } handover
                ? new(ServiceName(handover.Service)!, handover.State, handover.OpenPassed(key), handover.OpenTheirs(key)?.Number, handover.AskOn, handover.IsAsked && report.State is ReportState.WithService)
                : null,
            OrganisationName = report.State is ReportState.WithOrganisation
                ? pack.Organisation(entries.LastOrDefault(entry => entry.Kind is EntryKind.PassedToOrganisation)?.Organisation)?.Name
                : null,
            OpenAgain = report.IsOpen && entries.LastOrDefault(entry => entry.Author is Author.Team || entry.Kind is EntryKind.Reopened or EntryKind.SaidIfItWorked) is { Kind: EntryKind.Reopened or EntryKind.SaidIfItWorked },
            ReceivedOn = report.ReceivedOn,
            Clock = report.DueOn is { } due ? TrackedClock.Of(Began(report, entries), due, today) with { PausedUntil = report.PausedUntil is { } until && today <= until ? until : null } : null,
            FirstRepliedOn = report.FirstRepliedOn,
            FirstReplyDueOn = report.FirstReplyDueOn,
            UpdateEvery = pack.Standards[report.Tier].NextUpdate,
            Closure = report.Closure,
            ReopenUntil = report.ReopenUntil,
            Feedback = report.Feedback,
            GetsMail = contact?.Email is not null && !report.MailStopped,
            MailStopped = contact?.Email is not null && report.MailStopped,
            Thread = thread,
            Seen = last.Number,
            GoesWhenClosed = report.Forgetting is Forgetting.WhenClosed,
            IsHeld = report.Hold is not null,
            NameOpenings = [.. opened.Where(entry => entry.Act is AuditedAct.OpenedIdentity).Select(entry => new NameOpened(
                entry.At.LondonDay, FirstName(entry.MemberId), TeamsOf(entry.MemberId), entry.Why is { } why ? key.Open(why, AuditEntry.WhyPurpose) : null))],
            WordsOpenings = [.. wordsOpened.Select(entry => new WordsOpened(entry.At.LondonDay, FirstName(entry.MemberId), TeamsOf(entry.MemberId)))],
            Pictures = pictures,
            PictureOpenings = opened.Count(entry => entry.Act is AuditedAct.OpenedPicture),
            Readers = wordsOpened.Select(entry => entry.MemberId).Distinct().Count(),
            Diary = diary,
            OpenQuestion = report.State is ReportState.WaitingForReporter && entries.LastOrDefault(entry => entry.Kind is EntryKind.Question) is { } question
                ? new TeamSaid(question.On, FirstName(question.MemberId), TeamOf(question.Team), question.OpenWords(key) ?? "")
                : null,
        };
    }

    /// <summary>The day from which the present date was counted: our last word, theirs that opened the report again, or their answer to what we asked.</summary>
    private static DateOnly Began(Report report, List<ThreadEntry> entries) => report.FirstRepliedOn is null
        ? report.ReceivedOn
        : entries.LastOrDefault(entry => entry.IsUpdate || entry.Kind is EntryKind.Reopened or EntryKind.SaidIfItWorked or EntryKind.HandedOver
            || report.Promises.Any(promise => promise.Entry == entry.Number && promise.Why is WhyMoved.Answered))?.On ?? report.ReceivedOn;

    private static Turn? TurnOf(ThreadEntry entry, ReportState before) => entry.Kind switch
    {
        EntryKind.Received => Turn.Received,
        EntryKind.WorkStarted => Turn.BeingWorkedOn,
        EntryKind.PassedToTeam => Turn.PassedToTeam,
        EntryKind.PassedToOrganisation => Turn.PassedToOrganisation,
        EntryKind.Closed => Turn.Closed,
        EntryKind.Reopened => Turn.OpenAgain,
        EntryKind.Sorted => Turn.SaidIfSorted,
        EntryKind.BecameKnown => Turn.BecameKnown,
        EntryKind.Question => before is ReportState.WaitingForReporter ? null : Turn.WaitingForYou,
        EntryKind.Message => entry.State == before ? null : Turn.BeingWorkedOn,
        EntryKind.Diary => null,
        EntryKind.HandedOver => Turn.HandedOver,
        EntryKind.TakenByService => Turn.TakenByService,
        EntryKind.NotHandedOver => Turn.NotHandedOver,
        EntryKind.AskedIfItWorked => Turn.AskedIfItWorked,
        EntryKind.SaidIfItWorked => entry.State switch
        {
            ReportState.Closed => Turn.SaidItWorked,
            ReportState.WithService => Turn.SaidNotYet,
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => Turn.SaidItDidNotWork,
        },
        // Told by itself, with its days.
        EntryKind.DateMoved => null,
        EntryKind.Note or EntryKind.ToldOfReview or EntryKind.ReviewToExplain => throw new InvalidOperationException("What is for members is never shown to a reporter."),
    };
}

/// <summary>An entry of the thread as the reporter sees it.</summary>
public abstract record TrackedEntry(DateOnly On);

/// <summary>The reporter's own words, and how many pictures came with them.</summary>
public sealed record YouSaid(DateOnly On, string Words, int Pictures) : TrackedEntry(On)
{
    /// <summary>Beside the first words: what they answered to the follow-ups of the category.</summary>
    public IReadOnlyList<FollowUpAnswer> FollowUps { get; init; } = [];
}

/// <summary>An entry of the reporter's diary.</summary>
public sealed record DiaryWritten(DateOnly On, DiaryLine Line) : TrackedEntry(On);

/// <summary>A member's words, under the first name and the team.</summary>
public sealed record TeamSaid(DateOnly On, string? FirstName, string TeamName, string Words) : TrackedEntry(On);

/// <summary>A change in how the report stands. The reason is that of the closing which still holds.</summary>
public sealed record Turned(DateOnly On, Turn Turn, string TeamName, string? OrganisationName, bool ByYou, CloseReason? Reason) : TrackedEntry(On)
{
    public string? ServiceName { get; init; }

    /// <summary>The service's own number for it.</summary>
    public string? TheirReference { get; init; }
}

/// <summary>A hand-over to a service as the reporter sees it: with all that the service was told.</summary>
public sealed record TrackedHandover(string ServiceName, HandoverState State, Passed? Passed, string? TheirReference, DateOnly? AskOn, bool IsAsked);

/// <summary>The date by which the reporter hears came nearer, and why.</summary>
public sealed record DateMoved(DateOnly On, DateOnly Was, DateOnly Now, WhyMoved Why) : TrackedEntry(On);

public enum Turn
{
    Received,
    BeingWorkedOn,
    WaitingForYou,
    PassedToTeam,
    PassedToOrganisation,
    Closed,
    OpenAgain,
    SaidIfSorted,
    BecameKnown,
    HandedOver,
    TakenByService,
    NotHandedOver,
    AskedIfItWorked,
    SaidItWorked,
    SaidItDidNotWork,
    SaidNotYet,
}

/// <summary>A member opened the reporter's name, and why.</summary>
public sealed record NameOpened(DateOnly On, string? FirstName, string? TeamName, string? Why);

/// <summary>A member opened what the reporter wrote.</summary>
public sealed record WordsOpened(DateOnly On, string? FirstName, string? TeamName);

/// <summary>The day by which the reporter hears next. Days are working days, from the day on which the promise was made.</summary>
public sealed record TrackedClock(DateOnly DueOn, int Promised, int Left, bool IsLate)
{
    /// <summary>The last day on which it stands still, because we wait for the reporter; null while it runs.</summary>
    public DateOnly? PausedUntil { get; init; }

    /// <summary>Working days gone by since the day that was missed.</summary>
    public int DaysLate => IsLate ? -Left : 0;

    public int Gone => Math.Clamp(Promised - Left, 0, Promised);

    public static TrackedClock Of(DateOnly began, DateOnly due, DateOnly today) =>
        new(due, Math.Max(1, began.WorkingDaysUntil(due)), today.WorkingDaysUntil(due), today > due);
}
