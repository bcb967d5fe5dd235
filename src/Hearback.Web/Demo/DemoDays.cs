using System.Globalization;
using System.Text.RegularExpressions;
using Hearback.Calendar;

namespace Hearback.Web.Demo;

/// <summary>The days of a demonstration, counted in working days from the first start, so that its clocks are always running.</summary>
internal sealed partial class DemoDays(DateTimeOffset now)
{
    /// <summary>Day 0 is today, or the next working day when the demonstration first starts on a day off.</summary>
    public DateOnly Day(int count)
    {
        var day = now.LondonDay;
        while (!day.IsWorkingDay) { day = day.AddDays(1); }

        for (; count < 0; count++)
        {
            do { day = day.AddDays(-1); } while (!day.IsWorkingDay);
        }

        return day.PlusWorkingDays(count);
    }

    /// <summary>An hour of that day on London's clocks, but never one that is still to come.</summary>
    public DateTimeOffset At(int day, int hour)
    {
        var (date, time) = (Day(day), new TimeOnly(hour, 0));
        var there = new DateTimeOffset(date, time, new DateTimeOffset(date, time, TimeSpan.Zero).InLondon.Offset);
        return there < now ? there : now;
    }

    /// <summary>Puts days in the place of <c>{due}</c> and of <c>{+3}</c>, which counts from <paramref name="day"/>.</summary>
    public string Write(string words, int day, DateOnly due) => Placeholder().Replace(words, match =>
        (match.Groups[1].Value is "due" ? due : Day(day + int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)))
            .ToString("dddd d MMMM", CultureInfo.GetCultureInfo("en-GB")));

    [GeneratedRegex(@"\{(due|[+-]?\d+)\}")]
    private static partial Regex Placeholder();
}
