using System.ComponentModel;
using System.Diagnostics;
using Hearback.Data;
using Npgsql;

namespace Hearback.Backups;

/// <summary>A database on a PostgreSQL server, copied and put back by the server's own programs.</summary>
internal sealed class PostgresStore(string connection, string name) : Store
{
    private const string Empty = """
        DO $$ DECLARE gone record; BEGIN
            FOR gone IN SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) AS act FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE gone.act; END LOOP;
            FOR gone IN SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) AS act FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP EXECUTE gone.act; END LOOP;
        END $$
        """;

    private readonly NpgsqlConnectionStringBuilder _server = new(connection) { Pooling = false };

    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public override string FileName => name;

    public override async Task CopyIntoAsync(string folder)
    {
        var copy = Path.Combine(folder, name);
        await RunAsync("pg_dump", "--format=custom", "--no-owner", "--no-privileges", $"--file={copy}");
        FlushToDisk(copy);
    }

    public override async Task<bool> IsEmptyAsync() => await AskAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") is 0L;

    public override async Task RefuseWhileUsedAsync()
    {
        if (await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'") is not 0L)
        {
            throw new RefusedException($"The database {_server.Database} is in use: end the service first");
        }
    }

    public override async Task ReplaceByAsync(string folder)
    {
        await AskAsync(Empty);
        await RunAsync("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={_server.Database}", Path.Combine(folder, name));
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var asking = new NpgsqlConnection(_server.ConnectionString);
        await asking.OpenAsync();
        await using var command = new NpgsqlCommand(sql, asking);
        return await command.ExecuteScalarAsync();
    }

    private async Task RunAsync(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardError = true };
        // By the environment, where other users of this machine cannot read the password as they could in the list of processes.
        foreach (var (setting, value) in new[]
        {
            ("PGHOST", Each(host => host.Split(':')[0])), ("PGPORT", Each(host => host.Split(':') is [_, var port] ? port : $"{_server.Port}")), ("PGTARGETSESSIONATTRS", "read-write"), ("PGUSER", _server.Username), ("PGPASSWORD", _server.Password), ("PGDATABASE", _server.Database),
            ("PGSSLMODE", _server.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }),
            ("PGSSLROOTCERT", _server.RootCertificate), ("PGPASSFILE", _server.Passfile),
        })
        {
            if (!string.IsNullOrEmpty(value)) { start.Environment[setting] = value; }
        }

        using var running = Started(start);
        var said = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        if (running.ExitCode is not 0) { throw new RefusedException($"{program} did not succeed: {said.Trim()}"); }
    }

    /// <summary>Of several servers, one of which is the first of them at a time, each for itself.</summary>
    private string Each(Func<string, string> part) => string.Join(',', (_server.Host ?? "").Split(',').Select(part));

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new RefusedException($"{start.FileName} could not be started");
        }
        catch (Win32Exception)
        {
            throw new RefusedException($"{start.FileName} is not on the PATH: install PostgreSQL's client programs, of the server's version or newer");
        }
    }
}
