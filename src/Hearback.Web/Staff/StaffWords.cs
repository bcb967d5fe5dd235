using Hearback.Audit;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Notices;
using Hearback.Open311;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Web.Staff.Work;

namespace Hearback.Web.Staff;

/// <summary>What members read for a state, a kind or an act. Each is a key of the dictionary.</summary>
public static class StaffWords
{
    public static string InWords(this ReportState state) => state switch
    {
        ReportState.New => "New",
        ReportState.BeingWorkedOn => "Being worked on",
        ReportState.WaitingForReporter => "Waiting for the reporter",
        ReportState.WithOrganisation => "With a partner",
        ReportState.WithService => "With a service",
        ReportState.Closed => "Closed",
    };

    /// <summary>The shape and colour that go with the words.</summary>
    public static string Look(this ReportState state) => state switch
    {
        ReportState.New => "open",
        ReportState.BeingWorkedOn => "track",
        ReportState.WaitingForReporter => "quiet",
        ReportState.WithOrganisation or ReportState.WithService => "moved",
        ReportState.Closed => "shut",
    };

    public static string InWords(this Tier tier) => tier switch
    {
        Tier.Standard => "Standard",
        Tier.Medium => "Medium",
        Tier.High => "High",
    };

    public static string InWords(this NsirClass kind) => kind switch
    {
        NsirClass.Personal => "Personal",
        NsirClass.Nuisance => "Nuisance",
        NsirClass.Environmental => "Environmental",
    };

    public static string InWords(this FollowUpKind kind) => kind switch
    {
        FollowUpKind.Text => "In their own words",
        FollowUpKind.One => "One of several answers",
        FollowUpKind.Several => "Any number of several answers",
        FollowUpKind.Number => "A number",
        FollowUpKind.Date => "A day, today or in the past",
        FollowUpKind.YesNo => "Yes or no",
        FollowUpKind.Notice => "Not at all: it is only read",
    };

    public static string InWords(this ProviderFault fault) => fault switch
    {
        ProviderFault.NotSignedIn => "Your organisation did not sign you in. Try again",
        ProviderFault.NotInvited => "Nobody with your account at this organisation is invited here. Ask the person who looks after Hearback for an invitation",
        ProviderFault.NotReached => "The sign-in of your organisation does not answer. Try again in a few minutes",
    };

    public static string InWords(this FirstProof first) => first switch
    {
        FirstProof.Password => "Password",
        FirstProof.Passkey => "Passkey",
        FirstProof.Provider => "Your organisation",
        FirstProof.OnePress => "One press, in a demonstration",
    };

    /// <summary>Null where the first counts for both.</summary>
    public static string? InWords(this SecondProof second) => second switch
    {
        SecondProof.WithTheFirst => null,
        SecondProof.App => "authenticator app",
        SecondProof.RecoveryCode => "recovery code",
        SecondProof.Passkey => "passkey",
    };

    public static string InWords(this Role role) => role switch
    {
        Role.Officer => "Officer",
        Role.TeamLead => "Lead of a team",
        Role.Coordinator => "Coordinator",
        Role.Administrator => "Administrator",
        Role.Auditor => "Auditor",
        Role.Partner => "Partner",
    };

    /// <summary>What a job does, by its name in the program.</summary>
    public static string OfJob(string job) => job switch
    {
        nameof(SendNotices) => "Sends letters",
        nameof(ReceiveMail) => "Reads the mailbox",
        "SweepDrafts" => "Deletes reports that were begun and not sent",
        nameof(RemindTeams) => "Tells teams of dates promised to reporters",
        nameof(Hearback.Plan.RemindLeads) => "Tells leads of actions in the plan that need news",
        nameof(Hearback.Plan.PublishOnTime) => "Publishes the plan at its hour",
        nameof(Hearback.Plan.TellFollowers) => "Tells those who follow the plan what changed",
        nameof(Hearback.Plan.SweepPictures) => "Deletes pictures of the plan that nothing uses",
        nameof(SendHandovers) => "Hands reports over to services",
        nameof(ForgetOnTime) => "Forgets reports whose time is over",
        nameof(WriteHeads) => "Writes down the heads of the record",
        nameof(RemoveOldEntries) => "Removes entries of the record whose time is over",
        nameof(AskIfItWorked) => "Asks reporters whether a service acted",
        // A job that is new is called as in the program until somebody finds words for it.
        _ => job,
    };

