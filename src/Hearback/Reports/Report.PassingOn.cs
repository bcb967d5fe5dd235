using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;

namespace Hearback.Reports;

/// <summary>Passing on to others, and who may know who the reporter is.</summary>
public sealed partial class Report
{
    private readonly List<PassingOn> _passingsOn = [];

    /// <summary>What other organisations were told of it, and why.</summary>
    public IReadOnlyList<PassingOn> PassingsOn => _passingsOn;

    /// <summary>
    /// Passes the report to another team. The date promised to the reporter stays: passing on buys no time. A team of another organisation
    /// takes over only on <paramref name="grounds"/>, which are kept.
    /// </summary>
    public void PassTo(Team team, string words, Officer by, Desk desk, Grounds? grounds = null)
    {
        var next = Allow(Act.PassToTeam);
        if (team.Code == Team) { throw new RefusedException("This team already has the report"); }

        var (ours, theirs) = (desk.Pack.Team(Team) is { } now ? desk.Pack.OrganisationOf(now) : null, desk.Pack.OrganisationOf(team));
        if (theirs.Kind is OrganisationKind.Residents) { throw new RefusedException("A report is never passed on to other residents"); }

        if (Identity is IdentityLevel.Confidential && ours != theirs)
        {
            throw new RefusedException("This reporter trusted your organisation alone. Pass on what is needed without the name: choose ‘Pass to another organisation’");
        }

        Needs(words, "Tell the reporter why another team takes over");
        if (ours != theirs) { Needs(grounds ?? throw new RefusedException("This team belongs to another organisation. Say what for, by which law, and why it is necessary")); }

        Team = team.Code;
        MemberId = null;
        State = next;
        var entry = Enter(EntryKind.PassedToTeam, Author.Team, desk, words, by);
        Reach(MilestoneKind.PassedToTeam, entry, desk);
        if (ours != theirs) { Keep(entry, theirs, grounds!, theyAreTold: null, withName: Identity is IdentityLevel.Named, by, desk); }

        TellTeam(NoticeKind.TeamHasReport, desk);
        TellReporter(NoticeKind.ReportUpdated, desk, words, NameOf(by));
    }

    /// <summary>
    /// Passes something of the report to another organisation, which is told exactly <paramref name="theyAreTold"/> and, where the reporter agreed
    /// to be named and <paramref name="withName"/> says so, may open who they are. Our team goes on answering to the reporter.
    /// </summary>
    public void PassTo(Organisation organisation, Grounds grounds, string theyAreTold, string words, Officer by, Desk desk, bool withName = false)
    {
        Allow(Act.PassToOrganisation);
        if (organisation.Kind is OrganisationKind.Residents) { throw new RefusedException("A report is never passed on to other residents"); }

        var mailbox = organisation.Teams.Count > 0 ? organisation.Teams[0] : throw new RefusedException("This organisation has no mailbox yet");
        if (mailbox.Code == Team) { throw new RefusedException("This organisation already has the report"); }

        if (withName && Identity is not IdentityLevel.Named) { throw new RefusedException("This reporter has not agreed to be named to others"); }

        Needs(grounds);
        Needs(theyAreTold, "Write what the organisation will be told");
        var entry = Say(Act.PassToOrganisation, EntryKind.PassedToOrganisation, words, by, desk, organisation.Code);
        var letter = $"{grounds.Purpose}\n\n{theyAreTold}";
        Enter(EntryKind.Note, Author.Team, desk, letter, by, organisation.Code);
        Keep(entry, organisation, grounds, theyAreTold, withName, by, desk);
        _notices.Add(new Notice(NoticeKind.ReportPassedOn, desk.Key, new NoticeContent { To = mailbox.Email, Reference = Reference.Value, Words = letter, Path = $"/staff/passed-on/{Reference}/{entry}" }, desk.Now));
    }

    /// <summary>Whether this member opens who the reporter is only with a second member's yes: a confidential reporter trusted the team alone.</summary>
    public bool NeedsSecondYes(Member member) => Identity is IdentityLevel.Confidential && member.Role.NeedsSecondYes(Right.OpenIdentity) && !member.IsIn(Team);

    /// <summary>A member asks another whether they may open who the reporter is. The team that has the report is told.</summary>
    public IdentityRequest AskForIdentity(Member member, string why, Desk desk)
    {
        if (!NeedsSecondYes(member)) { throw new RefusedException("You need nobody’s yes to open this"); }

        Needs(why, "Say why you need to know who they are");
        TellTeam(NoticeKind.IdentityAsked, desk);
        return new(this, member.Id, why, desk);
    }

    private void Keep(int entry, Organisation to, Grounds grounds, string? theyAreTold, bool withName, Officer by, Desk desk) =>
        _passingsOn.Add(new(entry, to.Code, new(grounds.Purpose, grounds.Necessity, theyAreTold), grounds.Gateway, withName, by, desk));

    private static void Needs(Grounds grounds)
    {
        Needs(grounds.Purpose, "Say why it is passed on");
        Needs(grounds.Necessity, "Say why it is necessary");
    }
}
