using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Backups;

/// <summary>How one database is copied out while it is in use, and put back while it is not.</summary>
internal abstract class Store
{
    public abstract DatabaseKind Kind { get; }

    /// <summary>The name of the copy in a backup.</summary>
    public abstract string FileName { get; }

    public static Store Of(BackupPart part, DataOptions data) => (data.Database, part) switch
    {
        (DatabaseKind.Sqlite, BackupPart.Main) => new SqliteStore(data.MadeFolder, "hearback.db"),
        (DatabaseKind.Sqlite, BackupPart.Vault) => new SqliteStore(data.MadeFolder, "vault.db"),
        (DatabaseKind.Postgres, BackupPart.Main) => new PostgresStore(data.Connection!, "hearback.dump"),
        (DatabaseKind.Postgres, BackupPart.Vault) => new PostgresStore(data.VaultConnection!, "vault.dump"),
    };

    /// <summary>Writes a copy of one moment into the folder, whatever is written to the database meanwhile.</summary>
    public abstract Task CopyIntoAsync(string folder);

    /// <summary>Whether there is anything that a restore would replace.</summary>
    public abstract Task<bool> IsEmptyAsync();

    /// <exception cref="RefusedException">Somebody uses it.</exception>
    public abstract Task RefuseWhileUsedAsync();

    /// <summary>Puts the copy in the place of what is there.</summary>
    public abstract Task ReplaceByAsync(string folder);

    public static async Task<string?> MigrationOfAsync(DbContext db) => (await db.Database.GetAppliedMigrationsAsync()).LastOrDefault();

    internal static void FlushToDisk(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