    /// <summary>What the role is for, in a line.</summary>
    public static string About(this Role role) => role switch
    {
        Role.Officer => "Answers the reports of their own teams",
        Role.TeamLead => "An officer who also hears when a date promised to a reporter was missed",
        Role.Coordinator => "Sees and answers every report, and keeps the plan, the services and the set-up",
        Role.Administrator => "Looks after members and settings, and opens no report",
        Role.Auditor => "Reads who did and opened what, and opens no report",
        Role.Partner => "Belongs to another organisation and reads only what was passed on to it",
    };

    public static string InWords(this Right right) => right switch
    {
        Right.ComeIn => "Sign in, and read this page",
        Right.AnswerReports => "See, open and answer reports",
        Right.OpenIdentity => "Open who a reporter is, with a reason they can read",
        Right.ReadWhatWasPassedOn => "Read what was passed on to their organisation",
        Right.RunReviews => "Run case reviews: the team that does so here",
        Right.ReadFigures => "Read how promises to reporters are kept",
        Right.WriteNews => "Write news of actions in the plan, and reply to answers",
        Right.EditPlan => "Edit and publish the plan, and answer ideas",
        Right.EditServices => "Keep the directory of services",
        Right.EditSetup => "Set up categories, questions and routing",
        Right.KeepReports => "Hold reports, and look after what is kept and for how long",
        Right.ReadRecord => "Read who did and opened what, without a word of any report",
        Right.LookAfter => "Look after members, organisations, mail, settings and jobs",
    };

    public static string InWords(this Reach reach) => reach switch
    {
        Reach.None => "No",
        Reach.OwnTeams => "Own teams",
        Reach.WithSecondYes => "Yes. A confidential reporter of a team they are not in: only with another member’s yes",
        Reach.Everything => "Yes",
    };

    public static string InWords(this Gateway gateway) => gateway switch
    {
        Gateway.CrimeAndDisorder => "Crime and Disorder Act 1998, section 115",
        Gateway.CaseReview => "Anti-social Behaviour, Crime and Policing Act 2014, section 104 and schedule 4",
        Gateway.PreventingCrime => "Data Protection Act 2018, schedule 2, paragraph 2",
        Gateway.ChildAtRisk => "Children Act 2004, section 11",
        Gateway.AdultAtRisk => "Care Act 2014, sections 6, 7 and 42",
        Gateway.DangerToLife => "UK GDPR, article 6(1)(d)",
        Gateway.ReporterAgreed => "The reporter agreed",
    };

    /// <summary>When it is the right one.</summary>
    public static string About(this Gateway gateway) => gateway switch
    {
        Gateway.CrimeAndDisorder => "To prevent crime and disorder here together with the police, the council, the fire service, probation, the NHS or a social landlord",
        Gateway.CaseReview => "For an ASB case review that somebody asked for",
        Gateway.PreventingCrime => "To prevent or find out about a crime, or catch who did it",
        Gateway.ChildAtRisk => "To keep a child safe",
        Gateway.AdultAtRisk => "To keep an adult safe who needs care and support",
        Gateway.DangerToLife => "Somebody’s life is in danger",
        Gateway.ReporterAgreed => "They were asked about this organisation and what it would be told",
    };

    public static string InWords(this IdentityLevel level) => level switch
    {
        IdentityLevel.Anonymous => "anonymous",
        IdentityLevel.Confidential => "confidential",
        IdentityLevel.Named => "named",
    };

