using Hearback.Plan;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

/// <summary>Which changes of an edition concern somebody who follows a part of the plan.</summary>
public sealed class FollowedTests
{
    private static readonly PlannedAction Locks = APlan.Action();
    private static readonly PlannedAction Lights = APlan.Action("lights") with { Text = "Mend the lights", Themes = ["Light"], Places = ["Ossulston Street"] };
    private static readonly PlannedAction Ask = APlan.Action("shut") with { Kind = ActionKind.Ask, Text = "Shut the door", GoesWith = "locks" };
    private static readonly ActionPlan Before = Plan(Locks, Lights, Ask);

    [Theory]
    [InlineData("plan", "Fit better locks", "Mend all lights", "Shut both doors")]
    [InlineData("theme:Doors", "Fit better locks", "Mend all lights", "Shut both doors")]
    [InlineData("theme:Light", "Mend all lights")]
    [InlineData("place:Chalton Street", "Fit better locks", "Shut both doors")]
    [InlineData("place:Ossulston Street", "Mend all lights")]
    [InlineData("action:locks", "Fit better locks", "Shut both doors")]
    [InlineData("action:lights", "Mend all lights")]
    public void Each_hears_of_what_they_follow_and_of_nothing_else(string code, params string[] heard)
    {
        var now = Plan(Locks with { Text = "Fit better locks" }, Lights with { Text = "Mend all lights" }, Ask with { Text = "Shut both doors" });

        Assert.Equal(heard, Among(code, now).Select(change => change.Now).Order());
    }

    [Fact]
    public void News_of_an_action_are_heard_by_those_who_follow_it_or_its_place()
    {
        var now = Plan(Locks, Lights with { Updates = [APlan.Update("Six are mended")] }, Ask);

        Assert.Equal((1, 1, 0), (Among("action:lights", now).Count, Among("place:Ossulston Street", now).Count, Among("action:locks", now).Count));
    }

    [Fact]
    public void What_was_taken_out_is_heard_by_those_who_followed_it()
    {
        var change = Assert.Single(Among("action:lights", Plan(Locks, Ask)));

        Assert.Equal((ChangeKind.Removed, "Mend the lights"), (change.Kind, change.Name));
    }

    [Fact]
    public void What_came_to_a_place_is_heard_there() =>
        Assert.Equal(ChangeKind.Added, Assert.Single(Among("place:Ossulston Street", Plan(Locks, Lights, Ask, Lights with { Id = "more", Text = "More lights" }))).Kind);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("theme:None")]
    [InlineData("theme")]
    [InlineData("place:Nowhere")]
    [InlineData("action:none")]
    [InlineData("everything")]
    public void What_is_not_in_the_plan_cannot_be_followed(string? code) => Assert.Null(Followed.Read(code, Before));

    [Fact]
    public void All_that_can_be_followed_is_read_back()
    {
        var all = Followed.In(Before, new(FollowedPart.Action, "locks"));

        Assert.Equal(["plan", "theme:Doors", "theme:Light", "place:Chalton Street", "place:Ossulston Street", "action:locks"], all.Select(one => one.Code));
        Assert.Equal(all, all.Select(one => Followed.Read(one.Code, Before)));
    }

    private static List<PlanChange> Among(string code, ActionPlan now)
    {
        var first = new Edition(Before, null, new(Guid.NewGuid()), Service.Start);
        return [.. Followed.Read(code, Before)!.Among(new Edition(now, first, new(Guid.NewGuid()), Service.Start), Before)];
    }

    private static ActionPlan Plan(params PlannedAction[] actions) => new() { Title = "Plan", Concerns = [APlan.Concern(actions) with { Themes = ["Doors"], Places = ["Chalton Street"] }] };
}
