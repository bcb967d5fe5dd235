using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hearback.Browser.Tests.Support;

/// <summary>The real program in a process of its own, with the Somers Town pack in a fresh data folder, on a port of its own.</summary>
public sealed class RunningService : IAsyncDisposable
{
    /// <summary>The published program, when <c>./test</c> made one; otherwise the one that was built beside the tests.</summary>
    private static readonly string? Published = Environment.GetEnvironmentVariable("HEARBACK_TEST_PROGRAM");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly bool _demo;
    private Dictionary<string, string> _settings = [];
    private Process? _serving;

    private RunningService(bool demo)
    {
        _demo = demo;
        Folder = System.IO.Directory.CreateTempSubdirectory("hearback-browser-").FullName;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    /// <summary>Whether the program is the published one, whose files are compressed and may be kept.</summary>
    public static bool IsPublished => Published is not null;

    public Uri Address { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>All that the program wrote to the terminal, which is also its log.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>The letters that left, as files.</summary>
    public IReadOnlyList<string> Letters => Path.Combine(Folder, "mail") is var mail && System.IO.Directory.Exists(mail) ? System.IO.Directory.GetFiles(mail, "*.eml") : [];

    /// <param name="demo">Whether made-up members and reports are loaded.</param>
    /// <param name="settings">More settings, which may depend on where the service is.</param>
    public static async Task<RunningService> StartAsync(bool demo = false, Func<Uri, Dictionary<string, string>>? settings = null)
    {
        var service = new RunningService(demo);
        service._settings = settings?.Invoke(service.Address) ?? [];
        await service.VerbAsync("migrate");
        await service.VerbAsync("pack", "import", Path.Combine(Root(), "packs", "somers-town"));
        await service.ServeAsync();
        return service;
    }

    /// <summary>Starts serving; after <see cref="Kill"/>, on the same data.</summary>
    public async Task ServeAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _serving = Start(["serve", "--urls", Address.GetLeftPart(UriPartial.Authority), .. _demo ? ["--demo"] : Array.Empty<string>()], line =>
        {
            if (line.StartsWith("Hearback is at", StringComparison.Ordinal)) { ready.TrySetResult(); }
        });
        if (await Task.WhenAny(ready.Task, _serving.WaitForExitAsync(), Task.Delay(Patience)) != ready.Task)
        {
            throw new InvalidOperationException($"The service did not start:\n{Said}");
        }
    }

    /// <summary>Runs a verb of the command line to its end and returns what it said.</summary>
    public async Task<string> VerbAsync(params string[] words)
    {
        var before = _said.Count;
        using var verb = Start(words, _ => { });
        using var late = new CancellationTokenSource(Patience);
        await verb.WaitForExitAsync(late.Token);
        return verb.ExitCode is 0 ? string.Join('\n', _said.Skip(before)) : throw new InvalidOperationException($"{string.Join(' ', words)} answered {verb.ExitCode}:\n{Said}");
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public void Kill()
    {
        if (_serving is null) { return; }

        _serving.Kill();
        _serving.WaitForExit();
        _serving.Dispose();
        _serving = null;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        System.IO.Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Process Start(IEnumerable<string> words, Action<string> heard)
    {
        var start = new ProcessStartInfo("dotnet", [Published ?? Path.Combine(AppContext.BaseDirectory, "Hearback.Web.dll"), .. words, "--data", Folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Hearback__Notices__Address"] = Address.ToString();
        foreach (var (name, value) in _settings) { start.Environment[$"Hearback__{name.Replace(":", "__", StringComparison.Ordinal)}"] = value; }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not { } text) { return; }

            _said.Enqueue(text);
            heard(text);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hearback.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie inside the project.");
        }

        return folder.FullName;
    }
}
