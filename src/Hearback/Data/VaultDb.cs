using Hearback.Vault;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Data;

/// <summary>The vault: wrapped data keys and the keys of our cookies. It has backups of its own, so that what is forgotten stays forgotten.</summary>
public abstract class VaultDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<WrappedKey> Keys => Set<WrappedKey>();

    /// <summary>Which reports are of one person.</summary>
    public DbSet<ReporterMark> Marks => Set<ReporterMark>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Lets nothing of what was deleted stand in the files of the database, as far as that is ours to say.</summary>
    internal abstract Task ScrubAsync();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var marks = new ReporterMarkMapping();
        modelBuilder.ApplyConfiguration<WrappedKey>(marks).ApplyConfiguration<ReporterMark>(marks);
        modelBuilder.Entity<DataProtectionKey>().ToTable("cookie_keys");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseHearbackTypes();
}

public sealed class SqliteVaultDb(DbContextOptions<SqliteVaultDb> options) : VaultDb(options)
{
    // The log holds the page as it was until it is folded into the database and begun anew. While somebody reads, it is left to the next time.
    internal override Task ScrubAsync() => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
}

public sealed class PostgresVaultDb(DbContextOptions<PostgresVaultDb> options) : VaultDb(options)
{
    // A server keeps dead rows until its own autovacuum, and its log for as long as it is set to: docs/operations.md says what to set.
    internal override Task ScrubAsync() => Task.CompletedTask;
}
