namespace Hearback.Reviews;

/// <summary>Where a case review stands.</summary>
public enum ReviewState
{
    /// <summary>Somebody asked for it; nobody has answered.</summary>
    Asked,

    /// <summary>We said that we have it and who the single contact is.</summary>
    Acknowledged,

    ThresholdNotMet,

    /// <summary>It is held; the meeting is to come.</summary>
    ThresholdMet,

    /// <summary>They met; what came of it is to be told.</summary>
    MeetingHeld,

    /// <summary>What came of it was told, and what is recommended is being done.</summary>
    OutcomeTold,

    /// <summary>Whoever asked for it does not agree, and somebody else looks at it.</summary>
    Appealed,

    Closed,
}

/// <summary>What is done to a case review.</summary>
public enum ReviewAct
{
    Acknowledge,
    Decide,
    Arrange,
    HoldMeeting,
    Recommend,
    TellOutcome,
    TellProgress,
    Write,
    Appeal,
    DecideAppeal,
    GiveTo,
    Close,
}

/// <summary>An entry of the record of a review: what was said or done on a day.</summary>
public enum ReviewEntryKind
{
    Asked,
    Acknowledged,
    ThresholdMet,
    ThresholdNotMet,
    MeetingArranged,
    MeetingHeld,

    /// <summary>A recommendation was agreed; it is read with the outcome.</summary>
    Recommended,
    OutcomeTold,
    Progress,
    Message,
    Appealed,
    AppealUpheld,
    AppealNotUpheld,
    NewContact,
    Closed,
}

/// <summary>The one table of what may be done when.</summary>
public static class ReviewStates
{
    public static bool Allows(this ReviewState state, ReviewAct act) => act switch
    {
        ReviewAct.Acknowledge => state is ReviewState.Asked,
        ReviewAct.Decide => state is ReviewState.Acknowledged,
        ReviewAct.Arrange or ReviewAct.HoldMeeting => state is ReviewState.ThresholdMet,
        ReviewAct.Recommend or ReviewAct.TellOutcome => state is ReviewState.MeetingHeld,
        ReviewAct.TellProgress => state is ReviewState.OutcomeTold or ReviewState.Appealed,
        ReviewAct.Appeal => state is ReviewState.ThresholdNotMet or ReviewState.OutcomeTold,
        ReviewAct.DecideAppeal => state is ReviewState.Appealed,
        ReviewAct.Close => state is ReviewState.ThresholdNotMet or ReviewState.OutcomeTold,
        ReviewAct.Write or ReviewAct.GiveTo => state is not (ReviewState.Asked or ReviewState.Closed),
    };
}
