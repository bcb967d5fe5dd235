using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests;

/// <summary>A spot is picked on the map, by hand or by keyboard, and the page does without the map as well.</summary>
public sealed class MapTests(Chromium chromium, DemoService demo) : IClassFixture<DemoService>
{
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_pin_is_set_and_moved_with_the_keyboard_alone_and_says_what_is_near(int width)
    {
        await using var resident = await AtTheMapAsync(width);
        var (page, status) = (resident.Page, resident.Page.Locator("#pin-place"));
        await page.Locator("#pin-map").FocusAsync();

        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(status).ToContainTextAsync("The pin is ");
        var (east, north) = await SpotAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        var (newEast, newNorth) = await SpotAsync(page);
        Assert.InRange(newEast - east, 9, 12);
        Assert.InRange(newNorth - north, 49, 52);
        await resident.ShouldBeUsable();

        await page.GetByRole(AriaRole.Button, new() { Name = "Use this spot" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(demo.Service.Address + "report/when");
        Assert.Equal([demo.Service.Address.Authority], resident.HostsAsked);
        Assert.Empty(resident.Complaints);

        await resident.Open("/report/where/map");
        await Assertions.Expect(page.Locator("#Easting")).ToHaveValueAsync($"{newEast}");
        await Assertions.Expect(page.Locator(".hb-needle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_press_on_the_map_puts_the_pin_there()
    {
        await using var resident = await AtTheMapAsync(1280);

        await resident.Page.Locator("#pin-map").ClickAsync(new() { Position = new() { X = 300, Y = 200 } });

        await Assertions.Expect(resident.Page.Locator("#pin-place")).ToContainTextAsync("The pin is ");
        Assert.InRange((await SpotAsync(resident.Page)).East, 528_000, 531_500);
    }

    [Fact]
    public async Task The_browser_is_asked_where_it_is_only_when_the_button_is_pressed()
    {
        await using var resident = await AtTheMapAsync(320);
        await resident.Page.Context.SetGeolocationAsync(new() { Longitude = -0.131f, Latitude = 51.531f });
        await resident.Page.Context.GrantPermissionsAsync(["geolocation"]);
        Assert.Equal("", await resident.Page.Locator("#Easting").InputValueAsync());

        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Show where I am" }).ClickAsync();

        await Assertions.Expect(resident.Page.Locator("#pin-place")).ToHaveTextAsync("The pin is near Chalton Street, in the ward St Pancras and Somers Town.");
        Assert.Equal((529740, 182999), await SpotAsync(resident.Page));
        await resident.Page.Context.SetGeolocationAsync(new() { Longitude = -0.1f, Latitude = 52.5f });
        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Show where I am" }).ClickAsync();
        await Assertions.Expect(resident.Page.Locator("#pin-place")).ToHaveTextAsync("You are outside the map. Move the pin, or type the place.");
    }

    [Fact]
    public async Task Whoever_does_not_let_the_browser_tell_is_told_how_to_go_on()
    {
        await using var resident = await AtTheMapAsync(320);

        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Show where I am" }).ClickAsync();

        await Assertions.Expect(resident.Page.Locator("#pin-place")).ToHaveTextAsync("Your phone or computer did not say where you are. Move the pin, or type the place.");
    }

    [Fact]
    public async Task Without_script_there_is_no_map_and_the_same_list()
    {
        await using var resident = await chromium.Visitor(320, script: false, at: demo.Service);
        await BeginAsync(resident);
        await Assertions.Expect(resident.Page.GetByText("Show on a map")).ToBeHiddenAsync();
        await resident.Open("/report/where/map");

        await Assertions.Expect(resident.Page.Locator("#pin-map")).ToBeHiddenAsync();
        await resident.Page.GetByLabel("Where did it happen?").FillAsync("Mayford Estate");
        await PressAsync(resident, "Find");
        await PressAsync(resident, "Continue");
        Assert.EndsWith("/report/when", resident.Page.Url, StringComparison.Ordinal);
    }

    private async Task<BrowserVisitor> AtTheMapAsync(int width)
    {
        var resident = await chromium.Visitor(width, at: demo.Service);
        await BeginAsync(resident);
        await resident.Page.GetByRole(AriaRole.Link, new() { Name = "Show on a map" }).ClickAsync();
        await Assertions.Expect(resident.Page.Locator("#pin-map .hb-named").First).ToBeAttachedAsync();
        return resident;
    }

    private static async Task BeginAsync(BrowserVisitor resident)
    {
        await resident.Open("/report");
        await PressAsync(resident, "Start now");
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Something else", Exact = true }).CheckAsync();
        await PressAsync(resident, "Continue");
    }

    private static async Task PressAsync(BrowserVisitor visitor, string button)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();
    }

    private static async Task<(int East, int North)> SpotAsync(IPage page)
    {
        var (east, north) = (await page.Locator("#Easting").InputValueAsync(), await page.Locator("#Northing").InputValueAsync());
        return (int.Parse(east, System.Globalization.CultureInfo.InvariantCulture), int.Parse(north, System.Globalization.CultureInfo.InvariantCulture));
    }
}
