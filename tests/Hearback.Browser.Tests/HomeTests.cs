using Hearback.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests;

public sealed class HomeTests(Chromium chromium)
{
    [Theory]
    [InlineData("/", 320)]
    [InlineData("/", 1280)]
    [InlineData("/safety", 320)]
    [InlineData("/privacy", 1280)]
    [InlineData("/no-such-page", 320)]
    public async Task A_page_can_be_used_by_everybody_and_asks_nobody_else_for_anything(string path, int width)
    {
        await using var visitor = await chromium.Visitor(width);

        await visitor.Open(path);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await visitor.ShouldBeUsable();
        Assert.Equal([chromium.Service.Address.Authority], visitor.HostsAsked);
        Assert.DoesNotContain(visitor.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_around_leaves_no_cookie()
    {
        await using var visitor = await chromium.Visitor();
        await visitor.Open("/");

        Assert.Empty(await visitor.Cookies());
    }

    [Fact]
    public async Task The_first_view_weighs_at_most_100_kB_and_the_second_next_to_nothing()
    {
        Assert.SkipUnless(RunningService.IsPublished, "Only what ./test publishes is compressed");
        await using var visitor = await chromium.Visitor();
        var weights = new List<Task<RequestSizesResult>>();
        visitor.Page.RequestFinished += (_, request) => weights.Add(request.SizesAsync());

        await visitor.Open("/");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.InRange((await Task.WhenAll(weights)).Sum(size => size.ResponseBodySize + size.ResponseHeadersSize), 1, 100_000);
        weights.Clear();
        await visitor.Open("/safety");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.InRange((await Task.WhenAll(weights)).Sum(size => size.ResponseBodySize), 1, 20_000);
    }
}
