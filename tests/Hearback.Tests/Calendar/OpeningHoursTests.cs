using Hearback.Calendar;

namespace Hearback.Tests.Calendar;

/// <summary>A table of awkward moments. All times are as London's clocks show them, with the offset where they show one twice.</summary>
public sealed class OpeningHoursTests
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();
    private static readonly DayOfWeek[] WeekDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly Dictionary<string, OpeningHours> Known = new()
    {
        ["patrol"] = Hours(EveryDay, "16:00", "04:00"),
        ["office"] = Hours(WeekDays, "09:00", "17:00") with { OnBankHolidays = OnBankHolidays.Closed },
        ["always"] = OpeningHours.Always,
        ["always but Christmas"] = OpeningHours.Always with { Exceptions = [new() { First = new(2026, 12, 25), Last = new(2026, 12, 25) }] },
        ["patrol, not at Christmas"] = Hours(EveryDay, "16:00", "04:00") with { Exceptions = [new() { First = new(2026, 12, 25), Last = new(2026, 12, 26) }] },
        ["office, short on 1 June"] = Hours(WeekDays, "09:00", "17:00") with { Exceptions = [new() { First = new(2026, 6, 1), Last = new(2026, 6, 1), Spans = [Span("12:00", "14:00")], Because = "training" }] },
        ["shop"] = new() { Weekly = [Weekly(WeekDays, "09:00", "17:00"), Weekly([DayOfWeek.Sunday], "11:00", "15:00")], OnBankHolidays = OnBankHolidays.LikeSunday },
        ["lunch"] = new() { Weekly = [Weekly(WeekDays, "13:00", "17:00"), Weekly(WeekDays, "09:00", "12:30")] },
        ["nights"] = Hours(EveryDay, "22:00", "01:30"),
        ["early"] = Hours(EveryDay, "01:30", "05:00"),
        ["to midnight"] = Hours(EveryDay, "18:00", "00:00"),
        ["touching"] = new() { Weekly = [Weekly(WeekDays, "09:00", "12:00"), Weekly(WeekDays, "12:00", "17:00")] },
        ["closed for good"] = new() { Exceptions = [new() { First = new(2020, 1, 1), Last = new(2099, 1, 1) }] },
        ["Fridays only"] = Hours([DayOfWeek.Friday], "23:00", "03:00"),
    };

    [Theory]
    // The patrol, over midnight.
    [InlineData("patrol", "2026-06-01T15:59:59+01:00", false, "2026-06-01T16:00:00+01:00")]
    [InlineData("patrol", "2026-06-01T16:00:00+01:00", true, "2026-06-02T04:00:00+01:00")]
    [InlineData("patrol", "2026-06-01T23:59:59+01:00", true, "2026-06-02T04:00:00+01:00")]
    [InlineData("patrol", "2026-06-02T00:00:00+01:00", true, "2026-06-02T04:00:00+01:00")]
    [InlineData("patrol", "2026-06-02T00:30:00+01:00", true, "2026-06-02T04:00:00+01:00")] // 23:30 UTC the day before
    [InlineData("patrol", "2026-06-02T03:59:59+01:00", true, "2026-06-02T04:00:00+01:00")]
    [InlineData("patrol", "2026-06-02T04:00:00+01:00", false, "2026-06-02T16:00:00+01:00")]
    // The nights on which the clocks change: 12 hours on the wall are 11 or 13.
    [InlineData("patrol", "2026-03-29T00:59:59+00:00", true, "2026-03-29T04:00:00+01:00")]
    [InlineData("patrol", "2026-03-29T02:00:00+01:00", true, "2026-03-29T04:00:00+01:00")]
    [InlineData("patrol", "2026-03-29T04:00:00+01:00", false, "2026-03-29T16:00:00+01:00")]
    [InlineData("patrol", "2026-10-25T01:30:00+01:00", true, "2026-10-25T04:00:00+00:00")]
    [InlineData("patrol", "2026-10-25T03:59:59+00:00", true, "2026-10-25T04:00:00+00:00")]
    [InlineData("patrol", "2026-10-25T04:00:00+00:00", false, "2026-10-25T16:00:00+00:00")]
    // What ends or begins in the hour that comes twice, or not at all.
    [InlineData("nights", "2026-10-25T01:29:00+00:00", true, "2026-10-25T01:30:00+00:00")]
    [InlineData("nights", "2026-10-25T01:45:00+01:00", true, "2026-10-25T01:30:00+00:00")]
    [InlineData("nights", "2026-10-25T01:30:00+00:00", false, "2026-10-25T22:00:00+00:00")]
    [InlineData("nights", "2026-03-29T00:59:00+00:00", true, "2026-03-29T02:00:00+01:00")]
    [InlineData("nights", "2026-03-29T02:00:00+01:00", false, "2026-03-29T22:00:00+01:00")]
    [InlineData("early", "2026-10-25T01:30:00+01:00", true, "2026-10-25T05:00:00+00:00")]
    [InlineData("early", "2026-10-25T01:10:00+00:00", true, "2026-10-25T05:00:00+00:00")]
    [InlineData("early", "2026-03-29T00:59:00+00:00", false, "2026-03-29T02:00:00+01:00")]
    [InlineData("early", "2026-03-29T02:00:00+01:00", true, "2026-03-29T05:00:00+01:00")]
    // The office, weekends and bank holidays.
    [InlineData("office", "2026-06-01T09:00:00+01:00", true, "2026-06-01T17:00:00+01:00")]
    [InlineData("office", "2026-06-05T17:00:00+01:00", false, "2026-06-08T09:00:00+01:00")] // over a weekend
    [InlineData("office", "2026-05-22T18:00:00+01:00", false, "2026-05-26T09:00:00+01:00")] // the Monday is a bank holiday
    [InlineData("office", "2026-05-25T10:00:00+01:00", false, "2026-05-26T09:00:00+01:00")]
    [InlineData("office", "2026-12-24T17:00:00+00:00", false, "2026-12-29T09:00:00+00:00")] // Boxing Day is taken on the 28th
    [InlineData("office", "2026-04-02T17:00:00+01:00", false, "2026-04-07T09:00:00+01:00")] // Easter
    [InlineData("office", "2026-10-23T17:00:00+01:00", false, "2026-10-26T09:00:00+00:00")] // the clocks change in between
    [InlineData("patrol", "2026-12-25T17:00:00+00:00", true, "2026-12-26T04:00:00+00:00")] // every day is every day
    [InlineData("shop", "2026-05-25T10:00:00+01:00", false, "2026-05-25T11:00:00+01:00")]
    [InlineData("shop", "2026-05-25T14:59:00+01:00", true, "2026-05-25T15:00:00+01:00")]
    // Dated exceptions. A span belongs to the day on which it begins.
    [InlineData("patrol, not at Christmas", "2026-12-25T03:00:00+00:00", true, "2026-12-25T04:00:00+00:00")]
    [InlineData("patrol, not at Christmas", "2026-12-25T17:00:00+00:00", false, "2026-12-27T16:00:00+00:00")]
    [InlineData("patrol, not at Christmas", "2026-12-27T03:00:00+00:00", false, "2026-12-27T16:00:00+00:00")]
    [InlineData("office, short on 1 June", "2026-06-01T10:00:00+01:00", false, "2026-06-01T12:00:00+01:00")]
    [InlineData("office, short on 1 June", "2026-06-01T14:00:00+01:00", false, "2026-06-02T09:00:00+01:00")]
    [InlineData("always but Christmas", "2026-12-24T12:00:00+00:00", true, "2026-12-25T00:00:00+00:00")]
    [InlineData("always but Christmas", "2026-12-25T12:00:00+00:00", false, "2026-12-26T00:00:00+00:00")]
    // Several spans in a day, and spans that touch.
    [InlineData("lunch", "2026-06-01T12:29:00+01:00", true, "2026-06-01T12:30:00+01:00")]
    [InlineData("lunch", "2026-06-01T12:30:00+01:00", false, "2026-06-01T13:00:00+01:00")]
    [InlineData("touching", "2026-06-01T11:00:00+01:00", true, "2026-06-01T17:00:00+01:00")]
    [InlineData("to midnight", "2026-06-01T23:59:00+01:00", true, "2026-06-02T00:00:00+01:00")]
    [InlineData("to midnight", "2026-06-02T00:00:00+01:00", false, "2026-06-02T18:00:00+01:00")]
    [InlineData("Fridays only", "2026-06-06T02:59:00+01:00", true, "2026-06-06T03:00:00+01:00")]
    [InlineData("Fridays only", "2026-06-05T02:59:00+01:00", false, "2026-06-05T23:00:00+01:00")]
    // What never changes.
    [InlineData("always", "2026-03-29T01:00:00+00:00", true, null)]
    [InlineData("always", "2026-12-25T00:00:00+00:00", true, null)]
    [InlineData("closed for good", "2026-06-01T10:00:00+01:00", false, null)]
    public void It_is_open_or_closed_until(string hours, string at, bool isOpen, string? changesAt)
    {
        var state = Known[hours].State(At(at));

        Assert.Equal(new OpeningState(isOpen, changesAt is null ? null : At(changesAt)), state);
        Assert.Equal(isOpen, Known[hours].IsOpen(At(at)));
        // The moment that was said is the one at which it changes, and not a second before.
        if (state.ChangesAt is not { } change) { return; }

        Assert.Equal(isOpen, Known[hours].IsOpen(change.AddSeconds(-1)));
        Assert.NotEqual(isOpen, Known[hours].IsOpen(change));
    }

    [Theory]
    [InlineData("patrol", "2026-06-01", "0-240, 960-1440")]
    [InlineData("office", "2026-06-01", "540-1020")]
    [InlineData("office", "2026-05-25", "")]
    [InlineData("always", "2026-06-01", "0-1440")]
    [InlineData("to midnight", "2026-06-01", "1080-1440")]
    [InlineData("patrol, not at Christmas", "2026-12-25", "0-240")]
    public void A_day_can_be_drawn(string hours, string day, string parts) =>
        Assert.Equal(parts, string.Join(", ", Known[hours].MinutesOf(DateOnly.Parse(day, null)).Select(part => $"{part.From}-{part.Until}")));

    [Fact]
    public void Day_and_night_is_known_as_such()
    {
        Assert.True(OpeningHours.Always.IsAlways);
        Assert.False(Known["patrol"].IsAlways);
    }

    private static OpeningHours Hours(DayOfWeek[] days, string from, string until) => new() { Weekly = [Weekly(days, from, until)] };

    private static WeeklySpan Weekly(DayOfWeek[] days, string from, string until) => new() { Days = days, Span = Span(from, until) };

    private static OpenSpan Span(string from, string until) => new(TimeOnly.Parse(from, null), TimeOnly.Parse(until, null));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, null).ToUniversalTime();
}
