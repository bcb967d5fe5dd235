using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hearback.Data;

public static class Conflicts
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
}
