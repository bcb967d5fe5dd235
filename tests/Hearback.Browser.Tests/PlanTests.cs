using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests;

/// <summary>The live plan in a real browser: a neighbour reads it, a coordinator changes it, and the neighbour reads the change.</summary>
public sealed class PlanTests(Chromium chromium, DemoService demo) : IClassFixture<DemoService>
{
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Each_page_of_the_plan_can_be_used_by_everybody(int width)
    {
        await using var neighbour = await chromium.Visitor(width, at: demo.Service);
        foreach (var path in (string[])["/plan", "/plan/editions", "/plan/compare/1/2", "/plan/actions/patrols", "/plan/follow", "/plan/follow/asked", "/plan/stop/x", "/plan/ideas", "/plan/on", "/glossary"])
        {
            await neighbour.Open(path);
            await neighbour.ShouldBeUsable();
        }

        Assert.Equal([demo.Service.Address.Authority], neighbour.HostsAsked);
        Assert.Empty(neighbour.Complaints);
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(320, true)]
    public async Task What_a_coordinator_publishes_the_neighbour_reads(int width, bool script)
    {
        var news = $"A third box is being tried at {width} doors.";
        await using var coordinator = await chromium.Visitor(width, script, demo.Service);
        await coordinator.Open("/staff/sign-in");
        await PressAsync(coordinator, "Sign in as Priya Example");
        foreach (var path in (string[])["/staff/plan", "/staff/plan/concerns/safety", "/staff/plan/actions/drop-keys", "/staff/plan/actions/drop-keys/date", "/staff/plan/round", "/staff/plan/import", "/staff/plan/several", "/staff/plan/several?Change=State&Ids=drop-keys", "/staff/plan/words", "/staff/plan/ideas", "/staff/plan/actions/drop-keys/update"])
        {
            await coordinator.Open(path);
            await UsableAsync(coordinator, script);
        }

        await coordinator.Page.GetByLabel("What came of it").FillAsync(news);
        await PressAsync(coordinator, "Preview");
        await UsableAsync(coordinator, script);
        await PressAsync(coordinator, "Save in the draft");
        await coordinator.Open("/staff/plan/publish");
        await UsableAsync(coordinator, script);
        await Assertions.Expect(coordinator.Page.GetByText(news).First).ToBeVisibleAsync();
        await PressAsync(coordinator, "Publish now");
        Assert.EndsWith("/plan/editions", coordinator.Page.Url, StringComparison.Ordinal);

        await using var neighbour = await chromium.Visitor(width, script, demo.Service);
        await neighbour.Open("/plan?words=box");
        await Assertions.Expect(neighbour.Page.GetByText(news).First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(320, true)]
    public async Task An_idea_is_told_replied_to_and_the_reply_is_read(int width, bool script)
    {
        await using var neighbour = await chromium.Visitor(width, script, demo.Service);
        await neighbour.Open("/plan");
        await neighbour.Page.GetByRole(AriaRole.Link, new() { Name = "tell us an idea" }).ClickAsync();
        await neighbour.Page.GetByLabel("Your idea", new() { Exact = true }).FillAsync($"Plant hedges on both sides, {width} of them.");
        await PressAsync(neighbour, "Send your idea");
        await UsableAsync(neighbour, script);
        var (reference, code) = (await neighbour.Page.Locator("#reference").InnerTextAsync(), await neighbour.Page.Locator("#code").InnerTextAsync());

        await using var coordinator = await chromium.Visitor(width, script, demo.Service);
        await coordinator.Open("/staff/sign-in");
        await PressAsync(coordinator, "Sign in as Priya Example");
        await coordinator.Open("/staff/plan/ideas");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = reference }).ClickAsync();
        await PressAsync(coordinator, "Read the idea");
        await UsableAsync(coordinator, script);
        await coordinator.Page.GetByLabel("We look into it").CheckAsync();
        await coordinator.Page.GetByLabel("Your reply").FillAsync("We walk there with you on Monday.");
        await PressAsync(coordinator, "Preview");
        await UsableAsync(coordinator, script);
        await PressAsync(coordinator, "Send the reply");

        await PressAsync(neighbour, "Check for a reply");
        await neighbour.Page.GetByLabel("Reference").FillAsync(reference);
        await neighbour.Page.GetByLabel("Access code").FillAsync(code);
        await PressAsync(neighbour, "Open my report");
        await UsableAsync(neighbour, script);
        await Assertions.Expect(neighbour.Page.GetByText("We walk there with you on Monday.")).ToBeVisibleAsync();
    }

    // axe is a script itself.
    private static Task UsableAsync(BrowserVisitor visitor, bool script) => script ? visitor.ShouldBeUsable() : Task.CompletedTask;

    private static Task PressAsync(BrowserVisitor visitor, string button) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
}
