using System.Net;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

public sealed class PlanPagesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Where_only_the_list_of_earlier_dates_changed_it_is_told_in_words()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        await _service.Given(APlan.Of(APlan.Action() with { EarlierDates = [new(new(2026, 6, 30), new(2026, 7, 1), "frost\nand snow", new(2026, 5, 28)), new(new(2026, 7, 1), null, "money", new(2026, 5, 29))] }));

        var page = await _service.Visitor().Open("/plan/compare/1/2");

        Assert.Contains("Earlier dates now 30 June 2026, then 1 July 2026 (changed on 28 May 2026): frost and snow; 1 July 2026, then no date (changed on 29 May 2026): money", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_starts_a_plan_publishes_it_and_everyone_reads_it()
    {
        using var coordinator = await Coordinator();
        await coordinator.Press(await coordinator.Open("/staff/plan/heading"), "Save in the draft", ("Title", "What we are doing"), ("Introduction", "Our plan"));
        await coordinator.Press(await coordinator.Open("/staff/plan/concerns/new"), "Save in the draft", ("Asked", "Strangers get in"), ("Themes", "Doors, Safety"), ("Places", "Mayford Estate"), ("People", "12"));
        var concern = (await Plan()).Concerns.Single();
        var date = await coordinator.Press(await coordinator.Open($"/staff/plan/concerns/{concern.Id}/add"), "Save in the draft", ("Kind", "Doing"), ("Text", "Fit new locks"), ("Leads", "housing"));
        await coordinator.Press(date, "Save in the draft", ("HasDate", "true"), ("Target.Day", "31"), ("Target.Month", "August"), ("Target.Year", "2026"));
        var action = (await Plan()).Actions.Single();
        await coordinator.Press(await coordinator.Open($"/staff/plan/actions/{action.Id}/update"), "Save in the draft", ("Text", "The makers have been asked"), ("Figures", "3 makers asked, in May"), ("State", "UnderWay"));

        var published = await coordinator.Press(await coordinator.Open("/staff/plan/publish"), "Publish now");
        Assert.Equal("/plan/editions", published.Path);

        var page = await _service.Visitor().Open("/plan");
        Assert.Contains("Strangers get in", page.Text, StringComparison.Ordinal);
        Assert.Contains("Housing", page.Text, StringComparison.Ordinal);
        Assert.Contains("31 August", page.Text, StringComparison.Ordinal);
        Assert.Contains("3 makers asked, in May", page.Text, StringComparison.Ordinal);
        Assert.Contains("On track", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_draft_is_public_before_it_is_published()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        using var coordinator = await Coordinator();
        await coordinator.Press(await coordinator.Open("/staff/plan/actions/locks"), "Save in the draft", ("Text", "Still secret"));

        foreach (var path in (string[])["/plan", "/plan/actions/locks", "/plan/editions/1"]) { Assert.DoesNotContain("Still secret", (await _service.Visitor().Open(path)).Html, StringComparison.Ordinal); }

        Assert.Contains("Still", (await coordinator.Open("/staff/plan/publish")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_list_names_what_is_missing_and_nothing_is_published()
    {
        await _service.Given(APlan.Of(APlan.Action() with { Leads = [], TargetDate = null }));
        using var coordinator = await Coordinator();
        var list = await coordinator.Open("/staff/plan/publish");
        Assert.Contains("No lead", list.Text, StringComparison.Ordinal);
        Assert.Contains("No date and no reason", list.Text, StringComparison.Ordinal);

        await _service.With<HearbackDb>(async db =>
        {
            (await db.PlanDraft.SingleAsync()).AddUpdate("locks", APlan.Update());
            await db.SaveChangesAsync();
        });
        var refused = await coordinator.Press(await coordinator.Open("/staff/plan/publish"), "Publish now");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(1, await Editions());
    }

    [Fact]
    public async Task Who_edits_second_sees_what_the_first_wrote_and_loses_nothing()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        using var first = await Coordinator();
        using var second = await Coordinator();
        var (one, other) = (await first.Open("/staff/plan/actions/locks"), await second.Open("/staff/plan/actions/locks"));
        await first.Press(one, "Save in the draft", ("Text", "Words of the first"));

        var told = await second.Press(other, "Save in the draft", ("Text", "Words of the second"));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Words of the first", told.Text, StringComparison.Ordinal);
        Assert.Equal("Words of the second", told.Answer("Text"));
        Assert.Equal("Words of the first", (await Plan()).Actions.Single().Text);

        await second.Press(told, "Save in the draft");
        Assert.Equal("Words of the second", (await Plan()).Actions.Single().Text);
    }

    [Fact]
    public async Task An_officer_of_the_lead_writes_an_update_and_the_coordinator_signs_it_off()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        using var officer = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));
        await officer.Press(await officer.Open("/staff/plan/actions/locks/update"), "Send to the coordinator", ("Text", "The locks came"), ("State", "Done"));
        Assert.Equal(ActionState.UnderWay, (await Plan()).Actions.Single().State);

        using var coordinator = await Coordinator();
        Assert.Contains("1 update waits", (await coordinator.Open("/staff/plan")).Text, StringComparison.Ordinal);
        await coordinator.Press(await coordinator.Open("/staff/plan/sign-off"), "Take it into the draft", ("text", "The locks are on"));

        var action = (await Plan()).Actions.Single();
        Assert.Equal((ActionState.Done, "The locks are on"), (action.State, action.Updates.Single().Text));
    }

    [Fact]
    public async Task A_date_people_have_read_moves_only_with_a_reason()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        using var coordinator = await Coordinator();
        (string, string)[] august = [("Target.Day", "31"), ("Target.Month", "8"), ("Target.Year", "2026")];
        var refused = await coordinator.Press(await coordinator.Open("/staff/plan/actions/locks/date"), "Save in the draft", august);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);

        await coordinator.Press(refused, "Save in the draft", ("Because", "the first lock failed"));
        await coordinator.Press(await coordinator.Open("/staff/plan/publish"), "Publish now");

        Assert.Contains("was 1 July, now 31 August, because the first lock failed", (await _service.Visitor().Open("/plan")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overdue_is_said_in_public_counted_and_found()
    {
        await _service.Given(APlan.Of(APlan.Action() with { TargetDate = new(2026, 5, 27) }, APlan.Action("lights") with { Text = "Mend the lights" }));

        var page = await _service.Visitor().Open("/plan");
        Assert.Contains("Overdue by 3 working days", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 overdue", page.Text, StringComparison.Ordinal);
        var overdue = await _service.Visitor().Open("/plan?state=Overdue");
        Assert.DoesNotContain("Mend the lights", overdue.Text, StringComparison.Ordinal);
        Assert.Contains("Mend the lights", (await _service.Visitor().Open("/plan?words=LIGHTS")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_choice_says_how_many_actions_there_are_with_all_else_that_was_chosen()
    {
        var lights = APlan.Action("lights") with { Text = "Mend the lights", Themes = ["Light"], Places = ["Mayford"], TargetDate = new(2026, 5, 27) };
        await _service.Given(APlan.Of(APlan.Action() with { Themes = ["Doors"], Places = ["Mayford"] }, lights, APlan.Action("ask") with { Kind = ActionKind.Ask, Themes = ["Doors"] }));

        Assert.Equal(["Doors (1)", "Light (1)", "Mayford (2)", "Housing (2)"], Choices(await Open("/plan")));
        Assert.Equal(["Doors (1)", "Light (1)", "Mayford (1)", "Housing (1)"], Choices(await Open("/plan?theme=Light")));
        Assert.Equal(["Doors (0)", "Light (1)", "Mayford (1)", "Housing (1)"], Choices(await Open("/plan?state=Overdue")));

        static IEnumerable<string> Choices(Page page) => page.Document.QuerySelectorAll(".hb-filter--plan option:not([value=''])").Select(Page.Plain);
    }

    [Fact]
    public async Task The_plan_as_it_stood_on_a_day_is_the_edition_then_in_force()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        _service.Later(TimeSpan.FromDays(2));
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit better locks" }));

        Assert.Contains("No plan had been published by that day", (await Open("/plan/on/2026-05-31")).Text, StringComparison.Ordinal);
        Assert.Contains("Fit new locks", (await Open("/plan/on/2026-06-02")).Text, StringComparison.Ordinal);
        Assert.Contains("Fit better locks", (await Open("/plan/on/2026-06-03")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Open("/plan/on/2026-06-04")).Status);
        Assert.Equal("/plan/compare/1/2", (await Open("/plan/since/2026-06-01")).Path);
    }

    [Theory]
    [InlineData("?Day.Day=1&Day.Month=jun&Day.Year=2026&Show=plan", "/plan/on/2026-06-01", "")]
    [InlineData("?Day.Day=31&Day.Month=5&Day.Year=2026&Show=since", "/plan/compare/0/2", "")]
    [InlineData("?Day.Day=31&Day.Month=6&Day.Year=2026", "/plan/on", "The day must be a real date")]
    [InlineData("?Day.Day=3&Day.Month=6", "/plan/on", "The day must include a year")]
    [InlineData("?Day.Day=4&Day.Month=6&Day.Year=2026", "/plan/on", "The day must be today or before")]
    [InlineData("?Day.Day=&Day.Month=&Day.Year=&Show=plan", "/plan/on", "Enter a day")]
    [InlineData("", "/plan/on", "")]
    public async Task A_day_is_chosen_in_three_boxes_and_a_wrong_one_says_why(string query, string leadsTo, string fault)
    {
        await _service.Given(APlan.Of(APlan.Action()));
        _service.Later(TimeSpan.FromDays(2));
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit better locks" }));

        var page = await Open($"/plan/on{query}");

        Assert.Equal((leadsTo, fault), (page.Address.AbsolutePath, page.ErrorSummary()));
        if (fault is not "") { Assert.Equal(query.Contains("Day.Day", StringComparison.Ordinal) ? query.Split('=')[1].Split('&')[0] : "", page.Answer("Day.Day") ?? ""); }
    }

    [Fact]
    public async Task A_comparison_says_in_words_what_an_ask_stands_beside_and_who_leads()
    {
        var ask = APlan.Action("ask") with { Kind = ActionKind.Ask, Text = "Shut the door", Leads = [] };
        await _service.Given(APlan.Of(APlan.Action(), ask));
        using var coordinator = await Coordinator();
        await coordinator.Press(await coordinator.Open("/staff/plan/actions/ask"), "Save in the draft", ("GoesWith", "locks"));
        await coordinator.Press(await coordinator.Open("/staff/plan/actions/locks"), "Save in the draft", ("OtherLeads", "Friends of the park"));

        var page = await coordinator.Open("/staff/plan/publish");

        Assert.Contains("now Fit new locks", page.Text, StringComparison.Ordinal);
        Assert.Contains("now Housing; Friends of the park", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[housing]", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparing_shows_each_word_that_changed()
    {
        await _service.Given(APlan.Of(APlan.Action()));
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit better locks", State = ActionState.Done }));

        var page = await Open("/plan/compare/1/2");
        Assert.Equal(["new", "Under way"], page.Document.QuerySelectorAll("del").Select(one => one.TextContent.Trim()));
        Assert.Equal(["better", "Done"], page.Document.QuerySelectorAll("ins").Select(one => one.TextContent.Trim()));
    }

    [Fact]
    public async Task Comparing_shows_words_and_not_the_signs_of_Markdown()
    {
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit **new** locks, see [the list](https://council.example/a)" }) with { Introduction = "Our plan" });
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit **strong** locks, see [the list](https://council.example/b)" }) with { Introduction = "Our *plan*" });

        var page = await Open("/plan/compare/1/2");

        Assert.All((string[])["*", "[", "]("], sign => Assert.DoesNotContain(sign, page.Text, StringComparison.Ordinal));
        Assert.Equal(["strong", "example/b"], page.Document.QuerySelectorAll("ins").Select(one => one.TextContent.Trim()));
        Assert.Contains("The words stay.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concern_shows_what_people_can_do_about_it()
    {
        await _service.Given(APlan.Of(
            APlan.Action(),
            APlan.Action("beside") with { Kind = ActionKind.Ask, Text = "Shut the **door**", GoesWith = "locks", Leads = [], TargetDate = null },
            APlan.Action("alone") with { Kind = ActionKind.Ask, Text = "Look out for neighbours" }));

        var page = await Open("/plan/concerns/doors");

        Assert.Equal(["We are doing", "What you can do", "What came of it"], page.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(["Fit new locks"], page.Document.QuerySelectorAll(".hb-links a").Select(link => link.TextContent));
        Assert.Contains("Shut the door Look out for neighbours", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_words_in_every_field_are_only_words()
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        await _service.Given(new ActionPlan
        {
            Title = hostile,
            Introduction = hostile,
            Glossary = [new(hostile, hostile)],
            Concerns = [APlan.Concern(APlan.Action() with { Text = hostile, Leads = [new() { Name = hostile, Contact = hostile }], NoDate = new(hostile, APlan.Today), TargetDate = null, Updates = [APlan.Update(hostile) with { Title = hostile, By = hostile }] }) with { Asked = hostile, SaidAt = hostile, Themes = [hostile], Places = [hostile], Updates = [APlan.Update(hostile)] }],
        });

        foreach (var path in (string[])["/plan", "/plan/editions/1", "/plan/compare/0/1", "/plan/actions/locks", "/plan/concerns/doors", "/glossary", $"/plan?words={Uri.EscapeDataString(hostile)}"])
        {
            var page = await Open(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("img, script:not([src])"));
        }
    }

    private Task<Page> Open(string path) => _service.Visitor().Open(path);

    private async Task<Visitor> Coordinator() => await _service.SignedIn(await _service.Given(A.Member("coordinator")));

    private Task<int> Editions() => _service.With<HearbackDb, int>(db => db.Editions.CountAsync());

    private Task<ActionPlan> Plan() => _service.With<HearbackDb, ActionPlan>(async db => (await db.PlanDraft.AsNoTracking().SingleAsync()).Plan);
}
