using System.Data.Common;
using Hearback.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hearback.Tests.Support;

/// <summary>Makes the main database fail while a test wants it to, with what the real one throws then.</summary>
public sealed class BadStore : DbCommandInterceptor, IDbTransactionInterceptor
{
    /// <summary>Nothing more can be written; what is there can be read.</summary>
    public bool IsFull { get; set; }

    /// <summary>The database cannot be reached.</summary>
    public bool IsAway { get; set; }

    /// <summary>What is committed next is committed, but nobody hears that it was.</summary>
    public bool LosesNextAnswer { get; set; }

    public void Into(WebApplicationBuilder builder)
    {
        builder.Services.ConfigureDbContext<SqliteHearbackDb>(options => options.AddInterceptors(this));
        builder.Services.ConfigureDbContext<PostgresHearbackDb>(options => options.AddInterceptors(this));
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Pass(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Pass(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Pass(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Pass(command, result));

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        IsAway ? throw Away : ValueTask.FromResult(result);

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsFull ? throw Full : ValueTask.FromResult(result);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!LosesNextAnswer) { return Task.CompletedTask; }

        LosesNextAnswer = false;
        throw Away;
    }

    private InterceptionResult<T> Pass<T>(DbCommand command, InterceptionResult<T> result)
    {
        if (IsAway) { throw Away; }

        return IsFull && !command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) ? throw Full : result;
    }

    private static DbException Away => TestDatabase.OnPostgres ? new NpgsqlException("Exception while reading from stream") : new SqliteException("unable to open database file", 14);

    private static DbException Full => TestDatabase.OnPostgres ? new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull) : new SqliteException("database or disk is full", 13);
}
