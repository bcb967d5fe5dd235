using Hearback.Plan;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

public sealed class DraftTests
{
    private readonly Draft _draft = APlan.Draft(APlan.Action());

    private PlannedAction Action => _draft.Plan.Action("locks")!;

    [Theory]
    [InlineData(ActionState.Planned)]
    [InlineData(ActionState.Done)]
    [InlineData(ActionState.Stopped)]
    public void A_state_never_changes_without_words(ActionState state)
    {
        Assert.Throws<RefusedException>(() => _draft.ChangeState("locks", state, APlan.Update(" ")));
        Assert.Equal(ActionState.UnderWay, Action.State);

        _draft.ChangeState("locks", state, APlan.Update("Every door has one"));
        Assert.Equal(state, Action.State);
        Assert.Equal(("Every door has one", state), (Action.Updates[^1].Text, Action.Updates[^1].State));
    }

    [Fact]
    public void Editing_an_action_changes_neither_its_state_nor_its_date()
    {
        _draft.ChangeAction("locks", Draft.Seen(Action with { Updates = [] }), action => action with { Text = "Fit better locks", State = ActionState.Done, TargetDate = null });

        Assert.Equal(("Fit better locks", ActionState.UnderWay, (DateOnly?)APlan.Today.AddDays(30)), (Action.Text, Action.State, Action.TargetDate));
    }

    [Fact]
    public void A_date_that_people_have_read_moves_only_with_a_reason_and_stays_to_be_seen()
    {
        var (published, later) = (Action, APlan.Today.AddDays(90));

        Assert.Throws<RefusedException>(() => _draft.ChangeDate("locks", later, null, null, APlan.Today, published));
        _draft.ChangeDate("locks", later, null, "the first lock failed", APlan.Today, published);

        Assert.Equal(later, Action.TargetDate);
        Assert.Equal([new EarlierDate(APlan.Today.AddDays(30), later, "the first lock failed", APlan.Today)], Action.EarlierDates);
    }

    [Fact]
    public void A_date_that_moves_twice_before_it_is_published_moved_once()
    {
        var published = Action;
        _draft.ChangeDate("locks", APlan.Today.AddDays(60), null, "slow post", APlan.Today, published);
        _draft.ChangeDate("locks", APlan.Today.AddDays(90), null, "the first lock failed", APlan.Today, published);

        Assert.Equal("the first lock failed", Assert.Single(Action.EarlierDates).Because);
    }

    [Fact]
    public void A_date_nobody_has_read_moves_freely()
    {
        _draft.ChangeDate("locks", null, new("we ask three makers", APlan.Today.AddDays(14)), null, APlan.Today, published: null);

        Assert.Equal((null, "we ask three makers"), (Action.TargetDate, Action.NoDate?.Because));
        Assert.Empty(Action.EarlierDates);
    }

    [Fact]
    public void Who_edits_what_another_changed_meanwhile_is_told_and_overwrites_nothing()
    {
        var seen = Draft.Seen(Action with { Updates = [] });
        _draft.ChangeAction("locks", seen, action => action with { Text = "Theirs" });

        Assert.Throws<ChangedMeanwhileException>(() => _draft.ChangeAction("locks", seen, action => action with { Text = "Mine" }));
        Assert.Equal("Theirs", Action.Text);
    }

    [Fact]
    public void Two_who_change_different_things_do_not_hinder_each_other()
    {
        _draft.Add("doors", APlan.Action("lights"));
        var (locks, lights) = (Draft.Seen(Action with { Updates = [] }), Draft.Seen(_draft.Plan.Action("lights")! with { Updates = [] }));

        _draft.ChangeAction("locks", locks, action => action with { Text = "One" });
        _draft.AddUpdate("lights", APlan.Update());
        _draft.ChangeAction("lights", lights, action => action with { Text = "Two" });

        Assert.Equal(["One", "Two"], _draft.Plan.Actions.Select(action => action.Text));
    }

    [Fact]
    public void An_ask_stands_only_beside_an_action_of_its_own_concern()
    {
        _draft.Add(APlan.Concern() with { Id = "other" });

        Assert.Throws<RefusedException>(() => _draft.Add("other", APlan.Action("ask") with { Kind = ActionKind.Ask, GoesWith = "locks" }));
        Assert.Throws<RefusedException>(() => _draft.Add("doors", APlan.Action("doing") with { GoesWith = "locks" }));
        _draft.Add("doors", APlan.Action("ask") with { Kind = ActionKind.Ask, GoesWith = "locks" });
        _draft.RemoveAction("locks", Draft.Seen(Action with { Updates = [] }));

        Assert.Null(_draft.Plan.Action("ask")!.GoesWith);
    }

    [Fact]
    public void A_teams_update_waits_for_the_coordinator()
    {
        _draft.Propose(new() { ActionId = "locks", Update = APlan.Update() with { State = ActionState.Done }, By = Guid.Empty });
        Assert.Empty(Action.Updates);

        _draft.SignOff("news", _draft.Proposed[0].Update with { Text = "All locks are on" });
        Assert.Equal((ActionState.Done, "All locks are on"), (Action.State, Action.Updates[^1].Text));
        Assert.Empty(_draft.Proposed);
        Assert.Throws<RefusedException>(() => _draft.Decline("news"));
    }

    [Fact]
    public void Things_move_up_and_down_and_stop_at_the_ends()
    {
        _draft.Add("doors", APlan.Action("lights"));
        _draft.Move("lights", -5);
        Assert.Equal(["lights", "locks"], _draft.Plan.Actions.Select(action => action.Id));
        _draft.Move("lights", 1);
        Assert.Equal(["locks", "lights"], _draft.Plan.Actions.Select(action => action.Id));
    }

