using Hearback.Directory;
using Hearback.Tests.Support;

namespace Hearback.Tests.Directory;

public sealed class RoutingRuleTests
{
    private static readonly RoutingRule Patrol = new()
    {
        To = "patrol",
        Because = "It walks at night",
        Days = [DayOfWeek.Friday, DayOfWeek.Saturday],
        From = new(16, 0),
        Until = new(4, 0),
    };

    // London time; 5 June 2026 is a Friday.
    [Theory]
    [InlineData("2026-06-05T15:59:59+01:00", false)]
    [InlineData("2026-06-05T16:00:00+01:00", true)]
    [InlineData("2026-06-06T00:30:00+01:00", true)] // Saturday morning belongs to Friday's night
    [InlineData("2026-06-06T03:59:59+01:00", true)]
    [InlineData("2026-06-06T04:00:00+01:00", false)]
    [InlineData("2026-06-07T03:00:00+01:00", true)] // Sunday morning belongs to Saturday's night
    [InlineData("2026-06-07T16:00:00+01:00", false)]
    [InlineData("2026-06-05T03:00:00+01:00", false)] // Friday morning belongs to Thursday's night
    public void A_night_belongs_to_the_day_on_which_it_began(string at, bool fits) => Assert.Equal(fits, Fits(Patrol, at));

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", true)]
    [InlineData("2026-03-29T02:59:00Z", true)] // 03:59 in London, after an hour that did not exist
    [InlineData("2026-03-29T03:00:00Z", false)]
    [InlineData("2026-10-25T00:30:00Z", true)] // 01:30 for the first time
    [InlineData("2026-10-25T01:30:00Z", true)] // 01:30 for the second
    [InlineData("2026-10-25T03:59:00Z", true)]
    [InlineData("2026-10-25T04:00:00Z", false)]
    public void The_nights_on_which_clocks_change_follow_the_clock_on_the_wall(string at, bool fits) => Assert.Equal(fits, Fits(Patrol, at));

    [Theory]
    [InlineData("2026-06-01T08:59:00+01:00", false)]
    [InlineData("2026-06-01T09:00:00+01:00", true)]
    [InlineData("2026-06-01T16:59:00+01:00", true)]
    [InlineData("2026-06-01T17:00:00+01:00", false)]
    [InlineData("2026-06-06T12:00:00+01:00", false)]
    public void Office_hours_end_on_the_minute(string at, bool fits) =>
        Assert.Equal(fits, Fits(new RoutingRule { To = "office", Because = "Open", Days = [DayOfWeek.Monday], From = new(9, 0), Until = new(17, 0) }, at));

    [Fact]
    public void Days_without_hours_are_whole_days_in_London()
    {
        var tuesdays = new RoutingRule { To = "office", Because = "Open", Days = [DayOfWeek.Tuesday] };

        Assert.True(Fits(tuesdays, "2026-06-01T23:30:00Z"));
        Assert.False(Fits(tuesdays, "2026-06-02T23:30:00Z"));
    }

    [Theory]
    [InlineData("noise", "E1", "mayford-estate", true)]
    [InlineData("litter", "E1", "mayford-estate", false)]
    [InlineData("noise", "E2", "mayford-estate", false)]
    [InlineData("noise", "E1", "elm-village", false)]
    [InlineData("noise", null, "mayford-estate", false)]
    [InlineData("noise", "E1", null, false)]
    public void Category_ward_and_place_must_all_fit(string category, string? ward, string? place, bool fits) =>
        Assert.Equal(fits, new RoutingRule { To = "office", Because = "Ours", Categories = ["noise"], Wards = ["E1"], Places = ["mayford-estate"] }.Fits(category, ward, place, Service.Start));

    [Fact]
    public void A_rule_without_conditions_fits_everything()
    {
        var rule = new RoutingRule { To = "office", Because = "Everything else" };

        Assert.True(rule.FitsEverything);
        Assert.True(rule.Fits("noise", null, null, Service.Start));
        Assert.False(Patrol.FitsEverything);
    }

    [Theory]
    [InlineData("drug-use-in-the-open", "mayford-estate", "2026-06-01T22:00:00+01:00", "responsive-security-patrol")]
    [InlineData("drug-use-in-the-open", "mayford-estate", "2026-06-01T10:00:00+01:00", "community-safety")]
    [InlineData("rough-sleeping", "mayford-estate", "2026-06-01T22:00:00+01:00", "routes-off-the-street")]
    [InlineData("drug-dealing", "chalton-street", "2026-06-01T10:00:00+01:00", "safer-neighbourhood-team")]
    [InlineData("fly-tipping", null, "2026-06-01T10:00:00+01:00", "clean-camden")]
    [InlineData("something-else", null, "2026-06-01T10:00:00+01:00", "community-safety")]
    public void In_Somers_Town_a_report_finds_the_team_that_can_act(string category, string? place, string at, string team) =>
        Assert.Equal(team, A.Pack.RouteFor(category, place is null ? null : A.SomersTown, place, DateTimeOffset.Parse(at, null)).To);

    private static bool Fits(RoutingRule rule, string at) => rule.Fits("noise", null, null, DateTimeOffset.Parse(at, null));
}
