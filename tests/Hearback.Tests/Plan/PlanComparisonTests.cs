using System.Text.Json;
using System.Text.Json.Nodes;
using Hearback.Plan;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

public sealed class PlanComparisonTests
{
    [Fact]
    public void The_same_plan_has_no_differences() => Assert.Empty(PlanComparison.Between(APlan.Of(APlan.Action()), APlan.Of(APlan.Action())));

    [Fact]
    public void A_moved_date_tells_was_now_and_because()
    {
        var moved = APlan.Action() with { TargetDate = new(2026, 8, 31), EarlierDates = [new(new(2026, 7, 1), new(2026, 8, 31), "the first lock failed", APlan.Today)] };

        var change = Assert.Single(PlanComparison.Between(APlan.Of(APlan.Action()), APlan.Of(moved)), one => one.Field is PlanField.TargetDate);
        Assert.Equal(("2026-07-01", "2026-08-31", "the first lock failed"), (change.Was, change.Now, change.Because));
    }

    [Fact]
    public void The_reason_of_an_earlier_move_is_not_given_for_a_later_date()
    {
        var without = APlan.Action() with { TargetDate = null, NoDate = new("we ask again", APlan.Today), EarlierDates = [new(new(2026, 7, 1), null, "the first lock failed", APlan.Today)] };

        var change = Assert.Single(PlanComparison.Between(APlan.Of(without), APlan.Of(without with { TargetDate = new(2026, 8, 31), NoDate = null })), one => one.Field is PlanField.TargetDate);
        Assert.Null(change.Because);
    }

    [Fact]
    public void What_changed_is_named_in_words_without_the_signs_of_Markdown()
    {
        var marked = APlan.Action("a") with { Text = "Fit **new** locks\n\n- on [every door](https://council.example/doors)" };

        Assert.Equal("Fit new locks on every door", Assert.Single(PlanComparison.Between(APlan.Of(), APlan.Of(marked))).Name);
    }

    [Fact]
    public void State_lead_and_text_are_each_told()
    {
        var changed = APlan.Action() with { State = ActionState.Done, Text = "Fit better locks", Leads = [new Lead { Name = "Police" }] };

        Assert.Equal([PlanField.Text, PlanField.State, PlanField.Leads], PlanComparison.Between(APlan.Of(APlan.Action()), APlan.Of(changed)).Select(change => change.Field!.Value));
    }

    [Fact]
    public void What_moved_is_as_little_as_explains_the_new_order()
    {
        var (a, b, c) = (APlan.Action("a"), APlan.Action("b"), APlan.Action("c"));

        var change = Assert.Single(PlanComparison.Between(APlan.Of(a, b, c), APlan.Of(c, a, b)));
        Assert.Equal((ChangeKind.Moved, "c"), (change.Kind, change.Id));
    }

    [Fact]
    public void An_action_that_goes_to_another_concern_moved()
    {
        var (one, other) = (APlan.Concern(APlan.Action()), APlan.Concern() with { Id = "other" });
        var was = new ActionPlan { Concerns = [one, other] };
        var now = new ActionPlan { Concerns = [one with { Actions = [] }, other with { Actions = one.Actions }] };

        Assert.Equal(ChangeKind.Moved, Assert.Single(PlanComparison.Between(was, now)).Kind);
    }

    [Fact]
    public void Added_and_removed_are_told_by_name()
    {
        var changes = PlanComparison.Between(APlan.Of(APlan.Action("a")), APlan.Of(APlan.Action("b")));

        Assert.Equal([(ChangeKind.Added, "b"), (ChangeKind.Removed, "a")], changes.Select(change => (change.Kind, change.Id)));
    }

    /// <summary>Whatever in a plan is changed, the comparison tells of it: each leaf of a full plan is changed in turn.</summary>
    [Fact]
    public void No_field_of_a_plan_is_left_out()
    {
        var update = APlan.Update() with { Title = "Locks", By = "Housing", State = ActionState.Done, Figures = [new(3, "locks", "in May")], Evidence = new("https://council.example/locks"), Pictures = [new("0123456789abcdef0123456789abcdef", "A new lock", 4, 3)] };
        var lead = new Lead { Name = "Housing", Organisation = "Council", Team = "housing", Contact = "housing@council.example" };
        var full = new ActionPlan
        {
            Title = "Title",
            Introduction = "Intro",
            Glossary = [new("SNT", "Safer Neighbourhood Team")],
            Concerns =
            [
                new()
                {
                    Id = "doors", Asked = "Strangers get in", SaidAt = "Meeting", SaidOn = APlan.Today, People = 12, Themes = ["Doors"], Places = ["Mayford"], Updates = [update],
                    Actions =
                    [
                        APlan.Action() with
                        {
                            NoDate = new("money", APlan.Today), Supporting = [lead], Leads = [lead], EarlierDates = [new(APlan.Today, APlan.Today, "frost", APlan.Today)],
                            GoesWith = "x", Themes = ["Locks"], Places = ["Elm"], Updates = [update with { Id = "other" }],
                        },
                    ],
                },
            ],
        };
        // What follows from the rest needs no comparison of its own.
        var stored = new JsonSerializerOptions { IgnoreReadOnlyProperties = true };
        var paths = Leaves(JsonSerializer.SerializeToNode(full, stored)).Select(leaf => leaf.GetPath()).ToList();

        Assert.True(paths.Count > 40);
        Assert.All(paths, path =>
        {
            var changed = JsonSerializer.SerializeToNode(full, stored)!;
            var leaf = Leaves(changed).Single(one => one.GetPath() == path);
            leaf.ReplaceWith(Other(leaf));
            Assert.NotEmpty(PlanComparison.Between(full, changed.Deserialize<ActionPlan>()!));
        });

        static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
        {
            JsonValue value => [value],
            JsonArray array => array.SelectMany(Leaves),
            JsonObject thing => thing.SelectMany(part => Leaves(part.Value)),
            _ => [],
        };

        static JsonNode Other(JsonValue leaf) => leaf.GetValueKind() switch
        {
            JsonValueKind.Number => JsonValue.Create(leaf.GetPath().EndsWith(".Kind", StringComparison.Ordinal) ? 1 : leaf.GetValue<decimal>() is 2 or 1 ? 3 : 2),
            _ when DateOnly.TryParse(leaf.GetValue<string>(), out var day) => JsonValue.Create(day.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            _ => JsonValue.Create($"{leaf.GetValue<string>()}x"),
        };
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one two three", "one 2 three four")]
    [InlineData("", "all new")]
    [InlineData("all gone", "")]
    [InlineData("a b  c\nd", "b c\n\nd e")]
    public void Word_changes_make_up_both_texts(string was, string now)
    {
        var parts = WordChanges.Between(was, now).ToList();

        Assert.Equal(was, string.Concat(parts.Where(part => part.Kind is not ChangeKind.Added).Select(part => part.Words)));
        Assert.Equal(now, string.Concat(parts.Where(part => part.Kind is not ChangeKind.Removed).Select(part => part.Words)));
    }
}
