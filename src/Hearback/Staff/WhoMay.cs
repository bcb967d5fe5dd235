namespace Hearback.Staff;

/// <summary>What there is to do in the members' pages. Each page asks for one of these.</summary>
public enum Right
{
    /// <summary>The door, and the page that says who may do what.</summary>
    ComeIn,

    /// <summary>See, open and answer reports.</summary>
    AnswerReports,

    /// <summary>Open who a reporter is, with a reason that the reporter can read.</summary>
    OpenIdentity,

    /// <summary>Read what was passed on to one's own organisation, and nothing else of the report.</summary>
    ReadWhatWasPassedOn,

    /// <summary>Run ASB Case Reviews: in the team that does, and for the whole partnership.</summary>
    RunReviews,

    /// <summary>Read how promises to reporters are kept, with the reports behind each figure.</summary>
    ReadFigures,

    /// <summary>Write news of an action of the plan and reply to answers about it.</summary>
    WriteNews,

    /// <summary>Edit and publish the plan, and answer ideas.</summary>
    EditPlan,

    /// <summary>Keep the directory of services.</summary>
    EditServices,

    /// <summary>Set up categories, questions and routing.</summary>
    EditSetup,

    /// <summary>Hold reports, and look after what is kept and for how long.</summary>
    KeepReports,

    /// <summary>Read who did and opened what, and no word of any report.</summary>
    ReadRecord,

    /// <summary>Look after members, organisations, mail that did not leave, settings and jobs.</summary>
    LookAfter,
}

/// <summary>How far a right goes.</summary>
public enum Reach
{
    None,

    /// <summary>What the member's own teams, or their organisation, answer for.</summary>
    OwnTeams,

    /// <summary>Everything, but where a reporter trusted one team alone, only when a second member says yes.</summary>
    WithSecondYes,

    Everything,
}

/// <summary>The one table of who may do what. What is not in here for a role does not exist for its members.</summary>
public static class WhoMay
{
    // As short as a mark in a table on paper.
    private const Reach No = Reach.None;
    private const Reach Own = Reach.OwnTeams;
    private const Reach Second = Reach.WithSecondYes;
    private const Reach All = Reach.Everything;

    public static Reach ReachOf(this Role role, Right right) => right switch
    {
        Right.ComeIn => role.Of(officer: All, lead: All, coordinator: All, administrator: All, auditor: All, partner: All),
        Right.AnswerReports => role.Of(officer: Own, lead: Own, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.OpenIdentity => role.Of(officer: Own, lead: Own, coordinator: Second, administrator: No, auditor: No, partner: No),
        Right.ReadWhatWasPassedOn => role.Of(officer: No, lead: No, coordinator: No, administrator: No, auditor: No, partner: Own),
        Right.RunReviews => role.Of(officer: Own, lead: Own, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.ReadFigures => role.Of(officer: Own, lead: Own, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.WriteNews => role.Of(officer: Own, lead: Own, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.EditPlan => role.Of(officer: No, lead: No, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.EditServices => role.Of(officer: No, lead: No, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.EditSetup => role.Of(officer: No, lead: No, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.KeepReports => role.Of(officer: No, lead: No, coordinator: All, administrator: No, auditor: No, partner: No),
        Right.ReadRecord => role.Of(officer: No, lead: No, coordinator: All, administrator: All, auditor: All, partner: No),
        Right.LookAfter => role.Of(officer: No, lead: No, coordinator: No, administrator: All, auditor: No, partner: No),
    };

    public static bool May(this Role role, Right right) => role.ReachOf(right) is not Reach.None;

    /// <summary>Whether a second member has to say yes where a reporter trusted one team alone.</summary>
    public static bool NeedsSecondYes(this Role role, Right right) => role.ReachOf(right) is Reach.WithSecondYes;

    /// <summary>Whether a member may do it whatever team it belongs to.</summary>
    public static bool MayEverywhere(this Role role, Right right) => role.ReachOf(right) is Reach.Everything;

    extension(Right right)
    {
        /// <summary>The roles that have it, however far it goes.</summary>
        public IReadOnlyList<Role> Roles => [.. Enum.GetValues<Role>().Where(role => role.May(right))];
    }

    private static Reach Of(this Role role, Reach officer, Reach lead, Reach coordinator, Reach administrator, Reach auditor, Reach partner) => role switch
    {
        Role.Officer => officer,
        Role.TeamLead => lead,
        Role.Coordinator => coordinator,
        Role.Administrator => administrator,
        Role.Auditor => auditor,
        Role.Partner => partner,
    };
}
