using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests;

/// <summary>The front door in a real browser: who helps now, what is a service's task, the diary, the figures, and the pages that set it all up.</summary>
public sealed class FrontDoorTests(Chromium chromium, DemoService demo) : IClassFixture<DemoService>
{
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Each_page_of_the_front_door_can_be_used_by_everybody(int width)
    {
        await using var neighbour = await chromium.Visitor(width, at: demo.Service);
        foreach (var path in (string[])["/services", "/services/responsive-security-patrol", "/services/responsive-security-patrol/wrong", "/performance", "/report", "/accessibility", "/cookies"])
        {
            await neighbour.Open(path);
            await neighbour.ShouldBeUsable();
        }

        await neighbour.Open("/track");
        await neighbour.Page.GetByLabel("Reference").FillAsync("HB-DEM-001");
        await neighbour.Page.GetByLabel("Access code").FillAsync("DEM0 0001 2345 6789 ABCD EFGH");
        await PressAsync(neighbour, "Open my report");
        foreach (var path in (string[])["/track/report", "/track/diary", "/track/diary/add", "/track/pictures"])
        {
            await neighbour.Open(path);
            await neighbour.ShouldBeUsable();
        }

        Assert.Equal([demo.Service.Address.Authority], neighbour.HostsAsked);
        Assert.Empty(neighbour.Complaints);
    }

    [Theory]
    [InlineData(320, true)]
    [InlineData(1280, false)]
    public async Task What_is_a_services_task_goes_there_at_one_press(int width, bool script)
    {
        await using var resident = await chromium.Visitor(width, script, demo.Service);
        await resident.Open("/report/what");
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Needles or other things left after drug use", Exact = true }).CheckAsync();
        await PressAsync(resident, "Continue");
        await PressAsync(resident, "Continue");
        await resident.Page.Locator("#Typed").FillAsync("Mayford");
        await PressAsync(resident, "Find");
        await PressAsync(resident, "Continue");

        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/not-ours");
        await UsableAsync(resident);
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Send it to Clean Camden for me", Exact = true }).CheckAsync();
        await PressAsync(resident, "Continue");
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "It is happening now", Exact = true }).CheckAsync();
        await PressAsync(resident, "Continue");
        await resident.Page.Locator("#Story").FillAsync("Five needles by the bins on stair C.");
        await PressAsync(resident, "Continue");
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Anonymous", Exact = true }).CheckAsync();
        await PressAsync(resident, "Continue");

        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/hand-over");
        await Assertions.Expect(resident.Page.GetByText("Five needles by the bins on stair C.")).ToBeVisibleAsync();
        await UsableAsync(resident);
        await PressAsync(resident, "Send it to Clean Camden for me");
        await Assertions.Expect(resident.Page.GetByRole(AriaRole.Heading, new() { Name = "It goes to Clean Camden" })).ToBeVisibleAsync();
        await UsableAsync(resident);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Each_page_that_sets_it_up_can_be_used_by_everybody(int width)
    {
        await using var coordinator = await chromium.Visitor(width, at: demo.Service);
        await coordinator.Open("/staff/sign-in");
        await PressAsync(coordinator, "Sign in as Priya Example");
        foreach (var path in (string[])["/staff/setup", "/staff/setup/categories", "/staff/setup/category/noise", "/staff/setup/questions", "/staff/setup/question?category=noise", "/staff/setup/routing", "/staff/setup/rule/3", "/staff/setup/try", "/staff/setup/history", "/staff/services", "/staff/services/clean-camden/edit", "/staff/performance", "/staff/reports/handed-over", "/staff/reports/HB-DEM-001", "/staff/reports/HB-DEM-001/hand-over", "/staff/reports/HB-DEM-001/diary"])
        {
            await coordinator.Open(path);
            await coordinator.ShouldBeUsable();
        }

        Assert.Empty(coordinator.Complaints);
    }

    // Without script axe cannot run in the page; the same pages are judged with script.
    private static Task UsableAsync(BrowserVisitor visitor) => visitor.HasScript ? visitor.ShouldBeUsable() : Task.CompletedTask;

    private static async Task PressAsync(BrowserVisitor visitor, string button)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();
    }
}
