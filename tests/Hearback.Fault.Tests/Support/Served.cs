using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hearback.Fault.Tests.Support;

/// <summary>The real program in a process of its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    private static readonly string Program = Environment.GetEnvironmentVariable("HEARBACK_TEST_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "Hearback.Web.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Served(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Said
    {
        get
        {
            lock (_said) { return _said.ToString(); }
        }
    }

    /// <summary>Whether a proxy would still find it.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Megabytes that it holds in memory.</summary>
    public int Megabytes => int.Parse(File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <param name="settings">As the service reads them.</param>
    /// <param name="largestFile">Kilobytes beyond which no file of the process grows: a disk that is full.</param>
    public static async Task<Served> StartAsync(IReadOnlyDictionary<string, string?> settings, int? largestFile = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var limit = largestFile is { } kilobytes ? $"trap '' XFSZ; ulimit -f {kilobytes}; " : "";
        var info = new ProcessStartInfo("bash", ["-c", limit + "exec dotnet \"$@\"", "bash", Program, "serve", "--urls", address.GetLeftPart(UriPartial.Authority)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Set(info, settings);
        // The runtime maps its code by a file in memory, to which the limit would apply too.
        if (largestFile is not null) { info.Environment["DOTNET_EnableWriteXorExecute"] = "0"; }

        var served = new Served(Process.Start(info)!, address);
        using var browser = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience && !served._process.HasExited, $"The program did not answer: {served.Said}");
            try
            {
                using var answer = await browser.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) { return served; }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Runs a verb to its end, and says with what it ended.</summary>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] words)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. words]);
        Set(info, settings);
        using var verb = Process.Start(info)!;
        await verb.WaitForExitAsync(TestContext.Current.CancellationToken);
        return verb.ExitCode;
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        IsRunning = false;
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) { _process.Kill(); }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Set(ProcessStartInfo info, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings.Where(setting => setting.Value is not null)) { info.Environment[$"Hearback__{name.Replace(":", "__", StringComparison.Ordinal)}"] = value; }
    }

    private void Hear(string? line)
    {
        lock (_said) { _said.AppendLine(line); }
    }
}
