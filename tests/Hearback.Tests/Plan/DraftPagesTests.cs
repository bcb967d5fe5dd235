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
        Assert.Equal("This is not in the draft any more", (await officer.Forge("/staff/plan/words", ("finding", "none"))).ErrorSummary());
    }

    [Fact]
    public async Task A_coordinator_mends_an_update_that_is_in_the_draft_and_says_what_it_is_about()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/doors/update"), "Save in the draft", ("Text", "Mrs Field has the key"), ("Figures", "3 keys cut, in May"));
        var draft = await _one.Follow(await _one.Open("/staff/plan"), "1 update on the concern");
        var (mine, theirs) = (await _one.Follow(draft, "Change the update: Mrs Field has the key"), await _other.Follow(draft, "Change the update: Mrs Field has the key"));
        Assert.Equal(("Mrs Field has the key", "3 keys cut, in May"), (mine.Answer("Text")!.Trim(), mine.Answer("Figures")!.Trim()));

        await _one.Press(mine, "Save in the draft", ("Text", "The caretaker has the key"), ("About", "lights"));

        var update = Assert.Single((await Actions())[1].Updates);
        Assert.Equal(("The caretaker has the key", new Figure(3, "keys cut", "in May")), (update.Text, Assert.Single(update.Figures)));
        Assert.Equal(HttpStatusCode.NotFound, (await _other.Press(theirs, "Save in the draft", ("Text", "Other words"))).Status);
    }

    [Fact]
    public async Task An_update_that_another_mended_meanwhile_is_shown_and_not_overwritten()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/locks/update"), "Save in the draft", ("Text", "As it was"));
        var path = $"/staff/plan/actions/locks/update/{(await Actions())[0].Updates[0].Id}";
        var (mine, theirs) = (await _one.Open(path), await _other.Open(path));
        await _other.Press(theirs, "Save in the draft", ("Text", "Theirs"), ("Evidence", "https://council.example/keys"));

        var told = await _one.Press(mine, "Save in the draft", ("Text", "Mine"));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("https://council.example/keys", told.Text, StringComparison.Ordinal);

        await _one.Press(told, "Save in the draft", ("Text", "Mine"));
        Assert.Equal("Mine", Assert.Single((await Actions())[0].Updates).Text);
    }

    [Theory]
    [InlineData("/staff/plan/concerns/doors", "Strangers get in", "Fit new locks")]
    [InlineData("/staff/plan/actions/locks", "Fit new locks", "With it goes 1 update.")]
    [InlineData("/staff/plan/actions/locks/update/news", "The locks came", "It stays in the editions that have been published")]
    public async Task What_goes_is_asked_first_and_can_be_put_back(string path, string words, string told)
    {
        await _service.Given(APlan.Of(APlan.Action() with { Updates = [APlan.Update()] }, Lights));
        var before = (await Plan()).Concerns;

        var page = await _one.Follow(await _one.Open(path), "Take it out of the draft");
        Assert.All((string[])[words, told], one => Assert.Contains(one, page.Text, StringComparison.Ordinal));
        Assert.Equal(Draft.Seen(before), Draft.Seen((await Plan()).Concerns));
        page = await _one.Press(page, "Yes, take it out");
        Assert.NotEqual(Draft.Seen(before), Draft.Seen((await Plan()).Concerns));
        Assert.Equal(HttpStatusCode.NotFound, (await _other.Open(path)).Status);

        await _one.Press(page, $"Put it back: {words}");
        Assert.Equal(Draft.Seen(before), Draft.Seen((await Plan()).Concerns));
        Assert.DoesNotContain("Put it back", (await _one.Open("/staff/plan")).Text, StringComparison.Ordinal);
        // The other had the button before their eyes as well.
        Assert.Equal("This cannot be put back any more: an edition has been published, or somebody else put it back", (await _other.Forge("/staff/plan/put-back", ("id", "locks"))).ErrorSummary());
    }

    [Fact]
    public async Task What_another_changed_meanwhile_does_not_go_unread()
    {
        var question = await _one.Open("/staff/plan/take-out/locks");
        await _other.Press(await _other.Open("/staff/plan/actions/locks"), "Save in the draft", ("Text", "Theirs"));

        var told = await _one.Press(question, "Yes, take it out");
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Theirs", told.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await Actions()).Count);

        await _one.Press(told, "Yes, take it out");
        Assert.Single(await Actions());
    }

    [Fact]
    public async Task With_the_next_edition_what_was_taken_out_is_gone()
    {
        await _one.Press(await _one.Open("/staff/plan/take-out/lights"), "Yes, take it out");
        Assert.Contains("Taken out of the draft", (await _one.Open("/staff/plan")).Text, StringComparison.Ordinal);

        await _one.Press(await _one.Open("/staff/plan/publish"), "Publish now");

        Assert.DoesNotContain("Taken out of the draft", (await _one.Open("/staff/plan")).Text, StringComparison.Ordinal);
        Assert.Contains("Mend the lights", (await _one.Open("/plan/editions/1")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/plan/take-out/none")]
    [InlineData("/staff/plan/take-out/locks/none")]
    public async Task What_is_not_in_the_draft_cannot_be_taken_out(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _one.Open(path)).Status);

    [Fact]
    public async Task An_update_leaves_the_state_as_it_is_unless_another_is_chosen()
    {
        var page = await _one.Open("/staff/plan/actions/locks/update");

        Assert.Equal("No, it stays", page.Document.QuerySelector("input[name=State][checked] + label")!.TextContent);
        page = await _one.Press(page, "Save in the draft", ("State", "Done"), ("Text", ""));
        Assert.Equal("Done", Assert.Single(page.Document.QuerySelectorAll("input[name=State][checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task An_officer_does_not_change_what_is_in_the_draft_already()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/locks/update"), "Save in the draft", ("Text", "As it was"));
        using var officer = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open($"/staff/plan/actions/locks/update/{(await Actions())[0].Updates[0].Id}")).Status);
    }

    [Fact]
    public async Task An_action_has_tags_and_partners_of_which_the_pack_knows_nothing()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/locks"), "Save in the draft", ("Themes", "Doors, Locks"), ("OtherLeads", "Friends of the park (park@example.org)\nLambs (north)"), ("OtherSupporting", "Two schools, one church"));

        var action = (await Actions())[0];
        Assert.Equal(["Doors", "Locks"], action.Themes);
        Assert.Equal([("Housing", null), ("Friends of the park", "park@example.org"), ("Lambs (north)", null)], action.Leads.Select(lead => (lead.Name, lead.Team is null ? lead.Contact : null)));
        Assert.Equal("Two schools, one church", Assert.Single(action.Supporting).Name);

        await _one.Press(await _one.Open("/staff/plan/actions/locks"), "Save in the draft");
        Assert.Equal(action.Leads, (await Actions())[0].Leads);
    }

    [Fact]
    public async Task Who_changed_the_leads_meanwhile_is_seen_too()
    {
        var mine = await _one.Open("/staff/plan/actions/locks");
        await _other.Press(await _other.Open("/staff/plan/actions/locks"), "Save in the draft", ("OtherLeads", "Friends of the park"), ("Themes", "Greenery"));

        var told = await _one.Press(mine, "Save in the draft", ("Text", "Mine"));

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Housing, Friends of the park", told.Text, StringComparison.Ordinal);
        Assert.Contains("Greenery", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/plan/concerns/doors", "Asked")]
    [InlineData("/staff/plan/heading", "Introduction")]
    [InlineData("/staff/plan/actions/locks", "Text")]
    [InlineData("/staff/plan/actions/locks/update", "Text")]
    public async Task What_everyone_will_read_is_shown_before_it_is_saved(string path, string field)
    {
        var before = await Version();

        var page = await _one.Press(await _one.Open(path), "Preview", (field, "Call **101** <b>now</b>"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("What everyone will read", page.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>now", page.Html, StringComparison.Ordinal);
        Assert.Equal("Call **101** <b>now</b>", page.Answer(field)!.Trim());
        Assert.Equal(before, await Version());

        // Whoever has looked at it can save it.
        await _one.Press(page, "Save in the draft");
        Assert.True(await Version() > before);
    }

    [Theory]
    [InlineData("/staff/plan/concerns/doors", "Asked")]
    [InlineData("/staff/plan/heading", "Introduction")]
    [InlineData("/staff/plan/actions/locks", "Text")]
    [InlineData("/staff/plan/concerns/doors/add", "Text")]
    [InlineData("/staff/plan/actions/locks/update", "Text")]
    public async Task A_preview_writes_out_what_the_plan_explains_as_its_page_does(string path, string field)
    {
        await _service.Given(APlan.Of(APlan.Action()) with { Glossary = [new("SNT", "Safer Neighbourhood Team")] });

        var page = await _one.Press(await _one.Open(path), "Preview", (field, "Ask the SNT, and the SNT again"));

        Assert.Equal("Ask the SNT (Safer Neighbourhood Team), and the SNT again", Assert.Single(page.Document.QuerySelectorAll(".hb-preview p:not([id])")).TextContent.Trim());
    }

    [Fact]
    public async Task A_teams_update_is_signed_off_with_all_that_it_says_before_the_coordinators_eyes()
    {
        using var officer = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));
        await officer.Press(await officer.Open("/staff/plan/actions/locks/update"), "Send to the coordinator", ("Title", "Locks"), ("Text", "They came"), ("Figures", "3 locks"), ("Evidence", "https://council.example/locks"));

        var page = await _one.Open("/staff/plan/sign-off");
        Assert.All((string[])["Locks", "3 locks", "council.example"], words => Assert.Contains(words, page.Text, StringComparison.Ordinal));
        page = await _one.Press(page, "Preview", ("text", "They **came**"));

        Assert.Contains("<strong>came</strong>", page.Html, StringComparison.Ordinal);
        Assert.Equal("They **came**", page.Answer("text")!.Trim());
        Assert.Empty((await Actions())[0].Updates);

        await _one.Press(page, "Take it into the draft");
        Assert.Equal("They **came**", Assert.Single((await Actions())[0].Updates).Text);
    }

    [Fact]
    public async Task The_monthly_round_asks_the_lead_for_news_and_goes_on()
    {
        var page = await _one.Open("/staff/plan/round");
        Assert.Contains("Fit new locks", page.Text, StringComparison.Ordinal);

        page = await _one.Press(page, "Ask the lead for news");

        Assert.Contains("The lead of “Fit new locks” gets an email", page.Text, StringComparison.Ordinal);
        Assert.Contains("Action 2 of 2", page.Text, StringComparison.Ordinal);
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.All, letter => letter.Subject == "What is the news of your action in the plan?");
        Assert.Contains("Fit new locks", letter.Text, StringComparison.Ordinal);
        Assert.Contains("/staff/plan/actions/locks/update", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_changed_on_the_round_leads_back_to_the_round()
    {
        var page = await _one.Send(await _one.Open("/staff/plan/actions/locks/date?round=true"), ("Target.Month", "12"), ("Because", "The part is late"));

        Assert.Equal("/staff/plan/round?after=locks", page.Path);
        Assert.Contains("Action 2 of 2", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_that_was_to_come_out_is_called_off()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/locks"), "Save in the draft", ("Text", "Fit better locks"));
        var page = await _one.Press(await _one.Open("/staff/plan/publish"), "Publish then", ("Day.Day", "1"), ("Day.Month", "12"), ("Day.Year", "2026"), ("Hour", "9"));
        Assert.Contains("An edition will be published", page.Text, StringComparison.Ordinal);

        page = await _one.Press(page, "Call it off");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("An edition will be published", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_coordinator_confirms_words_where_they_are_gone_through_and_the_first_reads_where_they_stand()
    {
        await _one.Press(await _one.Open("/staff/plan/actions/locks/update"), "Save in the draft", ("Text", "Mrs Field has the key"));
        var page = await _other.Press(await _other.Open("/staff/plan/publish"), "I confirm this may be published");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        page = await _one.Open("/staff/plan/publish");
        Assert.Contains("Confirmed", page.Text, StringComparison.Ordinal);
        page = await _one.Follow(page, "Mrs Field has the key");
        Assert.Equal("Mrs Field has the key", page.Answer("Text")!.Trim());
    }

    private Task<long> Version() => _service.With<HearbackDb, long>(async db => (await db.PlanDraft.AsNoTracking().SingleAsync()).Version);

    private Task<ActionPlan> Plan() => _service.With<HearbackDb, ActionPlan>(async db => (await db.PlanDraft.AsNoTracking().SingleAsync()).Plan);

    private async Task<IReadOnlyList<PlannedAction>> Actions() => [.. (await Plan()).Actions];
}
