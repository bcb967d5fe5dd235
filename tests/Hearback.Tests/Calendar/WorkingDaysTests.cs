using Hearback.Calendar;

namespace Hearback.Tests.Calendar;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-06-01", true)] // Monday
    [InlineData("2026-06-06", false)] // Saturday
    [InlineData("2026-06-07", false)] // Sunday
    [InlineData("2026-12-25", false)] // Christmas Day, a Friday
    [InlineData("2026-12-26", false)] // Boxing Day, a Saturday
    [InlineData("2026-12-28", false)] // its substitute
    [InlineData("2026-12-29", true)]
    [InlineData("2026-04-03", false)] // Good Friday
    [InlineData("2026-04-06", false)] // Easter Monday
    [InlineData("2026-04-07", true)]
    [InlineData("2026-05-25", false)] // spring bank holiday
    public void Weekends_and_bank_holidays_are_not_working_days(string day, bool working) => Assert.Equal(working, Day(day).IsWorkingDay);

    [Theory]
    [InlineData("2026-06-01", 1, "2026-06-02")]
    [InlineData("2026-06-05", 1, "2026-06-08")] // over a weekend
    [InlineData("2026-06-06", 1, "2026-06-08")] // from a Saturday
    [InlineData("2026-04-02", 1, "2026-04-07")] // over Easter
    [InlineData("2026-12-24", 1, "2026-12-29")] // over Christmas
    [InlineData("2026-12-24", 5, "2027-01-05")] // and New Year
    [InlineData("2026-06-01", 10, "2026-06-15")]
    [InlineData("2026-06-06", 0, "2026-06-06")]
    public void A_date_promised_in_working_days_leaves_the_others_out(string from, int days, string until) => Assert.Equal(Day(until), Day(from).PlusWorkingDays(days));

    [Theory]
    [InlineData("2026-06-01", "2026-06-01", 0)]
    [InlineData("2026-06-01", "2026-06-15", 10)]
    [InlineData("2026-06-15", "2026-06-01", -10)]
    [InlineData("2026-06-05", "2026-06-07", 0)]
    [InlineData("2026-12-24", "2026-12-29", 1)]
    public void Working_days_are_counted_between_two_days(string from, string until, int days) => Assert.Equal(days, Day(from).WorkingDaysUntil(Day(until)));

    [Fact]
    public void Nobody_can_promise_a_day_in_the_past() => Assert.Throws<ArgumentOutOfRangeException>(() => Day("2026-06-01").PlusWorkingDays(-1));

    [Fact]
    public void The_bank_holidays_are_known_for_more_than_a_year_ahead_of_the_tests_clock() => Assert.True(WorkingDays.KnownUntil >= Day("2027-12-31"));

    private static DateOnly Day(string day) => DateOnly.Parse(day, null);
}
