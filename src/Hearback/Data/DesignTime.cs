using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hearback.Data;

// For dotnet-ef only: it writes migrations and never connects.

internal sealed class SqliteHearbackDbFactory : IDesignTimeDbContextFactory<SqliteHearbackDb>
{
    public SqliteHearbackDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteHearbackDb>().UseSqlite().Options);
}

internal sealed class PostgresHearbackDbFactory : IDesignTimeDbContextFactory<PostgresHearbackDb>
{
    public PostgresHearbackDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresHearbackDb>().UseNpgsql().Options);
}

internal sealed class SqliteVaultDbFactory : IDesignTimeDbContextFactory<SqliteVaultDb>
{
    public SqliteVaultDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteVaultDb>().UseSqlite().Options);
}

internal sealed class PostgresVaultDbFactory : IDesignTimeDbContextFactory<PostgresVaultDb>
{
    public PostgresVaultDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresVaultDb>().UseNpgsql().Options);
}
