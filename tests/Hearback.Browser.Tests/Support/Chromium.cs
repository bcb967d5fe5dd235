using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Hearback.Browser.Tests.Support;

/// <summary>One headless Chromium and one service for all journeys; each visitor has a profile of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HEARBACK_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            // The last seven: it finds nobody else, and asks nobody for anything of its own accord. As root it runs only without its sandbox.
            Args =
            [
                .. Environment.UserName is "root" ? ["--no-sandbox"] : Array.Empty<string>(), "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            ],
        });
    }

    /// <summary>Somebody at a browser of their own, at the service unless another is named.</summary>
    public async Task<BrowserVisitor> Visitor(int width = 1280, bool script = true, RunningService? at = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = (at ?? Service).Address.ToString(),
            ViewportSize = new() { Width = width, Height = width < 700 ? 640 : 900 },
            JavaScriptEnabled = script,
            Locale = "en-GB",
        });
        return await BrowserVisitor.OfAsync(context, script);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) { await _browser.DisposeAsync(); }

        _playwright?.Dispose();
        if (Service is not null) { await Service.DisposeAsync(); }
    }
}
