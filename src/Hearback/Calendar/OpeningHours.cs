using System.Text.Json.Serialization;

namespace Hearback.Calendar;

/// <summary>From one time of the day to another, by the clock on the wall. A span that ends no later than it begins passes midnight; from midnight to midnight is the whole day.</summary>
public sealed record OpenSpan(TimeOnly From, TimeOnly Until)
{
    public static OpenSpan WholeDay { get; } = new(TimeOnly.MinValue, TimeOnly.MinValue);

    [JsonIgnore]
    public bool PassesMidnight => Until <= From;
}

/// <summary>What holds every week: on these days a span begins.</summary>
public sealed record WeeklySpan
{
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    public required OpenSpan Span { get; init; }
}

/// <summary>What holds on certain days instead of what holds every week. Without spans it is closed.</summary>
public sealed record OtherHours
{
    public required DateOnly First { get; init; }

    public required DateOnly Last { get; init; }

    public IReadOnlyList<OpenSpan> Spans { get; init; } = [];

    public string? Because { get; init; }

    public bool Holds(DateOnly day) => day >= First && day <= Last;
}

public enum OnBankHolidays
{
    AsUsual,
    Closed,
    LikeSunday,
}

/// <summary>Whether it is open, and when that changes next; null when it does not change within a fortnight of opening or a year of closing.</summary>
public readonly record struct OpeningState(bool IsOpen, DateTimeOffset? ChangesAt);

/// <summary>
/// When something is open, in London. A span belongs to the day on which it begins: a patrol that comes out on Christmas Eve at 16:00 stays out
/// until 04:00 although Christmas Day is closed.
/// </summary>
public sealed record OpeningHours
{
    private const int LongestLook = 366;
    private const int OpenForGood = 14;

    public IReadOnlyList<WeeklySpan> Weekly { get; init; } = [];

    public OnBankHolidays OnBankHolidays { get; init; }

    public IReadOnlyList<OtherHours> Exceptions { get; init; } = [];

    /// <summary>Day and night, every day of the week.</summary>
    public static OpeningHours Always { get; } = new() { Weekly = [new() { Days = [.. Enum.GetValues<DayOfWeek>()], Span = OpenSpan.WholeDay }] };

    /// <summary>Whether it is open day and night in an ordinary week.</summary>
    [JsonIgnore]
    public bool IsAlways => Enum.GetValues<DayOfWeek>().All(day => SpansInWeek(day).Contains(OpenSpan.WholeDay));

    public bool IsOpen(DateTimeOffset at) => Stretches(at.LondonDay.AddDays(-1), at.LondonDay).Any(stretch => stretch.From <= at && at < stretch.Until);

    /// <summary>What somebody needs to know who wants to turn to it now: open until when, or closed until when.</summary>
    public OpeningState State(DateTimeOffset at)
    {
        var today = at.LondonDay;
        if (!IsOpen(at))
        {
            var next = Stretches(today, today.AddDays(LongestLook)).Where(stretch => stretch.From > at).Select(stretch => (DateTimeOffset?)stretch.From).FirstOrDefault();
            return new(false, next);
        }

        // Spans that touch are one: nobody is told that it closes at midnight when it opens at midnight.
        var until = at;
        foreach (var stretch in Stretches(today.AddDays(-1), today.AddDays(OpenForGood)).TakeWhile(stretch => stretch.From <= until || stretch.Until <= at))
        {
            until = stretch.Until > until ? stretch.Until : until;
        }

        return new(true, until < today.AddDays(OpenForGood).LondonMidnight ? until : null);
    }

    /// <summary>The spans that begin on the day, the earliest first; none when it is closed.</summary>
    public IReadOnlyList<OpenSpan> SpansOn(DateOnly day) =>
        ExceptionOn(day) is { } exception ? [.. exception.Spans.OrderBy(span => span.From)] : day.IsBankHoliday ? OnBankHolidays switch
        {
            OnBankHolidays.AsUsual => SpansInWeek(day.DayOfWeek),
            OnBankHolidays.Closed => [],
            OnBankHolidays.LikeSunday => SpansInWeek(DayOfWeek.Sunday),
        }
        : SpansInWeek(day.DayOfWeek);

    /// <summary>What is different on this day, and perhaps why.</summary>
    public OtherHours? ExceptionOn(DateOnly day) => Exceptions.FirstOrDefault(exception => exception.Holds(day));

    public IReadOnlyList<OpenSpan> SpansInWeek(DayOfWeek day) => [.. Weekly.Where(weekly => weekly.Days.Contains(day)).Select(weekly => weekly.Span).OrderBy(span => span.From)];

    /// <summary>The parts of a day on which it is open, in minutes after midnight by the clock on the wall: for a picture of the day.</summary>
    public IEnumerable<(int From, int Until)> MinutesOf(DateOnly day)
    {
        const int wholeDay = 24 * 60;
        foreach (var span in SpansOn(day.AddDays(-1)).Where(span => span.PassesMidnight && span.Until > TimeOnly.MinValue)) { yield return (0, Minutes(span.Until)); }

        foreach (var span in SpansOn(day)) { yield return (Minutes(span.From), span.PassesMidnight ? wholeDay : Minutes(span.Until)); }

        static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Stretches(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var span in SpansOn(day)) { yield return (Begins(day, span.From), Ends(span.PassesMidnight ? day.AddDays(1) : day, span.Until)); }
        }
    }

    /// <summary>When the clocks go back, the hour from 01:00 comes twice: what begins in it begins the first time, and what ends in it ends the second time.</summary>
    private static DateTimeOffset Begins(DateOnly day, TimeOnly time)
    {
        var there = day.ToDateTime(time);
        return LondonInstants.Zone.IsAmbiguousTime(there) ? new DateTimeOffset(there, LondonInstants.Zone.GetAmbiguousTimeOffsets(there).Max()).ToUniversalTime() : Ends(day, time);
    }

    /// <summary>When they go forward, that hour does not come at all: what begins or ends in it does so as the clocks jump over it.</summary>
    private static DateTimeOffset Ends(DateOnly day, TimeOnly time)
    {
        var there = day.ToDateTime(time);
        return LondonInstants.Zone.IsInvalidTime(there) ? day.LondonAt(new TimeOnly(there.Hour, 0)) : day.LondonAt(time);
    }
}
