using System.Globalization;
using System.Text.RegularExpressions;
using Hearback.Plan;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The plan's states, dates and figures in plain words.</summary>
public static partial class PlanWording
{
    /// <summary>How things stand, the most pressing first: the order of counts.</summary>
    public static IReadOnlyList<Standing> Order { get; } = [Standing.Overdue, Standing.Quiet, Standing.NewDate, Standing.OnTrack, Standing.Done, Standing.Stopped];

    /// <summary>The shape and colour of a standing (see StatusTagHelper).</summary>
    public static string Shape(this Standing standing) => standing switch
    {
        Standing.Overdue => "late",
        Standing.Quiet => "quiet",
        Standing.NewDate => "moved",
        Standing.OnTrack => "track",
        Standing.Done => "done",
        Standing.Stopped => "shut",
    };

    public static string Say(this Figure figure) =>
        string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{figure.Number:#,0.##}\u00A0{figure.Of}{(figure.Period is { } period ? $", {period}" : "")}");

    /// <summary>Whether it is prose, in which single words change.</summary>
    public static bool IsProse(this PlanField field) =>
        field is PlanField.Introduction or PlanField.Asked or PlanField.Text or PlanField.NoDateBecause or PlanField.Means or PlanField.UpdateTitle or PlanField.Title or PlanField.PictureShows;

    extension(IStringLocalizer words)
    {
        public string Say(PlanItem item) => item switch
        {
            PlanItem.Heading => words["The heading"],
            PlanItem.Term => words["A word we use"],
            PlanItem.Concern => words["You asked"],
            PlanItem.Action => words["We are doing"],
            PlanItem.Ask => words["What you can do"],
            PlanItem.Update => words["Progress"],
            PlanItem.Picture => words["Picture"],
        };

        public string Say(IdeaState state) => state switch
        {
            IdeaState.New => words["Waiting for a reply"],
            IdeaState.LookedInto => words["We look into it"],
            IdeaState.TakenUp => words["We will do it"],
            IdeaState.NotNow => words["Not now"],
        };

        public string Say(FollowedPart part) => part switch
        {
            FollowedPart.WholePlan => words["Everything"],
            FollowedPart.Theme => words["What it is about"],
            FollowedPart.Place => words["Place"],
            FollowedPart.Action => words["One action"],
        };

        public string Say(ChangeKind kind) => kind switch
        {
            ChangeKind.Added => words["New"],
            ChangeKind.Removed => words["Taken out"],
            ChangeKind.Moved => words["Moved to another place"],
            ChangeKind.Changed => words["Changed"],
        };

        public string Say(PlanField field) => field switch
        {
            PlanField.Title => words["Title"],
            PlanField.Introduction => words["Introduction"],
            PlanField.Means => words["Means"],
            PlanField.Asked => words["You asked"],
            PlanField.SaidAt => words["Said at"],
            PlanField.SaidOn => words["Said on"],
            PlanField.People => words["People who said it"],
            PlanField.Themes => words["What it is about"],
            PlanField.Places => words["Place"],
            PlanField.Text => words["Words"],
            PlanField.Kind => words["Kind"],
            PlanField.State => words["State"],
            PlanField.Leads => words["Lead"],
            PlanField.Supporting => words["With"],
            PlanField.TargetDate => words["Target date"],
            PlanField.NoDateBecause => words["Why there is no date yet"],
            PlanField.ReviewOn => words["Review on"],
            PlanField.EarlierDates => words["Earlier dates"],
            PlanField.AddedOn => words["In the plan since"],
            PlanField.GoesWith => words["Belongs beside"],
            PlanField.UpdatedOn => words["Day"],
            PlanField.UpdateTitle => words["Title"],
            PlanField.By => words["From"],
            PlanField.StateBrought => words["State"],
            PlanField.Figures => words["Figures"],
            PlanField.Evidence => words["More about it"],
            PlanField.PictureShows => words["What it shows"],
            PlanField.PictureSize => words["Size"],
        };

        /// <summary>A stored value as people read it: days in words, states by their names, lists with commas.</summary>
        public string Value(PlanField field, string value) => field switch
        {
            PlanField.TargetDate or PlanField.ReviewOn or PlanField.SaidOn or PlanField.AddedOn or PlanField.UpdatedOn => DayInWords(value),
            PlanField.EarlierDates => StoredEarlierDate().Replace(value, date => $"{(date.Index > 0 ? "; " : "")}{words.Moved(date)}").ReplaceLineEndings(" "),
            PlanField.State or PlanField.StateBrought => words.Say(Enum.Parse<ActionState>(value)),
            PlanField.Kind => Enum.Parse<ActionKind>(value) is ActionKind.Ask ? words["What you can do"] : words["We are doing"],
            PlanField.Leads or PlanField.Supporting => value.ReplaceLineEndings("; "),
            _ => value.ReplaceLineEndings(", "),
        };

        /// <summary>"30 June 2026, then 31 August 2026 (changed on 28 May 2026): ", as the comparison of two plans writes it in signs.</summary>
        private string Moved(Match date)
        {
            var (was, on) = (DayInWords(date.Groups["was"].Value), DayInWords(date.Groups["on"].Value));
            return date.Groups["now"] is { Success: true } now ? words["{0}, then {1} (changed on {2}): ", was, DayInWords(now.Value), on] : words["{0}, then no date (changed on {1}): ", was, on];
        }

        /// <summary>The button with which a second member lets words or a picture be published.</summary>
        public string Confirms(Finding finding) => finding.Kind is FindingKind.Picture
            ? words["I confirm that nobody in it can be recognised, and no door number or number plate can be read"]
            : words["I confirm this may be published"];

        public string Count(Standing standing, int count) => standing switch
        {
            Standing.Overdue => words["{0} overdue", count],
            Standing.Quiet => words["{0} no news for 28\u00A0days", count],
            Standing.NewDate => words["{0} new date", count],
            Standing.OnTrack => words["{0} on track", count],
            Standing.Done => words["{0} done", count],
            Standing.Stopped => words["{0} stopped", count],
        };

        /// <summary>"Overdue by 10 working days", "No news for 34 days", "Done on 27 March".</summary>
        public string Say(PlannedAction action, DateOnly today) => action.StandingOn(today) switch
        {
            Standing.Overdue when action.TargetDate is null => words["Review overdue by {0}", words.WorkingDays(action.OverdueWorkingDays(today))],
            Standing.Overdue when action.OverdueWorkingDays(today) is 0 => words["Overdue"],
            Standing.Overdue => words["Overdue by {0}", words.WorkingDays(action.OverdueWorkingDays(today))],
            Standing.Quiet => words["No news for {0}\u00A0days", action.DaysWithoutNews(today)],
            Standing.NewDate => words["New date"],
            Standing.OnTrack => action.State is ActionState.Planned ? words["Planned"] : words["On track"],
            Standing.Done => action.Updates.LastOrDefault(update => update.State is ActionState.Done)?.On is { } on ? words["Done on {0}", on.InMonth(today)] : words["Done"],
            Standing.Stopped => words["Stopped"],
        };

        /// <summary>"The lead was reminded on 3 June and the coordinator told on 4 June", or nothing when nobody was.</summary>
        public string Say(IEnumerable<Reminder> reminders, DateOnly today)
        {
            var told = reminders.ToLookup(reminder => reminder.Step, reminder => reminder.On.InMonth(today));
            return (told[ReminderStep.Lead].LastOrDefault(), told[ReminderStep.Coordinator].LastOrDefault()) switch
            {
                ({ } lead, { } coordinator) => words["The lead was reminded on {0} and the coordinator told on {1}.", lead, coordinator],
                ({ } lead, null) => words["The lead was reminded on {0}.", lead],
                (null, { } coordinator) => words["The coordinator was told on {0}.", coordinator],
                (null, null) => "",
            };
        }

        /// <summary>"was 30 June, now 31 August, because the first lock failed the test"</summary>
        public string Say(EarlierDate date, DateOnly today) => date.Now is { } now
            ? words["was {0}, now {1}, because {2}", date.Was.InMonth(today), now.InMonth(today), date.Because]
            : words["was {0}, now without a date, because {1}", date.Was.InMonth(today), date.Because];
    }

    private static string DayInWords(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d\u00A0MMMM\u00A0yyyy", CultureInfo.GetCultureInfo("en-GB"));

    [GeneratedRegex(@"(?:^|\n)(?<was>\d{4}-\d\d-\d\d) → (?:(?<now>\d{4}-\d\d-\d\d)|\?) \((?<on>\d{4}-\d\d-\d\d)\): ")]
    private static partial Regex StoredEarlierDate();
}