    public static string InWords(this ToldBy toldBy) => toldBy switch
    {
        ToldBy.Web => "on this site",
        ToldBy.Phone => "by phone",
        ToldBy.InPerson => "in person",
        ToldBy.Email => "by email",
        ToldBy.Letter => "by letter",
        ToldBy.TextMessage => "by text message",
    };

    public static string InWords(this CloseReason reason) => reason switch
    {
        CloseReason.CauseFixed => "The cause was fixed",
        CloseReason.ActionTaken => "We acted against those who did it",
        CloseReason.HandedOver => "Another organisation has taken it over",
        CloseReason.NotOurs => "It is not something we may deal with",
        CloseReason.CouldNotAct => "We could not find out enough to act",
        CloseReason.NoMoreReported => "It has stopped, or nobody has reported it again",
    };

    public static string InWords(this Sorted sorted) => sorted switch
    {
        Sorted.Yes => "Yes",
        Sorted.Partly => "Partly",
        Sorted.No => "No",
    };

    public static string InWords(this WhyMe why) => why switch
    {
        WhyMe.NotAboutMe => "They do not think it is aimed at them",
        WhyMe.NotSure => "They are not sure whether it is aimed at them",
        WhyMe.PickedOn => "They feel picked on",
        WhyMe.WhoIAm => "Because of who they are",
    };

    public static string InWords(this Before before) => before switch
    {
        Before.No => "No",
        Before.Once => "Once",
        Before.ManyTimes => "Many times",
    };

    public static string InWords(this Effect effect) => effect switch
    {
        Effect.Bothered => "It bothers them",
        Effect.ChangesMyDay => "It changes how they live their day",
        Effect.Afraid => "They are afraid",
        Effect.Harmed => "They have come to harm",
    };

    public static string InWords(this WhenAnswer when) => when.Kind switch
    {
        WhenKind.Now => "It was happening as they reported it",
        WhenKind.Today => "The day they reported it",
        WhenKind.OnDate => when.On?.InFull() ?? "",
        WhenKind.KeepsHappening => "It keeps happening",
    };

    public static string InWords(this Figure figure) => figure switch
    {
        Figure.Taken => "Reports taken",
        Figure.FirstReplyKept => "First reply on time",
        Figure.FirstReplyMissed => "First reply missed",
        Figure.UpdateKept => "Updates on time",
        Figure.UpdateMissed => "Updates missed",
        Figure.Closed => "Closed",
        Figure.Reopened => "Opened again",
        Figure.SaidSorted => "“Yes, it is sorted”",
        Figure.SaidNotSorted => "“No” or “partly”",
    };

    /// <summary>{0} is the date that was promised, {1} the day on which somebody was told.</summary>
    public static string InWords(this ClockStep step) => step switch
    {
        ClockStep.Coming => "Reminded of {0} on {1}",
        ClockStep.Lead => "Lead told on {1} that {0} was missed",
        ClockStep.Coordinator => "Coordinator told on {1} that {0} was missed",
    };

