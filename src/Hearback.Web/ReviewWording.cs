using Hearback.Directory;
using Hearback.Reviews;
using Microsoft.Extensions.Localization;

namespace Hearback.Web;

/// <summary>The case review in plain words, the same wherever it is read.</summary>
public static class ReviewWording
{
    extension(IStringLocalizer words)
    {
        /// <summary>"2 of your reports count. 3 are needed"</summary>
        public string SayCounting(ReviewCount count) => (count.Counting, count.Suffices) switch
        {
            (var counting, true) => words["{0} of your reports count, and that is enough", counting],
            (0, false) => words["None of your reports counts. {0} are needed", count.Needed],
            (1, false) => words["1 of your reports counts. {0} are needed", count.Needed],
            (var counting, false) => words["{0} of your reports count. {1} are needed", counting, count.Needed],
        };

        public string SayWhyNot(CountedReport report, ReviewRules rules) => report.WhyNot switch
        {
            WhyNot.Anonymous => words["Nobody knows that it is yours. Anonymous reports do not count."],
            WhyNot.TooOld => words["It is more than {0} ago.", words.Months(rules.Within)],
            WhyNot.ToldTooLate => words["You told us more than {0} after it happened.", words.Months(rules.ReportedWithin)],
            WhyNot.SameIncident => words["It tells of the same thing, on the same day and at the same place, as {0}. One incident counts once, whomever you told.", report.Same?.Value ?? ""],
            null => "",
        };

        public string SayThreshold(ReviewRules rules) => words["{0} reports in {1}, each made within {2} of what happened. Or reports of {3} different people about the same thing. The same incident counts once, and anonymous reports do not count.", rules.Reports, words.Months(rules.Within), words.Months(rules.ReportedWithin), rules.People];

        public string Months(int count) => count is 1 ? words["1\u00A0month"] : words["{0}\u00A0months", count];

        /// <summary>One sentence that says where it stands, for whoever asked.</summary>
        public string SayStanding(ReviewState state) => state switch
        {
            ReviewState.Asked => words["You have asked for a review."],
            ReviewState.Acknowledged => words["We look whether the threshold is met."],
            ReviewState.ThresholdNotMet => words["The threshold is not met."],
            ReviewState.ThresholdMet => words["The review is held. The meeting is to come."],
            ReviewState.MeetingHeld => words["The meeting was held. We write down what came of it."],
            ReviewState.OutcomeTold => words["This is what came of your review."],
            ReviewState.Appealed => words["Somebody else looks at your appeal."],
            ReviewState.Closed => words["Your review is closed."],
        };

        /// <summary>The same, for those who run it.</summary>
        public string SayState(ReviewState state) => state switch
        {
            ReviewState.Asked => words["Asked for"],
            ReviewState.Acknowledged => words["Threshold to be decided"],
            ReviewState.ThresholdNotMet => words["Threshold not met"],
            ReviewState.ThresholdMet => words["Meeting to come"],
            ReviewState.MeetingHeld => words["Outcome to be told"],
            ReviewState.OutcomeTold => words["Outcome told"],
            ReviewState.Appealed => words["Appeal to be decided"],
            ReviewState.Closed => words["Closed"],
        };

        /// <summary>What the day is for by which they hear next.</summary>
        public string SayDue(ReviewState state) => state switch
        {
            ReviewState.Asked => words["You hear who your contact is by"],
            ReviewState.Acknowledged => words["We decide by"],
            ReviewState.ThresholdMet => words["The meeting is held by"],
            ReviewState.MeetingHeld => words["You hear what came of it by"],
            ReviewState.OutcomeTold => words["The next of what is recommended is done by"],
            ReviewState.Appealed => words["The appeal is decided by"],
            ReviewState.ThresholdNotMet or ReviewState.Closed => "",
        };

        public string SayStep(ReviewStep step) => step.To switch
        {
            ReviewState.Asked => words["You ask for a review."],
            ReviewState.Acknowledged => words["We say that we have it, and who your one contact is."],
            ReviewState.ThresholdNotMet => words["We decided that the threshold is not met, and why."],
            ReviewState.ThresholdMet => words["We decide whether the threshold is met, and say why."],
            ReviewState.MeetingHeld => words["All who are concerned meet. You are invited."],
            ReviewState.OutcomeTold => words["We tell you what came of it: what is recommended, who does it, and by when."],
            ReviewState.Appealed => words["Your appeal is decided."],
            ReviewState.Closed => words["The review is closed, and you read why."],
        };

        public string Say(ReviewEntryKind kind) => kind switch
        {
            ReviewEntryKind.Asked => words["Asked for"],
            ReviewEntryKind.Acknowledged => words["Taken in"],
            ReviewEntryKind.ThresholdMet => words["Threshold met"],
            ReviewEntryKind.ThresholdNotMet => words["Threshold not met"],
            ReviewEntryKind.MeetingArranged => words["Meeting arranged"],
            ReviewEntryKind.MeetingHeld => words["Meeting held"],
            ReviewEntryKind.Recommended => words["Recommendation written down"],
            ReviewEntryKind.OutcomeTold => words["Outcome told"],
            ReviewEntryKind.Progress => words["News"],
            ReviewEntryKind.Message => words["Message"],
            ReviewEntryKind.Appealed => words["Appealed"],
            ReviewEntryKind.AppealUpheld => words["Appeal upheld"],
            ReviewEntryKind.AppealNotUpheld => words["Appeal not upheld"],
            ReviewEntryKind.NewContact => words["New contact"],
            ReviewEntryKind.Closed => words["Closed"],
        };

        public string Say(Representative by) => by switch
        {
            Representative.Family => words["A relative"],
            Representative.Friend => words["A friend or neighbour"],
            Representative.Councillor => words["Their councillor"],
            Representative.MemberOfParliament => words["Their Member of Parliament"],
            Representative.Organisation => words["An organisation or group that helps them"],
            Representative.Employer => words["Their employer, or a business"],
        };
    }
}