    [Fact]
    public void An_update_is_mended_and_keeps_the_state_that_it_brought()
    {
        _draft.ChangeState("locks", ActionState.Done, APlan.Update("Mrs Field has the key"));

        _draft.ChangeUpdate("locks", "news", Draft.Seen(Action.Updates[0]), update => update with { Text = "The caretaker has the key", State = null });

        Assert.Equal([("The caretaker has the key", ActionState.Done)], Action.Updates.Select(update => (update.Text, update.State!.Value)));
        Assert.Throws<RefusedException>(() => _draft.ChangeUpdate("locks", "news", Draft.Seen(Action.Updates[0]), update => update with { Text = " " }));
    }

    [Fact]
    public void Who_mends_an_update_that_another_changed_meanwhile_is_told_and_overwrites_nothing()
    {
        _draft.AddUpdate("locks", APlan.Update());
        var seen = Draft.Seen(Action.Updates[0]);
        _draft.ChangeUpdate("locks", "news", seen, update => update with { Text = "Theirs" });

        Assert.Throws<ChangedMeanwhileException>(() => _draft.ChangeUpdate("locks", "news", seen, update => update with { Text = "Mine" }));
        Assert.Throws<ChangedMeanwhileException>(() => _draft.RemoveUpdate("locks", "news", seen));
        Assert.Equal("Theirs", Assert.Single(Action.Updates).Text);
    }

    [Fact]
    public void An_update_is_taken_out_unless_it_tells_why_the_action_stands_where_it_does()
    {
        _draft.AddUpdate("locks", APlan.Update());
        _draft.RemoveUpdate("locks", "news", Draft.Seen(Action.Updates[0]));
        Assert.Empty(Action.Updates);
        Assert.Equal(["news"], _draft.TakenOut);

        _draft.ChangeState("locks", ActionState.Done, APlan.Update());
        Assert.Throws<RefusedException>(() => _draft.RemoveUpdate("locks", "news", Draft.Seen(Action.Updates[0])));
    }

    [Fact]
    public void An_update_goes_from_the_concern_to_the_action_that_it_is_about_and_not_to_another_concern()
    {
        _draft.Add(APlan.Concern() with { Id = "other" });
        _draft.AddUpdate("doors", APlan.Update());

        Assert.Throws<RefusedException>(() => _draft.MoveUpdate("doors", "news", "other"));
        _draft.MoveUpdate("doors", "news", "locks");

        Assert.Empty(_draft.Plan.Concern("doors")!.Updates);
        Assert.Equal("news", Assert.Single(Action.Updates).Id);
    }

    [Fact]
    public void What_is_written_late_about_an_earlier_day_is_not_the_latest_news()
    {
        _draft.AddUpdate("locks", APlan.Update("On Monday"));
        _draft.AddUpdate("locks", APlan.Update("The week before", APlan.Today.AddDays(-7), "late"));
        Assert.Equal(["The week before", "On Monday"], Action.Updates.Select(update => update.Text));

        _draft.ChangeUpdate("locks", "late", Draft.Seen(Action.Updates[0]), update => update with { On = APlan.Today.AddDays(1) });
        Assert.Equal("The week before", Action.Updates[^1].Text);
    }

    [Fact]
    public void What_another_changed_meanwhile_is_not_taken_out_unread()
    {
        var (action, concern) = (Draft.Seen(Action with { Updates = [] }), Draft.Seen(_draft.Plan.Concern("doors")! with { Actions = [], Updates = [] }));
        _draft.ChangeAction("locks", action, one => one with { Text = "Theirs" });
        _draft.Change("doors", concern, one => one with { Asked = "Theirs" });

        Assert.Throws<ChangedMeanwhileException>(() => _draft.RemoveAction("locks", action));
        Assert.Throws<ChangedMeanwhileException>(() => _draft.RemoveConcern("doors", concern));
        Assert.Equal("Theirs", Action.Text);
    }

    [Fact]
    public void An_action_that_is_put_back_has_its_asks_beside_it_again_unless_they_have_a_lead_by_now()
    {
        _draft.Add("doors", new() { Id = "shut", Kind = ActionKind.Ask, Text = "Shut the door", GoesWith = "locks" });
        _draft.Add("doors", new() { Id = "tell", Kind = ActionKind.Ask, Text = "Tell us", GoesWith = "locks" });
        _draft.RemoveAction("locks", Draft.Seen(Action with { Updates = [] }));
        var tell = _draft.Plan.Action("tell")!;
        _draft.ChangeAction("tell", Draft.Seen(tell), one => one with { Leads = [new() { Name = "Housing" }] });

        _draft.PutBack("locks");

        Assert.Equal(["locks", "shut", "tell"], _draft.Plan.Actions.Select(action => action.Id));
        Assert.Equal(["locks", null], _draft.Plan.Actions.Skip(1).Select(action => action.GoesWith));
        Assert.Empty(_draft.TakenOut);
    }

    [Fact]
    public void What_belongs_to_a_concern_that_is_out_waits_until_that_is_back()
    {
        _draft.RemoveAction("locks", Draft.Seen(Action with { Updates = [] }));
        _draft.RemoveConcern("doors", Draft.Seen(_draft.Plan.Concern("doors")! with { Actions = [], Updates = [] }));

        Assert.Equal("What this belongs to was taken out as well: put that back first", Assert.Throws<RefusedException>(() => _draft.PutBack("locks")).Message);
        _draft.PutBack("doors");
        _draft.PutBack("locks");

        Assert.Equal("locks", Assert.Single(_draft.Plan.Actions).Id);
    }

    [Fact]
    public void Words_too_long_are_refused() =>
        Assert.Throws<RefusedException>(() => _draft.AddUpdate("locks", APlan.Update(new string('x', ActionPlan.LongestText + 1))));
}