    public static string InWords(this NoticeKind kind) => kind switch
    {
        NoticeKind.ReportReceived => "To a reporter: we have your report",
        NoticeKind.ReportUpdated => "To a reporter: there is an update",
        NoticeKind.NewLink => "To a reporter: a new link",
        NoticeKind.TeamHasReport => "To a team: a report came in",
        NoticeKind.ReporterWrote => "To a team: a reporter wrote back",
        NoticeKind.MemberInvited => "To a new member: the invitation",
        NoticeKind.ReportPassedOn => "To another organisation: a report is passed on",
        NoticeKind.ConfirmFollowing => "To somebody who wants to follow the plan: please confirm",
        NoticeKind.ActionsNeedNews => "To a lead: actions of the plan need news",
        NoticeKind.ActionsStillNeedNews => "To a coordinator: actions of the plan still need news",
        NoticeKind.NewsAsked => "To a lead: the coordinator asks for news of an action",
        NoticeKind.IdeaCame => "To a coordinator: an idea came in",
        NoticeKind.IdeaAnswered => "To somebody who had an idea: a reply",
        NoticeKind.CorrectionCame => "To a coordinator: something may be wrong with a service",
        NoticeKind.ReviewExplained => "To a reporter: what the case review is",
        NoticeKind.ReviewUpdated => "To somebody who asked for a case review: there is an update",
        NoticeKind.ReviewWaits => "To those who run case reviews: one waits",
        NoticeKind.PlanChanged => "To somebody who follows the plan: what changed",
        NoticeKind.MailBecameReport => "To somebody who reported by email: we have it",
        NoticeKind.DatesPromised => "To a member, a lead or a coordinator: dates promised to reporters",
        NoticeKind.ReportKept => "To a coordinator: a report stays for another month",
        NoticeKind.MailNotTaken => "To somebody who wrote an email: what we could not take",
        NoticeKind.ServiceHasIt => "To a reporter: a service has the report",
        NoticeKind.ServiceNotReached => "To a reporter: a service could not be reached",
        NoticeKind.AskIfItWorked => "To a reporter: did it work?",
        NoticeKind.IdentityAsked => "To a team: somebody asks to open who a reporter is",
        NoticeKind.HandoverFailed => "To a team: a report could not be handed over",
    };

    /// <summary>How far a hand-over is.</summary>
    public static string InWords(this HandoverState state) => state switch
    {
        HandoverState.Waiting => "On its way",
        HandoverState.Sent => "They have it",
        HandoverState.Failed => "Could not be delivered",
        HandoverState.LeftToReporter => "The reporter tells them",
    };

    public static string InWords(this Worked worked) => worked switch
    {
        Worked.Yes => "Yes, it worked",
        Worked.No => "No",
        Worked.NotYet => "Not yet",
    };

    public static string InWords(this InboxFault fault) => fault switch
    {
        InboxFault.NoAnswer => "The mail server does not answer. Look whether it runs, and whether Inbox:Host and Inbox:Port are right",
        InboxFault.Refused => "The mail server refuses the name or the password. Look at Inbox:User and Inbox:Password",
        InboxFault.Untrusted => "The mail server does not speak safely, or cannot show that it is the right one. Look at its certificate and at Inbox:Tls",
        InboxFault.NoFolder => "The mailbox has no such folder. Look at Inbox:Folder",
        InboxFault.Unwilling => "The mail server refuses what it is asked to do. Look whether the mailbox is full, or may only be read",
        InboxFault.NotStored => "The emails could not be stored here. They are still in the mailbox. Look whether the database is well",
    };

    public static string InWords(this QueueView view) => view switch
    {
        QueueView.Due => "Due next",
        QueueView.Overdue => "Overdue",
        QueueView.Nobody => "Nobody yet",
        QueueView.TheyWrote => "They wrote last",
        QueueView.Mine => "With me",
    };

    /// <summary>How many reports the view shows.</summary>
    public static string Heading(this QueueView view, int count) => view switch
    {
        QueueView.Due => count is 1 ? "1 open report" : "{0} open reports",
        QueueView.Overdue => count is 1 ? "1 overdue report" : "{0} overdue reports",
        QueueView.Nobody => count is 1 ? "1 report with nobody yet" : "{0} reports with nobody yet",
        QueueView.TheyWrote => count is 1 ? "1 report where they wrote last" : "{0} reports where they wrote last",
        QueueView.Mine => count is 1 ? "1 report with you" : "{0} reports with you",
    };

    /// <summary>What stands in place of an empty list.</summary>
    public static string WhenEmpty(this QueueView view) => view switch
    {
        QueueView.Due => "There is nothing to answer",
        QueueView.Overdue => "Nothing is overdue",
        QueueView.Nobody => "Every report is with somebody",
        QueueView.TheyWrote => "Nobody is waiting for your answer",
        QueueView.Mine => "You have no reports now",
    };
}
