using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hearback.Tests.Support;

/// <summary>The built program as a process of its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Hearback.Web.dll");
    private readonly Process _process;
    private readonly System.Text.StringBuilder _said = new();

    private Served(Process process, string address)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    /// <summary>All that it wrote on its terminal.</summary>
    public string Said
    {
        get
        {
            lock (_said) { return _said.ToString(); }
        }
    }

    public static async Task<Served> StartAsync(Dictionary<string, string?> settings, int noticesEverySeconds, params (string Name, string Value)[] environment)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var info = new ProcessStartInfo("dotnet", [Program, "serve", "--data", settings["Data:Folder"]!, "--urls", address]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings.Where(setting => setting.Value is not null)) { info.Environment[$"Hearback__{name.Replace(":", "__", StringComparison.Ordinal)}"] = value; }

        info.Environment["Hearback__Notices__EverySeconds"] = $"{noticesEverySeconds}";
        info.Environment["Hearback__Safety__FreeReportsOfOneAddress"] = "10000";
        info.Environment["Hearback__Safety__ReportsAMinute"] = "10000";
        foreach (var (name, value) in environment) { info.Environment[name] = value; }

        var served = new Served(Process.Start(info) ?? throw new InvalidOperationException("The program did not start."), address);
        for (var left = 400; ; left--)
        {
            Assert.True(left > 0 && !served._process.HasExited, $"The program did not answer: {served.Said}");
            try
            {
                using var answer = await served.Client.GetAsync(new Uri("/safety", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) { return served; }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said) { _said.AppendLine(line); }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
