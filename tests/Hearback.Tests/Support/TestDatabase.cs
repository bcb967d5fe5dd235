using Hearback.Data;
using Hearback.Directory;
using Hearback.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hearback.Tests.Support;

/// <summary>
/// Two databases for one test: SQLite files in a folder of their own, or, when <c>HEARBACK_TEST_DATABASE</c> is <c>postgres</c>,
/// two databases on the server that <c>HEARBACK_TEST_POSTGRES</c> names. They are copies of a pair that was filled once.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Filled = new(FillAsync);
    private readonly string _name;
    private readonly bool _owned;

    private TestDatabase(string folder, string name, bool owned)
    {
        Folder = folder;
        _name = name;
        _owned = owned;
    }

    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("HEARBACK_TEST_DATABASE") is "postgres";

    public string Folder { get; }

    public Dictionary<string, string?> Settings => new()
    {
        ["Data:Folder"] = Folder,
        ["Data:Database"] = OnPostgres ? nameof(DatabaseKind.Postgres) : nameof(DatabaseKind.Sqlite),
        ["Data:Connection"] = OnPostgres ? Connection(_name + "_main") : null,
        ["Data:VaultConnection"] = OnPostgres ? Connection(_name + "_vault") : null,
    };

    public static async Task<TestDatabase> CreateAsync()
    {
        var filled = await Filled.Value;
        var made = New();
        if (OnPostgres)
        {
            await OnServerAsync($"CREATE DATABASE {made._name}_main TEMPLATE {filled._name}_main");
            await OnServerAsync($"CREATE DATABASE {made._name}_vault TEMPLATE {filled._name}_vault");
        }

        foreach (var file in System.IO.Directory.EnumerateFiles(filled.Folder)) { File.Copy(file, Path.Combine(made.Folder, Path.GetFileName(file))); }

        return made;
    }

    /// <summary>The same databases for a second process, which leaves them alone when it ends.</summary>
    public TestDatabase Shared() => new(Folder, _name, owned: false);

    /// <summary>The program on these databases, put together and not started.</summary>
    public WebApplication Program(Action<IServiceCollection>? adjust = null) => HearbackApp.Build(Settings, adjust: builder => adjust?.Invoke(builder.Services));

    /// <summary>Lets go of the databases, as a process does that ends.</summary>
    public async Task CloseAsync()
    {
        if (!OnPostgres)
        {
            CloseFiles(Folder);
            return;
        }

        foreach (var connection in new[] { Connection(_name + "_main"), Connection(_name + "_vault") })
        {
            await using var pooled = new NpgsqlConnection(connection);
            NpgsqlConnection.ClearPool(pooled);
        }
    }

    /// <summary>As when PostgreSQL is started anew. SQLite has no server that could cut anyone off.</summary>
    public static async Task CutOffOthersAsync(HearbackDb db)
    {
        if (!OnPostgres) { return; }

        await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_owned) { return; }

        await CloseAsync();
        if (OnPostgres)
        {
            await OnServerAsync($"DROP DATABASE {_name}_main WITH (FORCE)");
            await OnServerAsync($"DROP DATABASE {_name}_vault WITH (FORCE)");
        }

        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private static async Task<TestDatabase> FillAsync()
    {
        var made = New();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (OnPostgres)
        {
            await OnServerAsync($"CREATE DATABASE {made._name}_main");
            await OnServerAsync($"CREATE DATABASE {made._name}_vault");
        }

        await using (var app = HearbackApp.Build(made.Settings, adjust: builder => builder.WebHost.UseTestServer()))
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.MigrateAsync();
            await scope.ServiceProvider.GetRequiredService<HearbackDb>().Database.MigrateAsync();
            await scope.ServiceProvider.GetRequiredService<ImportPack>().FromAsync(Repository.Pack);
            // The keys of cookies are made once for all.
            scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>().CreateProtector("start").Protect([1]);
        }

        // PostgreSQL copies no database in use, and SQLite writes its log into the file when the last connection closes.
        NpgsqlConnection.ClearAllPools();
        CloseFiles(made.Folder);
        return made;
    }

    private static void CloseFiles(string folder)
    {
        foreach (var file in new[] { "hearback.db", "vault.db" })
        {
            using var pooled = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Default Timeout=10");
            SqliteConnection.ClearPool(pooled);
        }
    }

    private static TestDatabase New() => new(System.IO.Directory.CreateTempSubdirectory("hearback-test-").FullName, $"test_{Guid.NewGuid():N}", owned: true);

    private static string Server => Environment.GetEnvironmentVariable("HEARBACK_TEST_POSTGRES")
        ?? throw new InvalidOperationException("HEARBACK_TEST_POSTGRES must say how to reach a PostgreSQL server.");

    private static string Connection(string database) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
