using System.ComponentModel.DataAnnotations;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Data;

public enum DatabaseKind
{
    /// <summary>Files in the data folder; nothing else to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for several processes at once.</summary>
    Postgres,
}

/// <summary>Where things are kept. Section <c>Data</c>.</summary>
public sealed class DataOptions : IValidatableObject
{
    public const string UsualFolder = "data";

    /// <summary>Holds the SQLite files, the master key and, until a mail server is set, the letters.</summary>
    [Required(ErrorMessage = "Data:Folder must name the folder in which data is kept")]
    public string Folder { get; set; } = UsualFolder;

    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>The main database, with PostgreSQL.</summary>
    public string? Connection { get; set; }

    /// <summary>The vault, with PostgreSQL: a database of its own.</summary>
    public string? VaultConnection { get; set; }

    /// <summary>The master key: 32 bytes in Base64. Without it, the file <c>master.key</c> in the data folder is used, and made on the first start.</summary>
    public string? MasterKey { get; set; }

    internal const string MasterKeyFile = "master.key";

    /// <summary>Whether there is a master key. On the very first start there is none, and it is made.</summary>
    internal bool HasMasterKey => MasterKey is not null || File.Exists(Path.Combine(Folder, MasterKeyFile));

    /// <summary>The data folder, made if it is not there. What lies in it concerns nobody else on this machine.</summary>
    /// <exception cref="RefusedException">It can neither be found nor made.</exception>
    internal string MadeFolder
    {
        get
        {
            try
            {
                return (OperatingSystem.IsWindows()
                    ? System.IO.Directory.CreateDirectory(Folder)
                    : System.IO.Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).FullName;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException($"The data folder {Folder} cannot be made there: choose another with --data");
            }
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Database is DatabaseKind.Postgres && string.IsNullOrWhiteSpace(Connection)) { yield return new("Data:Connection must say how to reach the PostgreSQL database"); }

        if (Database is DatabaseKind.Postgres && string.IsNullOrWhiteSpace(VaultConnection)) { yield return new("Data:VaultConnection must say how to reach the vault's PostgreSQL database"); }

        if (Database is DatabaseKind.Postgres && !string.IsNullOrWhiteSpace(Connection) && Connection == VaultConnection) { yield return new("Data:VaultConnection must be another database than Data:Connection"); }

        if (MasterKey is not null && !HasLength(MasterKey, 32)) { yield return new("Data:MasterKey must be 32 bytes in Base64"); }
    }

    private static bool HasLength(string base64, int length)
    {
        var bytes = new byte[length + 4];
        return Convert.TryFromBase64String(base64, bytes, out var written) && written == length;
    }
}

[OptionsValidator]
internal sealed partial class DataOptionsValidator : IValidateOptions<DataOptions>;

public static class DataServices
{
    /// <summary>The two databases and the keys between them.</summary>
    public static IServiceCollection AddHearbackData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().BindEach(configuration.GetSection("Data")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DataOptions>, DataOptionsValidator>();
        services.AddSingleton<CountVersions>().AddSingleton<SqliteSettings>();
        services.AddDbContextPool<SqliteHearbackDb>((s, options) => UseSqlite(s, options, "hearback.db"));
        services.AddDbContextPool<SqliteVaultDb>((s, options) => UseSqlite(s, options, "vault.db"));
        services.AddDbContextPool<PostgresHearbackDb>((s, options) => UsePostgres(s, options, Options(s).Connection));
        services.AddDbContextPool<PostgresVaultDb>((s, options) => UsePostgres(s, options, Options(s).VaultConnection));
        services.AddScoped<HearbackDb>(s => Options(s).Database switch
        {
            DatabaseKind.Sqlite => s.GetRequiredService<SqliteHearbackDb>(),
            DatabaseKind.Postgres => s.GetRequiredService<PostgresHearbackDb>(),
        });
        services.AddScoped<VaultDb>(s => Options(s).Database switch
        {
            DatabaseKind.Sqlite => s.GetRequiredService<SqliteVaultDb>(),
            DatabaseKind.Postgres => s.GetRequiredService<PostgresVaultDb>(),
        });
        services.AddSingleton(s => Options(s).MasterKey is { } given
            ? new MasterKey(Convert.FromBase64String(given))
            : MasterKey.FromFile(Path.Combine(Options(s).MadeFolder, DataOptions.MasterKeyFile)));
        services.AddScoped<KeyVault>();
        return services;
    }

    private static DataOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<DataOptions>>().Value;

    private static void UseSqlite(IServiceProvider services, DbContextOptionsBuilder options, string file)
    {
        options.UseSqlite($"Data Source={Path.Combine(Options(services).MadeFolder, file)};Default Timeout=10")
            .AddInterceptors(services.GetRequiredService<CountVersions>(), services.GetRequiredService<SqliteSettings>())
            .ReplaceService<IMigrationsSqlGenerator, SqliteTables>();
    }

    private static void UsePostgres(IServiceProvider services, DbContextOptionsBuilder options, string? connection) =>
        options.UseNpgsql(connection).AddInterceptors(services.GetRequiredService<CountVersions>())
            .ReplaceService<IMigrationsSqlGenerator, PostgresTables>();
}
