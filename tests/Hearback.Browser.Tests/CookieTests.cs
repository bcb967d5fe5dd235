using System.Net;
using System.Net.Sockets;
using Hearback.Browser.Tests.Support;

namespace Hearback.Browser.Tests;

public sealed class CookieTests(Chromium chromium)
{
    [Fact]
    public async Task The_browser_keeps_our_cookies_on_a_machine_of_ones_own_without_TLS()
    {
        using var listener = new HttpListener();
        var address = $"http://localhost:{FreePort()}/";
        listener.Prefixes.Add(address);
        listener.Start();
        var brought = ServeTwiceAsync(listener);
        await using var visitor = await chromium.Visitor();

        await visitor.Page.GotoAsync(address);
        await visitor.Page.GotoAsync(address + "again");

        Assert.Equal("__Host-report=secret", await brought);
    }

    /// <summary>Sets a cookie as the journey sets its own, and says what came back at the second page.</summary>
    private static async Task<string?> ServeTwiceAsync(HttpListener listener)
    {
        while (true)
        {
            var visit = await listener.GetContextAsync();
            visit.Response.Headers.Add("Set-Cookie", "__Host-report=secret; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=7200");
            visit.Response.ContentType = "text/html";
            visit.Response.Close("<!doctype html><title>A page</title>"u8.ToArray(), willBlock: false);
            if (visit.Request.Url!.AbsolutePath == "/again") { return visit.Request.Headers["Cookie"]; }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
