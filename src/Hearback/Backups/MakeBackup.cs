using System.Reflection;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Backups;

/// <summary>Copies both databases while the service runs.</summary>
public sealed class MakeBackup(HearbackDb db, VaultDb vaultDb, Lazy<MasterKey> master, IOptions<DataOptions> data, TimeProvider time)
{
    /// <param name="main">The folder of the main database's part.</param>
    /// <param name="vault">The folder of the vault's part.</param>
    /// <exception cref="RefusedException">There is nothing to back up, something lies there already, or the master key is not the vault's.</exception>
    public async Task IntoAsync(string main, string vault)
    {
        if (await Store.MigrationOfAsync(db) is not { } shape || await Store.MigrationOfAsync(vaultDb) is not { } vaultShape) { throw new RefusedException("There is nothing to back up: choose the data folder with --data"); }

        if (!data.Value.HasMasterKey) { throw new RefusedException("The master key is missing, so nobody could say whether this backup can be read: put it in place first"); }

        if (await vaultDb.Keys.AsNoTracking().OrderBy(key => key.Id).FirstOrDefaultAsync() is { } any && !any.IsWrappedBy(master.Value)) { throw new RefusedException("The master key does not open this vault: put the right one in place first"); }

        Make(main);
        Make(vault);
        // Written down before it leaves, so that it stands in the copy too. Where a program of an older shape wrote, there may be no record yet.
        if (shape == db.NewestMigration())
        {
            db.Audit.Add(new(AuditedAct.MadeBackup, null, time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        var both = new Manifest
        {
            Part = BackupPart.Main,
            Backup = Guid.NewGuid(),
            System = Manifest.SystemOf(master.Value),
            MadeAt = time.GetUtcNow(),
            Program = typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Database = data.Value.Database,
            Migration = shape,
            Files = [],
        };
        // The vault after the main database: a key is kept before what it seals, so every key that the copy needs is in the vault by then.
        await CopyAsync(both, main);
        await CopyAsync(both with { Part = BackupPart.Vault, Migration = vaultShape }, vault);
    }

    private async Task CopyAsync(Manifest manifest, string folder)
    {
        var store = Store.Of(manifest.Part, data.Value);
        await store.CopyIntoAsync(folder);
        await (manifest with { Files = [await KeptFile.OfAsync(Path.Combine(folder, store.FileName))] }).WriteAsync(folder, master.Value);
    }

    private static void Make(string folder)
    {
        if (System.IO.Directory.Exists(folder) && System.IO.Directory.EnumerateFileSystemEntries(folder).Any()) { throw new RefusedException($"{folder} is not empty: choose a folder for this backup alone"); }

        if (OperatingSystem.IsWindows()) { System.IO.Directory.CreateDirectory(folder); }
        else { System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); }
    }
}
