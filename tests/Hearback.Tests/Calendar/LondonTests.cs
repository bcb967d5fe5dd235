using Hearback.Calendar;
using Microsoft.Extensions.Time.Testing;

namespace Hearback.Tests.Calendar;

public sealed class LondonTests
{
    [Theory]
    [InlineData("2026-06-01T23:30:00Z", "2026-06-02")] // 00:30 on a June night
    [InlineData("2026-06-01T22:59:59Z", "2026-06-01")]
    [InlineData("2026-12-01T23:30:00Z", "2026-12-01")]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29")] // the night the clocks go forward
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25")] // the night they go back
    public void The_day_is_the_one_on_a_residents_calendar(string instant, string day)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(instant, null));

        Assert.Equal(DateOnly.Parse(day, null), time.Today);
    }

    [Theory]
    [InlineData("2026-06-01T09:00:00Z", "10:00")]
    [InlineData("2026-12-01T09:00:00Z", "09:00")]
    [InlineData("2026-03-29T01:30:00Z", "02:30")]
    [InlineData("2026-10-25T01:30:00Z", "01:30")]
    public void The_hour_is_the_one_on_a_residents_wall(string instant, string hour) =>
        Assert.Equal(hour, $"{DateTimeOffset.Parse(instant, null).InLondon:HH:mm}");

    [Fact]
    public void A_whole_hour_hides_the_minute() =>
        Assert.Equal(DateTimeOffset.Parse("2026-06-01T09:00:00Z", null), DateTimeOffset.Parse("2026-06-01T10:47:31.5+01:00", null).WholeHour);
}
