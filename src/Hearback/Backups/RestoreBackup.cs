using Hearback.Audit;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Backups;

/// <summary>What came back, and how many reports in it no key opens any more.</summary>
public sealed record Restored(DateTimeOffset MadeAt, int Reports, int Forgotten);

/// <summary>Puts a backup in place: all that it says is checked before anything is touched.</summary>
public sealed class RestoreBackup(HearbackDb db, VaultDb vaultDb, Lazy<MasterKey> master, Lazy<RecordHeads> heads, IOptions<DataOptions> data, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <param name="main">The folder of the main database's part.</param>
    /// <param name="vault">The folder of the vault's part; null to leave the vault that is in place, so that what was forgotten since stays forgotten.</param>
    /// <param name="replace">Whether what is there may be replaced.</param>
    /// <exception cref="RefusedException">The backup is damaged or mixed, the master key is another, or something is there or in use.</exception>
    public async Task<Restored> FromAsync(string main, string? vault, bool replace)
    {
        if (!data.Value.HasMasterKey) { throw new RefusedException("Put the master key in place first: as Data:MasterKey, or as the file master.key in the data folder"); }

        var parts = new List<(string Folder, Manifest Manifest, Store Store)> { await CheckAsync(main, BackupPart.Main, db) };
        if (vault is not null)
        {
            // The vault first: a key before what it seals.
            parts.Insert(0, await CheckAsync(vault, BackupPart.Vault, vaultDb));
            if (parts[0].Manifest.Backup != parts[1].Manifest.Backup)
            {
                throw new RefusedException("The two parts are of different backups. Restore both of one; an older main database beside the vault that is in place comes with --main-only");
            }
        }
        else if (await Store.MigrationOfAsync(vaultDb) is null)
        {
            throw new RefusedException("There is no vault in place: restore both parts");
        }

        foreach (var (_, manifest, store) in parts)
        {
            if (!replace && !await store.IsEmptyAsync()) { throw new RefusedException($"There is a {Manifest.Named(manifest.Part)} already: --replace puts the backup in its place"); }

            await store.RefuseWhileUsedAsync();
        }

        foreach (var (folder, _, store) in parts) { await store.ReplaceByAsync(folder); }

        await PutBackRecordAsync(parts[^1].Manifest.Migration);
        var keys = await db.Reports.AsNoTracking().Select(report => report.KeyId).ToListAsync();
        return new(parts[^1].Manifest.MadeAt, keys.Count, await CountForgottenAsync(keys));
    }

    private async Task<(string Folder, Manifest Manifest, Store Store)> CheckAsync(string folder, BackupPart part, DbContext known)
    {
        var (manifest, store) = (await Manifest.CheckAsync(folder, part, master.Value), Store.Of(part, data.Value));
        if (manifest.Database != store.Kind) { throw new RefusedException($"The backup in {folder} is of {manifest.Database} and this service is set to {store.Kind}: set Data:Database"); }

        if (!known.Database.GetMigrations().Contains(manifest.Migration)) { throw new RefusedException($"The backup in {folder} was made by a newer Hearback ({manifest.Program}): restore it with that one"); }

        return (folder, manifest, store);
    }

    /// <summary>The record goes on from where the backup has it, and the heads outside say so.</summary>
    private async Task PutBackRecordAsync(string shape)
    {
        var lasts = new List<(Book, Link)>();
        var hasRecord = (await db.Database.GetAppliedMigrationsAsync()).Any(applied => applied.EndsWith("_Record", StringComparison.Ordinal));
        foreach (var book in Enum.GetValues<Book>()) { lasts.Add((book, hasRecord ? await db.LastOfAsync(book, CancellationToken.None) : Link.First)); }

        heads.Value.PutBack(lasts, time.GetUtcNow());
        if (shape != db.NewestMigration()) { return; }

        db.Audit.Add(new(AuditedAct.RestoredBackup, null, time.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    private async Task<int> CountForgottenAsync(List<DataKeyId> keys)
    {
        var there = 0;
        foreach (var some in keys.Chunk(AtOnce)) { there += await vaultDb.Keys.CountAsync(key => some.Contains(key.Id)); }

        return keys.Count - there;
    }
}

public static class BackupServices
{
    /// <summary>Backups are made and restored by verbs. The master key is asked for late: it must not be made anew beside data that it does not open.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services.AddScoped(s => new Lazy<MasterKey>(() => s.GetRequiredService<MasterKey>())).AddScoped(s => new Lazy<RecordHeads>(() => s.GetRequiredService<RecordHeads>())).AddScoped<MakeBackup>().AddScoped<RestoreBackup>();
}
