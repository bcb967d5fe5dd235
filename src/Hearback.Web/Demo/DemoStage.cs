using Hearback.Audit;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;

namespace Hearback.Web.Demo;

/// <summary>A report that came about, with its key and the record of who did what.</summary>
internal sealed record PlayedReport(Report Report, DataKey Key, IReadOnlyList<AuditEntry> Audit);

/// <summary>Lets made-up reports happen by the same acts as real ones, each on its day.</summary>
internal sealed class DemoStage(Pack pack, IReadOnlyDictionary<string, Place> places, IReadOnlyDictionary<string, Member> members, DemoDays days)
{
    private const int OfficeHour = 15;

    public PlayedReport Play(DemoReport told)
    {
        var key = DataKey.New();
        var receivedAt = days.At(told.Day, told.Hour);
        var reference = Reference.Read(told.Reference) ?? Reference.New();
        var report = Report.Receive(Answers(told), reference, new Desk(key, pack, receivedAt));
        var audit = new List<AuditEntry>();
        if (told.TakenBy is { } taker) { audit.Add(new(AuditedAct.ReportedForCaller, members[taker].Id, receivedAt, report.Id)); }

        if (told.NameOpened is { } opening)
        {
            var why = key.Seal(opening.Why, AuditEntry.WhyPurpose);
            audit.Add(new(AuditedAct.OpenedIdentity, members[opening.By].Id, days.At(opening.Day, OfficeHour), report.Id, why));
        }

        foreach (var entry in told.Thread)
        {
            if (entry.By is not { } name)
            {
                Write(report, told, entry, new Desk(key, pack, days.At(entry.Day, told.Hour)));
                continue;
            }

            var (member, desk) = (members[name], new Desk(key, pack, days.At(entry.Day, OfficeHour)));
            audit.Add(new(AuditedAct.OpenedReport, member.Id, desk.Now, report.Id));
            audit.Add(new(Answer(report, entry, member, desk), member.Id, desk.Now, report.Id));
        }

        return new(report, key, audit);
    }

    private ReportAnswers Answers(DemoReport told)
    {
        var place = told.Place is null ? null : places[told.Place];
        var answers = new ReportAnswers
        {
            ToldBy = told.ToldBy,
            Category = told.Category,
            Where = new() { Place = place?.Code, PlaceName = place?.Name, Spot = place?.Spot, Ward = place?.Ward, NearPlace = place?.Code, InWords = told.InWords },
            When = told switch
            {
                { Pattern: { } pattern } => new(WhenKind.KeepsHappening, Pattern: pattern),
                { When: WhenKind.OnDate } => new(WhenKind.OnDate, On: days.Day(told.Day).AddDays(-1)),
                _ => new(told.When),
            },
            Story = told.Story,
            Effect = new(told.Before, told.WhyMe, told.Effect, told.More),
            Wish = told.Wish,
            Identity = told.Identity,
            Contact = told.Identity is IdentityLevel.Anonymous ? null : told.Contact,
        };
        return told.Reference is null ? answers : answers with { AccessCode = DemoVisit.All.Single(visit => visit.Reference == told.Reference).AccessCode };
    }

    /// <summary>What the reporter does.</summary>
    private static void Write(Report report, DemoReport told, DemoEntry entry, Desk desk)
    {
        switch (entry.Act)
        {
            case Act.WriteBack: report.WriteBack(entry.Words, desk); break;
            case Act.SayIfSorted: report.SayIfSorted(entry.Sorted, entry.Informed, entry.Words, desk); break;
            case Act.SayNotSorted: report.SayIfSorted(Sorted.No, entry.Informed, entry.Words, desk); break;
            case Act.BecomeKnown: report.BecomeKnown(entry.Identity, told.Contact!, desk); break;
            case Act.AddToDiary: report.AddToDiary(entry.Happened!.On(desk.Today.AddDays(-1)), desk); break;
            case Act.Reply or Act.Ask or Act.StartWork or Act.PassToTeam or Act.PassToOrganisation or Act.Assign or Act.ChangeTier or Act.Note or Act.Close or Act.Reopen
                or Act.HandOver or Act.HearFromService or Act.BringBack or Act.AskIfItWorked or Act.SayItWorked or Act.SayItDidNotWork or Act.SayNotYet:
                throw new InvalidOperationException($"A reporter cannot do this: {entry.Act}.");
        }
    }

    private static Grounds GroundsOf(DemoEntry entry) => new(entry.Why, entry.Gateway, entry.Necessity);

    /// <summary>What a member does, and how the audit record names it.</summary>
    private AuditedAct Answer(Report report, DemoEntry entry, Member member, Desk desk)
    {
        if (!member.MayAnswer(report.Team)) { throw new InvalidOperationException($"{member.FirstName} cannot answer for {report.Team}."); }

        var by = new Officer(member.Id, member.FirstName, report.Team, pack.Team(report.Team)!.Name);
        // Passing to another team moves no date; every other answer sets the next one.
        var due = entry.Act is Act.PassToTeam ? report.DueOn!.Value : days.Day(entry.Day + pack.Standards[report.Tier].NextUpdate + (entry.Act is Act.Ask ? Report.LongestPause : 0));
        var words = days.Write(entry.Words, entry.Day, due);
        switch (entry.Act)
        {
            case Act.Reply: report.Reply(words, by, desk); return AuditedAct.Replied;
            case Act.Ask: report.Ask(words, by, desk); return AuditedAct.Asked;
            case Act.StartWork: report.StartWork(words, by, desk); return AuditedAct.StartedWork;
            case Act.PassToTeam: report.PassTo(pack.Team(entry.To)!, words, by, desk, entry.Necessity.Length > 0 ? GroundsOf(entry) : null); return AuditedAct.PassedToTeam;
            case Act.PassToOrganisation: report.PassTo(pack.Organisation(entry.To)!, GroundsOf(entry), entry.Told, words, by, desk, report.Identity is IdentityLevel.Named); return AuditedAct.PassedToOrganisation;
            case Act.Assign: report.Assign(members[entry.To].Id); return entry.To == entry.By ? AuditedAct.TookReport : AuditedAct.GaveReport;
            case Act.ChangeTier: report.ChangeTier(entry.Tier, words, by, desk); return AuditedAct.ChangedTier;
            case Act.Note: report.AddNote(words, by, desk); return AuditedAct.WroteNote;
            case Act.Close: report.Close(entry.Reason, words, by, desk); return AuditedAct.Closed;
            case Act.Reopen: report.Reopen(words, by, desk); return AuditedAct.Reopened;
            case Act.WriteBack or Act.SayIfSorted or Act.SayNotSorted or Act.BecomeKnown or Act.AddToDiary
                or Act.HandOver or Act.HearFromService or Act.BringBack or Act.AskIfItWorked or Act.SayItWorked or Act.SayItDidNotWork or Act.SayNotYet:
            default: throw new InvalidOperationException($"A member cannot do this: {entry.Act}.");
        }
    }
}
