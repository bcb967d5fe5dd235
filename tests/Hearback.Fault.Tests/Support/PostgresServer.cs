using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Hearback.Fault.Tests.Support;

/// <summary>A PostgreSQL server of the test's own, that it may stop, kill and replace.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Bin = System.IO.Directory.Exists("/usr/lib/postgresql")
        ? System.IO.Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).MaxBy(bin => int.Parse(Path.GetFileName(Path.GetDirectoryName(bin)!), CultureInfo.InvariantCulture)) ?? ""
        : "";

    // The server refuses to run as root.
    private static readonly string? User = Environment.UserName is "root" ? (File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody") : null;
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hearback-pg-").FullName;

    private PostgresServer()
    {
    }

    public int Port { get; } = Served.FreePort();

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer();
        await server.OwnAsync();
        await RunAsync("initdb", "--pgdata", server.Data, "--username", "hearback", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>A second server to which all that this one commits is streamed, and which has it before anybody is told.</summary>
    public async Task<PostgresServer> ReplicaAsync()
    {
        var replica = new PostgresServer();
        await replica.OwnAsync();
        await RunAsync("pg_basebackup", "--pgdata", replica.Data, "--host", "127.0.0.1", "--port", $"{Port}", "--username", "hearback", "--write-recovery-conf", "--checkpoint", "fast", "--no-sync");
        await replica.StartAsync();
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync("SELECT pg_reload_conf()");
        return replica;
    }

    public Task StartAsync() => RunAsync("pg_ctl", "--pgdata", Data, "--log", Path.Combine(_folder, "log"), "--wait", "--options",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 -c wal_level=replica -c max_wal_senders=4 -c shared_buffers=64MB", "start");

    /// <summary>As a power cut would: nothing is written any more.</summary>
    public Task StopAtOnceAsync() => RunAsync("pg_ctl", "--pgdata", Data, "--mode", "immediate", "--wait", "stop");

    public Task PromoteAsync() => RunAsync("pg_ctl", "--pgdata", Data, "--wait", "promote");

    public string Connection(string database, PostgresServer? other = null) => new NpgsqlConnectionStringBuilder
    {
        Host = other is null ? $"127.0.0.1:{Port}" : $"127.0.0.1:{Port},127.0.0.1:{other.Port}",
        Username = "hearback",
        Database = database,
        MaxPoolSize = 20,
        Timeout = 5,
        TargetSessionAttributes = other is null ? null : "primary",
    }.ConnectionString;

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) { await StopAtOnceAsync(); }

        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private Task OwnAsync() => User is null ? Task.CompletedTask : RunProgramAsync("chown", [User, _folder]);

    private static Task RunAsync(string program, params string[] words)
    {
        var path = Path.Combine(Bin, program);
        return User is null ? RunProgramAsync(path, words) : RunProgramAsync("runuser", ["-u", User, "--", path, .. words]);
    }

    private static async Task RunProgramAsync(string program, IEnumerable<string> words)
    {
        // The server inherits what it may write to; a pipe of ours would stay open as long as it runs.
        var said = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "out=$1; shift; exec \"$@\" > \"$out\" 2>&1 < /dev/null", "sh", said, program, .. words]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is 0, $"{program} answered {process.ExitCode}: {await File.ReadAllTextAsync(said)}");
        File.Delete(said);
    }
}
