using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hearback.Tests.Support;

/// <summary>A server of tiles on this machine, which notes what it is asked and answers as a test wishes.</summary>
internal sealed class TileServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private TileServer(WebApplication server) => _server = server;

    /// <summary>The least that begins as a PNG does.</summary>
    public static byte[] Picture { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    public string Template => $"{_server.Urls.First()}/ground/{{z}}/{{x}}/{{y}}.png";

    /// <summary>What was asked, with all headers.</summary>
    public List<(string Path, IReadOnlyDictionary<string, string> Headers)> Asked { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = Send(Picture, "image/png");

    public static Func<HttpContext, Task> Send(byte[] bytes, string type, int status = 200) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(bytes);
    };

    public static async Task<TileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var tiles = new TileServer(builder.Build());
        tiles._server.Run(http =>
        {
            lock (tiles.Asked) { tiles.Asked.Add((http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()))); }

            return tiles.Answer(http);
        });
        await tiles._server.StartAsync();
        return tiles;
    }

    public Task StopAsync() => _server.StopAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
