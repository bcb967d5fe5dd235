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
        foreach (var path in (string[])["/plan", "/plan/editions", "/plan/compare/1/2", "/plan/actions/patrols", "/glossary"])
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
        foreach (var path in (string[])["/staff/plan", "/staff/plan/concerns/safety", "/staff/plan/actions/drop-keys", "/staff/plan/actions/drop-keys/date", "/staff/plan/round", "/staff/plan/import", "/staff/plan/actions/drop-keys/update"])
        {
            await coordinator.Open(path);
            await UsableAsync(coordinator, script);
        }

        await coordinator.Page.GetByLabel("What came of it").FillAsync(news);
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

    // axe is a script itself.
    private static Task UsableAsync(BrowserVisitor visitor, bool script) => script ? visitor.ShouldBeUsable() : Task.CompletedTask;

    private static Task PressAsync(BrowserVisitor visitor, string button) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
}
