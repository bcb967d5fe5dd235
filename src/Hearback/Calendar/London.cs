namespace Hearback.Calendar;

/// <summary>A day is a resident's day: the calendar and the clock of London.</summary>
public static class London
{
    extension(TimeProvider time)
    {
        /// <summary>The date on a resident's calendar. In June it changes at 23:00 UTC, not at midnight.</summary>
        public DateOnly Today => time.GetUtcNow().LondonDay;

        /// <summary>The date and the time on a resident's wall, without a zone.</summary>
        public DateTimeOffset LondonNow => time.GetUtcNow().InLondon;
    }
}

/// <summary>Instants as a resident's clocks show them.</summary>
public static class LondonInstants
{
    private const long QuarterHour = 15 * TimeSpan.TicksPerMinute;
    internal static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    extension(DateTimeOffset instant)
    {
        /// <summary>The day in London on which the instant fell.</summary>
        public DateOnly LondonDay => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

        /// <summary>The same instant as London's clocks show it.</summary>
        public DateTimeOffset InLondon => TimeZoneInfo.ConvertTime(instant, Zone);

        /// <summary>The next full quarter of an hour, for what must not tell the minute at which it came about.</summary>
        public DateTimeOffset NextQuarterHour => new(instant.UtcTicks - (instant.UtcTicks % QuarterHour) + QuarterHour, TimeSpan.Zero);

        /// <summary>
        /// The hour in which the instant lies. What an anonymous visit leaves behind is never dated more finely.
        /// </summary>
        public DateTimeOffset WholeHour => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
    }
}

/// <summary>Days as they begin and end in London.</summary>
public static class LondonDays
{
    extension(DateOnly day)
    {
        /// <summary>The instant at which the day begins in London.</summary>
        public DateTimeOffset LondonMidnight => day.LondonAt(TimeOnly.MinValue);

        /// <summary>The instant at which London's clocks show the time on that day.</summary>
        public DateTimeOffset LondonAt(TimeOnly time)
        {
            var there = day.ToDateTime(time);
            return new DateTimeOffset(there, LondonInstants.Zone.GetUtcOffset(there)).ToUniversalTime();
        }
    }
}
