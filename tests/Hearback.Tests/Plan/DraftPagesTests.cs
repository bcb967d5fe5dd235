using System.Net;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>A coordinator changes the draft in pages: many actions at once, and never over what another wrote meanwhile.</summary>
public sealed class DraftPagesTests : IAsyncLifetime
{
    private static readonly PlannedAction Lights = APlan.Action("lights") with { Text = "Mend the lights", State = ActionState.Planned };
    private Service _service = null!;
    private Visitor _one = null!;
    private Visitor _other = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(APlan.Of(APlan.Action(), Lights));
        _one = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        _other = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
    }

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        _other.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Several_actions_get_a_state_each_with_words_of_its_own()
    {
        var page = await _one.Open("/staff/plan/several?Change=State&Ids=locks&Ids=lights");

        page = await _one.Send(page, ("State", "Done"), ("Messages[0]", "All doors have one"), ("Messages[1]", "All lamps burn"));

        Assert.Equal("/staff/plan", page.Path);
        Assert.Equal([("All doors have one", ActionState.Done), ("All lamps burn", ActionState.Done)], (await Actions()).Select(action => (action.Updates[^1].Text, action.State)));
    }

    [Fact]
    public async Task Several_actions_get_a_date_each_with_a_reason_of_its_own()
    {
        var page = await _one.Open("/staff/plan/several?Change=Date&Ids=locks&Ids=lights");

        await _one.Send(page, ("Date.Day", "31"), ("Date.Month", "8"), ("Date.Year", "2026"), ("Messages[0]", "the part is late"), ("Messages[1]", "the ladder broke"));

        Assert.All(await Actions(), action => Assert.Equal(new DateOnly(2026, 8, 31), action.TargetDate));
        Assert.Equal(["the part is late", "the ladder broke"], (await Actions()).Select(action => Assert.Single(action.EarlierDates).Because));
    }

    [Fact]
    public async Task Without_words_for_each_nothing_is_saved_and_all_that_was_typed_is_kept()
    {
        var page = await _one.Open("/staff/plan/several?Change=State&Ids=locks&Ids=lights");

        page = await _one.Send(page, ("State", "UnderWay"), ("Messages[0]", ""), ("Messages[1]", "The ladder came"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal([("Write why, for “Fit new locks”", "Messages[0]"), ("“Fit new locks” has this state already", "Messages[0]")], page.Refusals());
        Assert.Equal("The ladder came", page.Answer("Messages[1]")!.Trim());
        Assert.All(await Actions(), action => Assert.Empty(action.Updates));
    }

    [Theory]
    [InlineData("?Change=State", "Select at least one action")]
    [InlineData("?Ids=locks", "Select what changes")]
    [InlineData("?Change=Date&Ids=none", "Select at least one action")]
    public async Task What_is_not_chosen_is_asked_for(string query, string fault) =>
        Assert.Equal(fault, (await _one.Open($"/staff/plan/several{query}")).ErrorSummary());

    [Theory]
    [InlineData("/staff/plan/several?Change=Date&Ids=locks")]
    [InlineData("/staff/plan/actions/locks/date")]
    public async Task A_date_that_another_chose_meanwhile_is_not_overwritten(string path)
    {
        (string, string)[] mine = path.EndsWith("/date", StringComparison.Ordinal)
            ? [("HasDate", "true"), ("Target.Day", "1"), ("Target.Month", "9"), ("Target.Year", "2026"), ("Because", "Mine")]
            : [("Date.Day", "1"), ("Date.Month", "9"), ("Date.Year", "2026"), ("Messages[0]", "Mine")];
        var page = await _one.Open(path);
        await _other.Send(await _other.Open("/staff/plan/actions/locks/date"), ("HasDate", "true"), ("Target.Day", "1"), ("Target.Month", "8"), ("Target.Year", "2026"), ("Because", "Theirs"));

        page = await _one.Send(page, mine);

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("1 August", page.Text, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await Actions())[0].EarlierDates[^1].Because);
        // Now they have seen it.
        await _one.Send(page, mine);
        Assert.Equal("Mine", (await Actions())[0].EarlierDates[^1].Because);
    }

    [Fact]
    public async Task A_heading_that_another_wrote_meanwhile_is_shown_and_not_overwritten()
    {
        var page = await _one.Open("/staff/plan/heading");
        await _other.Send(await _other.Open("/staff/plan/heading"), ("Title", "Theirs"), ("Introduction", "Their words"));

        page = await _one.Send(page, ("Title", "Mine"));

        Assert.Equal((HttpStatusCode.Conflict, "Mine"), (page.Status, page.Answer("Title")));
        Assert.Contains("Their words", page.Text, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await Plan()).Title);
        await _one.Send(page, ("Title", "Mine"));
        Assert.Equal("Mine", (await Plan()).Title);
    }

    [Fact]
    public async Task Any_officer_is_the_second_member_who_confirms_words()
    {
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Ask Mrs Field for the key" }));
        await _service.With<HearbackDb>(async db =>
        {
            (await db.PlanDraft.SingleAsync()).ChangeHeading("A new title", "", []);
            await db.SaveChangesAsync();
        });
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));

        var refused = await _one.Press(await _one.Open("/staff/plan/publish"), "Publish now");
        Assert.Equal("A second member must confirm the words that may tell who somebody is", refused.ErrorSummary());
        Assert.Contains("Words in the draft may tell who somebody is", (await officer.Open("/staff/plan")).Text, StringComparison.Ordinal);
        var page = await officer.Open("/staff/plan/words");
        Assert.Contains("Ask Mrs Field for the key", page.Text, StringComparison.Ordinal);
        page = await officer.Press(page, "I confirm this may be published: Mrs Field");

        Assert.Contains("Confirmed", page.Text, StringComparison.Ordinal);
        await _one.Press(await _one.Open("/staff/plan/publish"), "Publish now");
        Assert.Equal(3, await _service.With<HearbackDb, int>(db => db.Editions.MaxAsync(edition => edition.Number)));
        Assert.Equal("These words are not in the draft any more", (await officer.Forge("/staff/plan/words", ("finding", "none"))).ErrorSummary());
    }

    private Task<ActionPlan> Plan() => _service.With<HearbackDb, ActionPlan>(async db => (await db.PlanDraft.AsNoTracking().SingleAsync()).Plan);

    private async Task<IReadOnlyList<PlannedAction>> Actions() => [.. (await Plan()).Actions];
}
