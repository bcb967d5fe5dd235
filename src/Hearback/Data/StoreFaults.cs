using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hearback.Data;

/// <summary>What a fault of the store means.</summary>
public static class StoreFaults
{
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>Whether somebody else was first: the row changed since it was read, or the next number is taken.</summary>
    public static bool IsConflict(this DbUpdateException fault) => fault is DbUpdateConcurrencyException || fault.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteUnique } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>Whether the store is away, full or broken, rather than our program wrong. PostgreSQL's driver wraps what may pass by itself.</summary>
    public static bool IsOfStore(this Exception fault) =>
        fault is DbException or DbUpdateException or TimeoutException or IOException || (fault is InvalidOperationException { InnerException: { } inner } && inner.IsOfStore());
}
