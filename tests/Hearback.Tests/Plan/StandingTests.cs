using Hearback.Plan;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

public sealed class StandingTests
{
    private static PlannedAction Due(string day) => APlan.Action() with { TargetDate = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), AddedOn = new(2026, 1, 1), Updates = [APlan.Update(on: new(2026, 12, 24))] };

    [Fact]
    public void An_action_is_overdue_from_the_day_after_its_date()
    {
        Assert.Equal(Standing.OnTrack, Due("2026-12-24").StandingOn(new(2026, 12, 24)));
        Assert.Equal(Standing.Overdue, Due("2026-12-24").StandingOn(new(2026, 12, 25)));
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-28", 0)] // Christmas, a weekend, and the bank holiday in its place.
    [InlineData("2026-12-24", "2026-12-29", 1)]
    [InlineData("2026-12-24", "2026-12-30", 2)]
    public void Overdue_counts_working_days(string due, string today, int days) =>
        Assert.Equal(days, Due(due).OverdueWorkingDays(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Without_news_for_28_days_an_action_is_quiet_and_an_ask_is_not()
    {
        var action = APlan.Action() with { TargetDate = new(2027, 1, 1), Updates = [APlan.Update(on: new(2026, 6, 1))] };

        Assert.Equal(Standing.OnTrack, action.StandingOn(new(2026, 6, 28)));
        Assert.Equal(Standing.Quiet, action.StandingOn(new(2026, 6, 29)));
        Assert.Equal(Standing.OnTrack, (action with { Kind = ActionKind.Ask }).StandingOn(new(2026, 6, 29)));
    }

    [Fact]
    public void A_review_day_that_has_passed_is_overdue_too() =>
        Assert.Equal(Standing.Overdue, (APlan.Action() with { TargetDate = null, NoDate = new("money", APlan.Today) }).StandingOn(APlan.Today.AddDays(1)));

    [Theory]
    [InlineData(ActionState.Done, Standing.Done)]
    [InlineData(ActionState.Stopped, Standing.Stopped)]
    public void What_has_ended_is_never_late(ActionState state, Standing standing) => Assert.Equal(standing, (Due("2026-01-02") with { State = state }).StandingOn(APlan.Today));

    [Fact]
    public void A_new_date_is_said_for_four_weeks()
    {
        var action = APlan.Action() with { TargetDate = new(2027, 1, 1), EarlierDates = [new(new(2026, 6, 30), new(2027, 1, 1), "frost", new(2026, 6, 1))], Updates = [APlan.Update(on: new(2026, 6, 20))] };

        Assert.Equal(Standing.NewDate, action.StandingOn(new(2026, 6, 28)));
        Assert.Equal(Standing.OnTrack, action.StandingOn(new(2026, 6, 29)));
    }
}
