using System.Net;
using Hearback.Tests.Support;
using Hearback.Web.Maps;
using Microsoft.Extensions.Configuration;

namespace Hearback.Tests.Places;

/// <summary>Pictures of the ground come through our own address, and the server that makes them is told nothing and trusted with nothing.</summary>
public sealed class TileTests : IAsyncLifetime
{
    // Somers Town at zoom 16.
    private const string Here = "/tiles/16/32744/21787.png";
    private TileServer _server = null!;
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TileServer.StartAsync();
        _service = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing_at_the_address()
    {
        await using var plain = await Service.StartAsync();

        Assert.Equal("Page not found", (await plain.Visitor().Open(Here)).Heading);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task A_picture_is_fetched_once_and_the_server_learns_nothing_of_the_visitor()
    {
        var visitor = _service.Visitor("203.0.113.77");
        visitor.Hold("__Host-marker", "zanzibar");
        visitor.Says("User-Agent", "zanzibar");
        visitor.Says("Referer", "https://localhost/zanzibar");
        visitor.Says("X-Forwarded-For", "203.0.113.77");

        Assert.Equal(TileServer.Picture, await Bytes(await visitor.Open(Here)));
        Assert.Equal(TileServer.Picture, await Bytes(await visitor.Open(Here + "?zanzibar")));

        var (path, headers) = Assert.Single(_server.Asked);
        Assert.Equal("/ground/16/32744/21787.png", path);
        Assert.Equal(["Host", "User-Agent"], headers.Keys.Order());
        Assert.Equal("Hearback", headers["User-Agent"]);
    }

    [Fact]
    public async Task A_browser_may_keep_a_picture_for_a_day_and_takes_it_for_nothing_else()
    {
        var page = await _service.Visitor().Open(Here);

        Assert.Equal("image/png", page.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromDays(1), page.Response.Headers.CacheControl?.MaxAge);
        Assert.Equal("nosniff", Assert.Single(page.Response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/tiles/16/0/0.png")] // in the Arctic
    [InlineData("/tiles/16/32744/99999999.png")]
    [InlineData("/tiles/16/-1/21787.png")]
    [InlineData("/tiles/25/32744/21787.png")]
    [InlineData("/tiles/0/0/0.png")]
    [InlineData("/tiles/x/y/z.png")]
    [InlineData("/tiles/16/32744/..%2F..%2Fsecret.png")]
    [InlineData("/tiles/16/32744/21787.png%2F..png")]
    public async Task Only_what_a_map_of_the_area_shows_is_asked_for(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(path)).Status);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task A_server_that_leads_to_another_host_is_not_followed()
    {
        await using var other = await TileServer.StartAsync();
        _server.Answer = http =>
        {
            http.Response.Redirect(other.Template.Replace("{z}/{x}/{y}", "1/1/1", StringComparison.Ordinal));
            return Task.CompletedTask;
        };

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(Here)).Status);
        Assert.Empty(other.Asked);
    }

    public static TheoryData<string, int, int, bool> Hostile => new()
    {
        { "text/html", 200, 12, true },
        { "image/svg+xml", 200, 12, true },
        { "image/png", 500, 12, true },
        { "image/png", 200, 12, false },
        { "image/png", 200, Tiles.Largest + 1, true },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_picture_or_far_too_large_is_neither_passed_on_nor_kept(string type, int status, int length, bool beginsRight)
    {
        var bytes = new byte[length];
        if (beginsRight) { TileServer.Picture.CopyTo(bytes, 0); }

        _server.Answer = TileServer.Send(bytes, type, status);

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(Here)).Status);
        Assert.False(System.IO.Directory.Exists(Path.Combine(_service.Folder, "tiles")));
        _server.Answer = TileServer.Send(TileServer.Picture, "image/png");
        Assert.Equal(HttpStatusCode.OK, (await _service.Visitor().Open(Here)).Status);
    }

    [Fact]
    public async Task While_the_server_is_down_the_map_does_without()
    {
        await _server.StopAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(Here)).Status);
        Assert.Contains("The server of tiles could not be used", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_are_fetched_in_a_minute_than_the_settings_say()
    {
        await using var slow = await StartAsync(("Places:TilesAMinute", "2"));
        var visitor = slow.Visitor();

        foreach (var y in Enumerable.Range(21787, 4)) { await visitor.Open($"/tiles/16/32744/{y}.png"); }

        Assert.Equal(2, _server.Asked.Count);
    }

    [Fact]
    public async Task What_is_kept_stays_within_the_room_that_the_settings_give()
    {
        await using var small = await StartAsync(("Places:TileMegabytes", "1"));
        _server.Answer = TileServer.Send([.. TileServer.Picture, .. new byte[300_000]], "image/png");
        var visitor = small.Visitor();

        foreach (var y in Enumerable.Range(21784, 8)) { Assert.Equal(HttpStatusCode.OK, (await visitor.Open($"/tiles/16/32744/{y}.png")).Status); }

        var kept = new DirectoryInfo(Path.Combine(small.Folder, "tiles")).GetFiles().Sum(file => file.Length);
        Assert.InRange(kept, 300_000, 1024 * 1024);
    }

    [Theory]
    [InlineData("ftp://tiles.example/{z}/{x}/{y}.png")]
    [InlineData("https://tiles.example/{z}/{x}.png")]
    [InlineData("https://{x}.example/{z}/{x}/{y}.png")]
    [InlineData("https://user:secret@tiles.example/{z}/{x}/{y}.png")]
    [InlineData("/{z}/{x}/{y}.png")]
    [InlineData("")]
    public async Task A_wrong_address_stops_the_start_and_says_which(string template)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(("Places:TileServer", template)));

        Assert.Contains("Places:TileServer must be a web address with {z}, {x} and {y} in it", fault.ToString(), StringComparison.Ordinal);
    }

    private Task<Service> StartAsync(params (string Name, string Value)[] settings) => Service.StartAsync(adjust: builder => builder.Configuration.AddInMemoryCollection(
        new Dictionary<string, string?> { ["Places:TileServer"] = _server.Template, ["Places:TileAttribution"] = "Made up for a test" }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).GroupBy(pair => pair.Key).Select(same => same.Last())));

    private static Task<byte[]> Bytes(Page page) => page.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
