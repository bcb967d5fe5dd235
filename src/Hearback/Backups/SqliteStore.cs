using Hearback.Data;
using Microsoft.Data.Sqlite;

namespace Hearback.Backups;

/// <summary>A SQLite file in the data folder.</summary>
internal sealed class SqliteStore(string folder, string name) : Store
{
    private const int Busy = 5;
    private const int Locked = 6;

    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override string FileName => name;

    private string Place => Path.Combine(folder, name);

    public override Task CopyIntoAsync(string folder)
    {
        var copy = Path.Combine(folder, name);
        using (var from = Open(Place, SqliteOpenMode.ReadWrite))
        using (var to = Open(copy, SqliteOpenMode.ReadWriteCreate))
        {
            from.BackupDatabase(to);
            // One file and no log beside it; and without the free pages, in which what was deleted may still stand: a forgotten key above all.
            Execute(to, "PRAGMA journal_mode=DELETE", "VACUUM");
        }

        FlushToDisk(copy);
        return Task.CompletedTask;
    }

    public override Task<bool> IsEmptyAsync() => Task.FromResult(!File.Exists(Place));

    public override Task RefuseWhileUsedAsync()
    {
        if (!File.Exists(Place)) { return Task.CompletedTask; }

        try
        {
            using var alone = Open(Place, SqliteOpenMode.ReadWrite);
            // With the log of a running service beside it, SQLite gives a file to one alone only when nobody else has it open.
            Execute(alone, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK");
            return Task.CompletedTask;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked)
        {
            throw new RefusedException($"{Place} is in use: end the service first");
        }
    }

    public override Task ReplaceByAsync(string folder)
    {
        var unfinished = Place + ".restoring";
        File.Copy(Path.Combine(folder, name), unfinished, overwrite: true);
        FlushToDisk(unfinished);
        // The log of what was there would be played into what comes.
        File.Delete(Place + "-wal");
        File.Delete(Place + "-shm");
        File.Move(unfinished, Place, overwrite: true);
        return Task.CompletedTask;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>One at a time: the driver passes over a fault in what follows a statement that answers.</summary>
    private static void Execute(SqliteConnection connection, params string[] statements)
    {
        foreach (var sql in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
