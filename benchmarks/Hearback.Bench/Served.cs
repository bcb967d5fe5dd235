using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hearback.Bench;

/// <summary>A program that serves, in a process of its own on a free port of this machine.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process _process;

    private Served(Process process, string address, TimeSpan readyAfter)
    {
        _process = process;
        Address = address;
        ReadyAfter = readyAfter;
    }

    public string Address { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan ReadyAfter { get; }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Starts <c>dotnet PROGRAM ARGS</c>, with {address} replaced, and waits until it answers.</summary>
    public static async Task<Served> StartAsync(string program, IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? settings = null)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var began = Stopwatch.StartNew();
        var process = Process.Start(Info(program, [.. args.Select(arg => arg.Replace("{address}", address, StringComparison.Ordinal))], settings))
            ?? throw new InvalidOperationException("The program did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        while (began.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/");
                if (answer.StatusCode is HttpStatusCode.OK) { return new(process, address, began.Elapsed); }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        process.Kill();
        throw new InvalidOperationException($"{Path.GetFileName(program)} did not answer.");
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task RunAsync(string program, IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? settings = null)
    {
        using var process = Process.Start(Info(program, args, settings)) ?? throw new InvalidOperationException("The program did not start.");
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) { throw new InvalidOperationException($"{string.Join(' ', args)} ended with {process.ExitCode}."); }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Info(string program, IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? settings)
    {
        var info = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) { info.Environment[name] = value; }

        return info;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
