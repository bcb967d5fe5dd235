using System.Net;
using Hearback.Tests.Support;

namespace Hearback.Tests.Safety;

/// <summary>Friction is for the visitor and not for the proxy, and nobody chooses an address of their own.</summary>
public sealed class ProxyTests
{
    private const string Proxy = "10.0.0.5";
    private const int Free = 2;

    [Fact]
    public async Task Behind_a_known_proxy_each_visitor_has_an_address_of_their_own()
    {
        await using var service = await Service.StartAsync(settings: [("Proxy:Addresses", $"127.0.0.1; {Proxy}"), ("Safety:FreeReportsOfOneAddress", $"{Free}")]);

        for (var i = 0; i < 2 * Free; i++) { Assert.True(await IsServedAtOnce(service, Proxy, $"198.51.100.{i}")); }
    }

    [Fact]
    public async Task What_somebody_else_says_of_an_address_is_not_believed()
    {
        await using var service = await Service.StartAsync(settings: [("Proxy:Addresses", Proxy), ("Safety:FreeReportsOfOneAddress", $"{Free}")]);
        for (var i = 0; i < Free; i++) { Assert.True(await IsServedAtOnce(service, "192.0.2.9", $"198.51.100.{i}")); }

        Assert.False(await IsServedAtOnce(service, "192.0.2.9", "198.51.100.77"));
    }

    [Fact]
    public async Task Without_a_known_proxy_nobody_is_believed()
    {
        await using var service = await Service.StartAsync(settings: ("Safety:FreeReportsOfOneAddress", $"{Free}"));
        for (var i = 0; i < Free; i++) { Assert.True(await IsServedAtOnce(service, Proxy, $"198.51.100.{i}")); }

        Assert.False(await IsServedAtOnce(service, Proxy, "198.51.100.77"));
    }

    /// <summary>Whether a report that comes through there is taken without a wait. No time passes here but when we let it.</summary>
    private static async Task<bool> IsServedAtOnce(Service service, string from, string forwarded)
    {
        using var visitor = service.Visitor(from);
        visitor.Says("X-Forwarded-For", forwarded);
        await service.HoldDraft(visitor, A.Answers());
        var sending = visitor.Press(await visitor.Open("/report/check"), "Send my report");
        await Task.WhenAny(sending, Task.Delay(3000, TestContext.Current.CancellationToken));
        var atOnce = sending.IsCompleted;
        Assert.Equal(HttpStatusCode.OK, (await service.WhileTimePasses(sending)).Status);
        return atOnce;
    }
}
