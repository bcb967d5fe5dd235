namespace Hearback.Reports;

/// <summary>Where a report stands.</summary>
public enum ReportState
{
    /// <summary>Received; nobody has answered yet.</summary>
    New,

    BeingWorkedOn,

    /// <summary>We asked the reporter something.</summary>
    WaitingForReporter,

    /// <summary>Another organisation has it; we still answer for it.</summary>
    WithOrganisation,

    Closed,
}

/// <summary>What can be done to a report.</summary>
public enum Act
{
    Reply,
    Ask,
    StartWork,
    PassToTeam,
    PassToOrganisation,
    Assign,
    ChangeTier,
    Note,
    Close,
    Reopen,
    WriteBack,
    SayIfSorted,
    SayNotSorted,
    BecomeKnown,
    AddToDiary,
}

/// <summary>The one table of what may be done when, and where it leads.</summary>
public static class ReportStates
{
    /// <summary>The state that <paramref name="act"/> leads to, or null when the act is refused.</summary>
    public static ReportState? After(this ReportState state, Act act) => act switch
    {
        Act.Reply => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn => ReportState.BeingWorkedOn,
            ReportState.WaitingForReporter or ReportState.WithOrganisation => state,
            ReportState.Closed => null,
        },
        Act.Ask => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => ReportState.WaitingForReporter,
            ReportState.Closed => null,
        },
        Act.StartWork => state switch
        {
            ReportState.New or ReportState.WaitingForReporter or ReportState.WithOrganisation => ReportState.BeingWorkedOn,
            ReportState.BeingWorkedOn or ReportState.Closed => null,
        },
        Act.PassToTeam or Act.Assign or Act.ChangeTier or Act.AddToDiary => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => state,
            ReportState.Closed => null,
        },
        Act.PassToOrganisation => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => ReportState.WithOrganisation,
            ReportState.Closed => null,
        },
        Act.Note or Act.BecomeKnown => state,
        Act.Close => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => ReportState.Closed,
            ReportState.Closed => null,
        },
        Act.Reopen or Act.SayNotSorted => state switch
        {
            ReportState.Closed => ReportState.BeingWorkedOn,
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => null,
        },
        Act.WriteBack => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WithOrganisation => state,
            ReportState.WaitingForReporter => ReportState.BeingWorkedOn,
            ReportState.Closed => null,
        },
        Act.SayIfSorted => state switch
        {
            ReportState.Closed => ReportState.Closed,
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => null,
        },
    };
}
