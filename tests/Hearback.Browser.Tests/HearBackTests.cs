using System.Text.RegularExpressions;
using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;
using MimeKit;

namespace Hearback.Browser.Tests;

/// <summary>The main job, end to end, in a real browser: a resident reports, an officer answers, and the resident hears back.</summary>
public sealed partial class HearBackTests(Chromium chromium, DemoService demo) : IClassFixture<DemoService>
{
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Told = "The gate to the bins does not shut and strangers walk in at night.";
    private const string Reply = "The gate will be mended on Tuesday. The patrol looks in every night until then.";
    private const string Answer = "Thank you. It is the gate on the left.";

    [Theory]
    [InlineData("Anonymous", 320, true)]
    [InlineData("Anonymous", 320, false)]
    [InlineData("Confidential", 1280, true)]
    [InlineData("Named", 1280, true)]
    public async Task A_resident_reports_an_officer_answers_and_the_resident_hears_back(string level, int width, bool script)
    {
        await using var resident = await chromium.Visitor(width, script, demo.Service);
        await using var officer = await chromium.Visitor(width is 320 ? 1280 : 320, script, demo.Service);

        var (reference, code) = await ReportAsync(resident, level);
        await SignInAsync(officer);
        await AnswerAsync(officer, reference);

        await ReturnAsync(resident, level, reference, code);
        await Assertions.Expect(resident.Page.GetByText(Reply)).ToBeVisibleAsync();
        await UsableAsync(resident);
        await resident.Page.GetByLabel("Write back").FillAsync(Answer);
        await PressAsync(resident, "Send");
        await Assertions.Expect(resident.Page.GetByText(Answer)).ToBeVisibleAsync();

        await CloseAsync(officer, reference);
        await resident.Page.ReloadAsync();
        await UsableAsync(resident);
        await ChooseAsync(resident, "No, it is still happening");
        await PressAsync(resident, "Send my answer");
        await Assertions.Expect(resident.Page.GetByText("Next update by")).ToBeVisibleAsync();
        await UsableAsync(resident);

        await officer.Open($"/staff/reports/{reference}");
        await Assertions.Expect(officer.Page.Locator(".hb-title .hb-status")).ToHaveTextAsync("Being worked on");
        Assert.Equal([demo.Service.Address.Authority], resident.HostsAsked);
        Assert.DoesNotContain(resident.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Pressing_shift_three_times_leaves_at_once_and_the_answers_are_gone()
    {
        await using var resident = await chromium.Visitor(320, at: demo.Service);
        await resident.Open("/report/what");
        await ChooseAsync(resident, "Something else");
        await PressAsync(resident, "Continue");

        // The browser of the tests finds no other machine, so it is enough that it set out.
        await resident.Page.RunAndWaitForRequestAsync(async () =>
        {
            for (var press = 0; press < 3; press++) { await resident.Page.Keyboard.PressAsync("Shift"); }
        }, "https://www.bbc.co.uk/**");

        Assert.DoesNotContain(await resident.Cookies(), cookie => cookie.Name is "__Host-report");
        // In another tab, for the first is still on its way.
        var tab = await resident.Page.Context.NewPageAsync();
        await tab.GotoAsync("/report/where");
        Assert.EndsWith("/report/what", tab.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Whoever_finds_a_child_asleep_outside_reads_what_to_do_first_and_can_still_tell_us_with_the_keyboard_alone(int width)
    {
        await using var resident = await chromium.Visitor(width, at: demo.Service);
        await resident.Open("/report/what");
        await resident.Page.GetByLabel("Say it in your own words").FocusAsync();
        await resident.Page.Keyboard.TypeAsync("kid sleeping in the bin store");
        await resident.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/what#found");
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Someone is sleeping outside and needs help", Exact = true }).FocusAsync();
        await resident.Page.Keyboard.PressAsync("Space");
        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).FocusAsync();
        await resident.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/more/sleeper-age");
        await UsableAsync(resident);
        await resident.Page.GetByRole(AriaRole.Radio, new() { Name = "Under 18" }).FocusAsync();
        await resident.Page.Keyboard.PressAsync("Space");
        await resident.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(resident.Page.GetByRole(AriaRole.Link, new() { Name = "999" })).ToBeVisibleAsync();
        await UsableAsync(resident);

        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Still tell us" }).FocusAsync();
        await resident.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/more/sleeper-hurt");
        await UsableAsync(resident);
    }

    [Fact]
    public async Task A_whole_report_can_be_made_with_the_keyboard_alone()
    {
        await using var resident = await chromium.Visitor(at: demo.Service);
        await resident.Open("/report");
        await resident.Page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).FocusAsync();
        await resident.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/what");

        await resident.Page.GetByRole(AriaRole.Radio).First.FocusAsync();
        await resident.Page.Keyboard.PressAsync("Space");
        await resident.Page.Keyboard.PressAsync("Tab");
        await resident.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(resident.Page).ToHaveURLAsync(demo.Service.Address + "report/where");
    }

    private static async Task<(string Reference, string? Code)> ReportAsync(BrowserVisitor resident, string level)
    {
        var page = resident.Page;
        await resident.Open("/report");
        await UsableAsync(resident);
        await PressAsync(resident, "Start now");
        await UsableAsync(resident);
        await PressAsync(resident, "Continue");
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await UsableAsync(resident);
        await page.GetByLabel("Say it in your own words").FillAsync("The gate does not shut");
        await PressAsync(resident, "Find");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "You may mean" }).GetByRole(AriaRole.Radio).First).Not.ToBeCheckedAsync();
        await UsableAsync(resident);
        await ChooseAsync(resident, "Something else");
        await PressAsync(resident, "Continue");
        await page.GetByLabel("Where did it happen?").FillAsync("nw1 1nx");
        await PressAsync(resident, "Find");
        await UsableAsync(resident);
        await ChooseAsync(resident, "Mayford Estate");
        await PressAsync(resident, "Continue");
        await UsableAsync(resident);
        await ChooseAsync(resident, "It keeps happening");
        await page.GetByLabel("How often, and at what times?").FillAsync("Most nights");
        await PressAsync(resident, "Continue");
        await UsableAsync(resident);
        await Assertions.Expect(page.GetByLabel("What happened?")).ToHaveValueAsync("The gate does not shut");
        await page.GetByLabel("What happened?").FillAsync(Told);
        await PressAsync(resident, "Add pictures");
        await UsableAsync(resident);
        await page.GetByLabel("Add pictures").SetInputFilesAsync(new FilePayload { Name = "door.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Picture) });
        await PressAsync(resident, "Add");
        await Assertions.Expect(page.GetByAltText("Picture 1, as it will be sent")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await UsableAsync(resident);
        await PressAsync(resident, "Continue");
        await UsableAsync(resident);
        await ChooseAsync(resident, "It bothers me, but it does not change my day");
        await ChooseAsync(resident, "It is not about me: it affects everyone there");
        await ChooseAsync(resident, "No");
        await PressAsync(resident, "Continue");
        await UsableAsync(resident);
        await PressAsync(resident, "Continue");
        await UsableAsync(resident);
        await ChooseAsync(resident, level);
        await PressAsync(resident, "Continue");
        if (level is not "Anonymous")
        {
            await UsableAsync(resident);
            await page.GetByLabel("Your name").FillAsync("Robin Example");
            await page.GetByLabel("Email address").FillAsync(AddressOf(level));
            await PressAsync(resident, "Continue");
        }

        await UsableAsync(resident);
        await PressAsync(resident, "Send my report");
        await UsableAsync(resident);
        var reference = await page.Locator("#reference").InnerTextAsync();
        if (level is not "Anonymous")
        {
            await PressAsync(resident, "Finish");
            return (reference, null);
        }

        var code = await page.Locator("#code").InnerTextAsync();
        await page.GetByLabel("Have you kept it?").FillAsync(code.Trim()[^4..].ToLowerInvariant());
        await PressAsync(resident, "I have my code");
        await UsableAsync(resident);
        return (reference, code);
    }

    private static async Task SignInAsync(BrowserVisitor officer)
    {
        await officer.Open("/staff/sign-in");
        await UsableAsync(officer);
        await PressAsync(officer, "Sign in as Priya Example");
    }

    private static async Task AnswerAsync(BrowserVisitor officer, string reference)
    {
        await officer.Open("/staff/reports");
        await UsableAsync(officer);
        await officer.Open($"/staff/reports/{reference}");
        await Assertions.Expect(officer.Page.GetByText(Told)).Not.ToBeVisibleAsync();
        await UsableAsync(officer);
        await PressAsync(officer, "Open");
        await Assertions.Expect(officer.Page.GetByText(Told)).ToBeVisibleAsync();
        await UsableAsync(officer);
        await officer.Page.GetByLabel("Your words").FillAsync(Reply);
        await PressAsync(officer, "Preview");
        await Assertions.Expect(officer.Page.Locator("#preview")).ToContainTextAsync(Reply);
        await UsableAsync(officer);
        await PressAsync(officer, "Send to the reporter");
    }

    private static async Task CloseAsync(BrowserVisitor officer, string reference)
    {
        await officer.Open($"/staff/reports/{reference}/close");
        await UsableAsync(officer);
        await officer.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await officer.Page.GetByLabel("Your words to the reporter").FillAsync("The gate is mended, so I am closing your report.");
        await PressAsync(officer, "Preview");
        await UsableAsync(officer);
        await PressAsync(officer, "Send to the reporter");
    }

    /// <summary>Comes back with the code, or else by the link in the newest letter.</summary>
    private async Task ReturnAsync(BrowserVisitor resident, string level, string reference, string? code)
    {
        if (code is not null)
        {
            await resident.Open("/track");
            await UsableAsync(resident);
            await resident.Page.GetByLabel("Reference").FillAsync(reference.ToLowerInvariant());
            await resident.Page.GetByLabel("Access code").FillAsync(code.ToLowerInvariant());
        }
        else
        {
            await resident.Open(await LinkAsync(level));
            await UsableAsync(resident);
        }

        await PressAsync(resident, "Open my report");
    }

    private async Task<string> LinkAsync(string level)
    {
        var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60);
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var letters = demo.Service.Letters.Select(file => MimeMessage.Load(file)).Where(letter => letter.To.ToString().Contains(AddressOf(level), StringComparison.Ordinal));
            var links = letters.Select(letter => Link().Match(letter.TextBody ?? "")).Where(found => found.Success).Select(found => found.Value).ToList();
            if (links is [.., var link]) { return link; }

            await Task.Delay(200);
        }

        throw new InvalidOperationException("No letter with a link came.");
    }

    // Without script axe cannot run in the page; the same pages are judged with script.
    private static Task UsableAsync(BrowserVisitor visitor) => visitor.HasScript ? visitor.ShouldBeUsable() : Task.CompletedTask;

    private static Task ChooseAsync(BrowserVisitor visitor, string choice) =>
        visitor.Page.GetByRole(AriaRole.Radio, new() { Name = choice, Exact = true }).CheckAsync();

    private static async Task PressAsync(BrowserVisitor visitor, string button)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();
    }

    private static string AddressOf(string level) => $"robin.{level.ToLowerInvariant()}@resident.example";

    [GeneratedRegex("http://localhost:[0-9]+/track/link/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}

/// <summary>The service with made-up members, of whom one signs in with one press.</summary>
public sealed class DemoService : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync(demo: true);

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
