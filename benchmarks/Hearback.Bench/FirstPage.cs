using System.Net;

namespace Hearback.Bench;

/// <summary>The first page under load, how soon the service is ready, and what it weighs at rest.</summary>
internal static class FirstPage
{
    private const int Connections = 16;
    private const int Requests = 30_000;

    public static async Task<IEnumerable<Figure>> MeasureAsync(string program, string folder)
    {
        await Installed.MakeAsync(program, folder);
        // The second start is the usual one: the machine has read the program before.
        await using (await Served.StartAsync(program, ["serve", "--data", folder, "--urls", "{address}"])) { }

        await using var hearback = await Served.StartAsync(program, ["serve", "--data", folder, "--urls", "{address}"]);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var atFirst = hearback.ResidentMegabytes;
        // By then every job that looks by the minute has looked once, which makes it ready to be done again.
        await Task.Delay(TimeSpan.FromMinutes(2));
        var atRest = hearback.ResidentMegabytes;

        using var client = new HttpClient();
        await File.WriteAllBytesAsync(Path.Combine(folder, Yardstick.PageFile), await client.GetByteArrayAsync(hearback.Address));
        await using var bare = await Yardstick.StartAsync(folder);
        await GetAsync(hearback.Address, "/", Requests / 5);
        await GetAsync(bare.Address, "/page", Requests / 5);
        var (ours, theirs) = await Load.InTurnsAsync(3, _ => GetAsync(hearback.Address, "/", Requests), _ => GetAsync(bare.Address, "/page", Requests));
        var ratio = ours.PerSecond / theirs.PerSecond;
        var services = await ServicesAsync(hearback, folder);
        return
        [
            new("`GET /`, 16 connections", $"{Bench.Number(ours.PerSecond)} requests/s", $"{Bench.Number(theirs.PerSecond)} requests/s, bare Kestrel, the same bytes",
                $"at least 0.50 of it: {Bench.Number(ratio)}", ratio >= 0.5),
            services,
            new("ready after start", $"{Bench.Number(hearback.ReadyAfter.TotalSeconds)} s", $"{Bench.Number(bare.ReadyAfter.TotalSeconds)} s, bare Kestrel", "at most 2 s", hearback.ReadyAfter.TotalSeconds <= 2),
            new("resident five seconds after the first answer", $"{Bench.Number(atFirst)} MB", "", "at most 150 MB", atFirst <= 150),
            new("resident at rest, two minutes later", $"{Bench.Number(atRest)} MB", $"{Bench.Number(bare.ResidentMegabytes)} MB, bare Kestrel after its load", "at most 150 MB", atRest <= 150),
        ];
    }

    /// <summary>Who is open now is made anew each minute, and the load lasts longer than one.</summary>
    private static async Task<Figure> ServicesAsync(Served hearback, string folder)
    {
        using var client = new HttpClient();
        var page = await client.GetByteArrayAsync($"{hearback.Address}/services");
        await File.WriteAllBytesAsync(Path.Combine(folder, Yardstick.PageFile), page);
        await using var bare = await Yardstick.StartAsync(folder);
        await GetAsync(hearback.Address, "/services", Requests / 5);
        await GetAsync(bare.Address, "/page", Requests / 5);
        var (ours, theirs) = await Load.InTurnsAsync(3, _ => GetAsync(hearback.Address, "/services", Requests), _ => GetAsync(bare.Address, "/page", Requests));
        var ratio = ours.PerSecond / theirs.PerSecond;
        return new("`GET /services`, 16 connections", $"{Bench.Number(ours.PerSecond)} requests/s of {Bench.Number(page.Length / 1024.0)} KiB", $"{Bench.Number(theirs.PerSecond)} requests/s, bare Kestrel, the same bytes",
            $"at least 0.50 of it: {Bench.Number(ratio)}", ratio >= 0.5);
    }

    private static Task<LoadResult> GetAsync(string address, string path, int count) =>
        Load.RunAsync(address, Connections, count, HttpStatusCode.OK, _ => new HttpRequestMessage(HttpMethod.Get, path));
}

/// <summary>Hearback with the Somers Town pack in a folder of its own.</summary>
internal static class Installed
{
    public static async Task MakeAsync(string program, string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        System.IO.Directory.CreateDirectory(folder);
        await Served.RunAsync(program, ["migrate", "--data", folder], settings);
        await Served.RunAsync(program, ["pack", "import", Pack, "--data", folder], settings);
    }

    private static string Pack => Path.Combine(Environment.GetEnvironmentVariable("HEARBACK_ROOT") ?? ".", "packs", "somers-town");
}
