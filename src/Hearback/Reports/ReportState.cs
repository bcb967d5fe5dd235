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

    /// <summary>It is a service's task, and went there; we still answer to the reporter, and ask whether it worked.</summary>
    WithService,

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
    HandOver,

    /// <summary>What we learn from a service changes nothing of how the report stands.</summary>
    HearFromService,

    /// <summary>It did not reach the service, so our team has it again.</summary>
    BringBack,
    AskIfItWorked,
    SayItWorked,
    SayItDidNotWork,
    SayNotYet,
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
            ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => state,
            ReportState.Closed => null,
        },
        Act.Ask => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => ReportState.WaitingForReporter,
            ReportState.Closed => null,
        },
        Act.StartWork => state switch
        {
            ReportState.New or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => ReportState.BeingWorkedOn,
            ReportState.BeingWorkedOn or ReportState.Closed => null,
        },
        Act.PassToTeam or Act.Assign or Act.ChangeTier or Act.AddToDiary => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => state,
            ReportState.Closed => null,
        },
        Act.PassToOrganisation => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => ReportState.WithOrganisation,
            ReportState.Closed => null,
        },
        Act.Note or Act.BecomeKnown or Act.HearFromService => state,
        Act.Close => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => ReportState.Closed,
            ReportState.Closed => null,
        },
        Act.Reopen or Act.SayNotSorted => state switch
        {
            ReportState.Closed => ReportState.BeingWorkedOn,
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => null,
        },
        Act.WriteBack => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WithOrganisation or ReportState.WithService => state,
            ReportState.WaitingForReporter => ReportState.BeingWorkedOn,
            ReportState.Closed => null,
        },
        Act.SayIfSorted => state switch
        {
            ReportState.Closed => ReportState.Closed,
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => null,
        },
        Act.HandOver => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.WithService => ReportState.WithService,
            ReportState.Closed => null,
        },
        Act.BringBack => state switch
        {
            ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation => state,
            ReportState.WithService => ReportState.BeingWorkedOn,
            ReportState.Closed => null,
        },
        Act.AskIfItWorked or Act.SayNotYet => OnlyWithService(state, ReportState.WithService),
        Act.SayItWorked => OnlyWithService(state, ReportState.Closed),
        Act.SayItDidNotWork => OnlyWithService(state, ReportState.BeingWorkedOn),
    };

    private static ReportState? OnlyWithService(ReportState state, ReportState next) => state switch
    {
        ReportState.WithService => next,
        ReportState.New or ReportState.BeingWorkedOn or ReportState.WaitingForReporter or ReportState.WithOrganisation or ReportState.Closed => null,
    };
}
