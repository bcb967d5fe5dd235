using System.Globalization;
using System.Net;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Web.Safety;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Maps;

/// <summary>
/// Pictures of the ground from the configured server, fetched by us and kept in the data folder. The server learns of no visitor: it sees
/// our address and the number of a tile, no cookie and nothing of what a browser said. What it answers is a picture of the right kind and size, or nothing.
/// </summary>
internal sealed partial class Tiles(IOptions<MapOptions> options, IOptions<DataOptions> data, Friction friction, TimeProvider time, ILogger<Tiles> logger) : IDisposable
{
    /// <summary>Where a browser asks us for them.</summary>
    public const string Template = "/tiles/{z}/{x}/{y}.png";

    public const int Largest = 512 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly HttpClient _server = new(new SocketsHttpHandler
    {
        // It may not lead us to another host, and hears of no earlier answer.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        MaxConnectionsPerServer = 4,
        ActivityHeadersPropagator = null,
    })
    { Timeout = Patience, MaxResponseContentBufferSize = Largest };

    private readonly SemaphoreSlim _sweeping = new(1);
    private long _since;

    private string Folder => Path.Combine(data.Value.Folder, "tiles");

    private long Most => options.Value.TileMegabytes * 1024L * 1024;

    public void Dispose()
    {
        _server.Dispose();
        _sweeping.Dispose();
    }

    /// <summary>The picture, or null when the server has none that we pass on, or cannot be reached.</summary>
    public async Task<byte[]?> PictureAsync(Tile tile, CancellationToken stop)
    {
        var file = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{tile.Zoom}-{tile.X}-{tile.Y}.png"));
        if (File.Exists(file)) { return await File.ReadAllBytesAsync(file, stop); }

        if (!friction.TryPass("tiles", options.Value.TilesAMinute, TimeSpan.FromMinutes(1)) || await FetchAsync(tile, stop) is not { } picture) { return null; }

        await KeepAsync(file, picture);
        return picture;
    }

    private async Task<byte[]?> FetchAsync(Tile tile, CancellationToken stop)
    {
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, options.Value.AddressOf(tile));
            question.Headers.UserAgent.ParseAdd("Hearback");
            using var answer = await _server.SendAsync(question, stop);
            if (answer.StatusCode is not HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType is not "image/png")
            {
                Log.Refused(logger, (int)answer.StatusCode);
                return null;
            }

            var picture = await answer.Content.ReadAsByteArrayAsync(stop);
            return picture.AsSpan().StartsWith(Png) ? picture : null;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // Without the picture the map is still drawn of the pack's own lines.
            Log.NotFetched(logger, fault.GetType().Name);
            return null;
        }
    }

    private async Task KeepAsync(string file, byte[] picture)
    {
        System.IO.Directory.CreateDirectory(Folder);
        var written = $"{file}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(written, picture);
        // The day is enough to sweep by. A minute would tell when somebody looked at that place.
        File.SetLastWriteTimeUtc(written, time.Today.LondonMidnight.UtcDateTime);
        File.Move(written, file, overwrite: true);
        // Looked through only after a tenth of the room was filled anew.
        if (Interlocked.Add(ref _since, picture.Length) < Most / 10 || !await _sweeping.WaitAsync(0)) { return; }

        try
        {
            Interlocked.Exchange(ref _since, 0);
            Sweep();
        }
        finally
        {
            _sweeping.Release();
        }
    }

    /// <summary>Takes the oldest away until nine tenths of the room are used: the next tenth then still fits.</summary>
    private void Sweep()
    {
        var files = new DirectoryInfo(Folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        long kept = 0;
        foreach (var file in files)
        {
            kept += file.Length;
            if (kept > Most * 9 / 10) { file.Delete(); }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "The server of tiles answered {Status}, or something that is no picture")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(1302, LogLevel.Warning, "The server of tiles could not be used: {Fault}")]
        public static partial void NotFetched(ILogger logger, string fault);
    }
}
