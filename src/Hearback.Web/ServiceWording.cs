using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.Extensions.Localization;

namespace Hearback.Web;

/// <summary>Days of the week on which the same hours hold: "Monday to Friday", "9am to 5pm".</summary>
public sealed record HoursInWords(string Days, string Hours);

/// <summary>Opening hours and services in plain words, the same wherever they are read.</summary>
public static class ServiceWording
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    extension(IStringLocalizer words)
    {
        /// <summary>"4am", "9:30pm", "noon", "midnight".</summary>
        public string Say(TimeOnly time) => (time.Hour, time.Minute) switch
        {
            (0, 0) => words["midnight"],
            (12, 0) => words["noon"],
            (var hour, 0) => $"{Twelve(hour)}{Half(hour)}",
            (var hour, var minute) => $"{Twelve(hour)}:{minute:00}{Half(hour)}",
        };

        /// <summary>"Open now, until 4am", "Closed, opens Monday 9am". Of what has no known hours and takes no calls: write at any time.</summary>
        public string Say(ServiceNow now, DateTimeOffset at) => now.State switch
        {
            { IsOpen: true, ChangesAt: null } => words["Open now, day and night"],
            { IsOpen: true, ChangesAt: { } until } => until - at <= TimeSpan.FromHours(24) ? words["Open now, until {0}", words.Clock(until)] : words["Open now, until {0} on {1}", words.Clock(until), until.LondonDay.InFull(at.LondonDay)],
            { IsOpen: false, ChangesAt: null } => words["Closed"],
            { IsOpen: false, ChangesAt: { } opens } => words["Closed, opens {0}", words.Opening(opens, at)],
            null when now.Service.Channels.All(channel => channel.Kind is not (ChannelKind.Phone or ChannelKind.Relay)) => words["Write at any time"],
            null => words["We do not know its hours"],
        };

        /// <summary>"4pm to 4am", "day and night", "9am to noon and 1pm to 5pm"; "closed" when there is nothing.</summary>
        public string Say(IReadOnlyList<OpenSpan> spans) => spans.Count is 0 ? words["closed"] : string.Join(words[" and "], spans.Select(span => words.Say(span)));

        public string Say(OpenSpan span) => span == OpenSpan.WholeDay ? words["day and night"] : words["{0} to {1}", words.Say(span.From), words.Say(span.Until)];

        /// <summary>The week, with days that follow each other and have the same hours taken together.</summary>
        public IReadOnlyList<HoursInWords> InWords(OpeningHours hours)
        {
            var lines = new List<HoursInWords>();
            for (var i = 0; i < Week.Length;)
            {
                var spans = hours.SpansInWeek(Week[i]);
                var last = i;
                while (last + 1 < Week.Length && hours.SpansInWeek(Week[last + 1]).SequenceEqual(spans)) { last++; }

                var days = (i, last) switch
                {
                    (0, 6) => words["Every day"],
                    var (first, end) when end == first => words[Week[first].ToString()],
                    var (first, end) when end == first + 1 => words["{0} and {1}", words[Week[first].ToString()], words[Week[end].ToString()]],
                    var (first, end) => words["{0} to {1}", words[Week[first].ToString()], words[Week[end].ToString()]],
                };
                lines.Add(new(days, words.Say(spans)));
                i = last + 1;
            }

            return lines;
        }

        public string Say(OnBankHolidays rule) => rule switch
        {
            OnBankHolidays.AsUsual => words["On bank holidays too"],
            OnBankHolidays.Closed => words["Closed on bank holidays"],
            OnBankHolidays.LikeSunday => words["On bank holidays as on Sundays"],
        };

        /// <summary>"Friday 25 December: closed (training)".</summary>
        public string Say(OtherHours other, DateOnly today)
        {
            var days = other.First == other.Last ? other.First.InFull(today) : words["{0} to {1}", other.First.InFull(today), other.Last.InFull(today)].Value;
            return other.Because is { } because ? words["{0}: {1} ({2})", days, words.Say(other.Spans), because] : words["{0}: {1}", days, words.Say(other.Spans)];
        }

        public string Say(ChannelKind kind) => kind switch
        {
            ChannelKind.Phone => words["Phone"],
            ChannelKind.Relay => words["Text relay"],
            ChannelKind.Web => words["Online"],
            ChannelKind.Email => words["Email"],
            ChannelKind.App => words["App"],
        };

        private string Clock(DateTimeOffset instant) => words.Say(TimeOnly.FromTimeSpan(instant.InLondon.TimeOfDay));

        private string Opening(DateTimeOffset opens, DateTimeOffset at) => (opens.LondonDay.DayNumber - at.LondonDay.DayNumber) switch
        {
            0 => words["at {0}", words.Clock(opens)],
            1 => words["{0} tomorrow", words.Clock(opens)],
            < 7 => words["{0} {1}", words[opens.LondonDay.DayOfWeek.ToString()], words.Clock(opens)],
            _ => words["{0}, {1}", opens.LondonDay.InFull(at.LondonDay), words.Clock(opens)],
        };
    }

    /// <summary>The shape that goes with the words.</summary>
    public static string Shape(this ServiceNow now) => now.State switch { { IsOpen: true } => "open", { IsOpen: false } => "shut", null => "quiet" };

    /// <summary>A number as it is shown: it never breaks across lines.</summary>
    public static string Held(this string number) => number.Replace(' ', '\u00A0');

    private static int Twelve(int hour) => hour % 12 is 0 ? 12 : hour % 12;

    private static string Half(int hour) => hour < 12 ? "am" : "pm";
}
