using Hearback.Vault;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Data;

/// <summary>The vault: wrapped data keys and the keys of our cookies. It has backups of its own, so that what is forgotten stays forgotten.</summary>
public abstract class VaultDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<WrappedKey> Keys => Set<WrappedKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<WrappedKey>().ToTable("keys");
        modelBuilder.Entity<DataProtectionKey>().ToTable("cookie_keys");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseHearbackTypes();
}

public sealed class SqliteVaultDb(DbContextOptions<SqliteVaultDb> options) : VaultDb(options);

public sealed class PostgresVaultDb(DbContextOptions<PostgresVaultDb> options) : VaultDb(options);
