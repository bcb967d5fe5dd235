using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Reports;

/// <summary>What a draft holds, still sealed, and the number of its pictures.</summary>
internal sealed record FoundDraft(SealedText Answers, int Pictures);

/// <summary>
/// Finds drafts by statements that are prepared once and kept with their connections. Every step of the journey begins with a draft, and
/// to open a connection and parse the same SQL anew took four times what finding it takes (docs/adr/0002).
/// </summary>
public sealed class FindDraft(IServiceScopeFactory scopes) : IAsyncDisposable
{
    // As many as can be at work at once; the others would only hold connections that somebody else may need.
    private static readonly int MostKept = Environment.ProcessorCount;
    private readonly ConcurrentQueue<Finder> _idle = new();

    /// <summary>What the draft holds, still sealed, and how many pictures there are beside it; null when there is none.</summary>
    internal async Task<FoundDraft?> FindAsync(Guid id, CancellationToken stop)
    {
        while (_idle.TryDequeue(out var kept))
        {
            try
            {
                return await AskAsync(kept, id, stop);
            }
            catch (DbException)
            {
                // It may have been cut off while it was idle, which is no news about the database: the next one is asked.
                continue;
            }
        }

        return await AskAsync(await Finder.OpenAsync(scopes, stop), id, stop);
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryDequeue(out var finder)) { await finder.DisposeAsync(); }
    }

    private async Task<FoundDraft?> AskAsync(Finder finder, Guid id, CancellationToken stop)
    {
        var found = await finder.FindAsync(id, stop);
        if (_idle.Count < MostKept) { _idle.Enqueue(finder); }
        else { await finder.DisposeAsync(); }

        return found;
    }

    private sealed class Finder(AsyncServiceScope scope, DbCommand command) : IAsyncDisposable
    {
        public static async Task<Finder> OpenAsync(IServiceScopeFactory scopes, CancellationToken stop)
        {
            var scope = scopes.CreateAsyncScope();
            try
            {
                var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
                await db.Database.OpenConnectionAsync(stop);
                var command = db.Database.GetDbConnection().CreateCommand();
                var drafts = db.Model.FindEntityType(typeof(ReportDraft))!;
                var table = StoreObjectIdentifier.Create(drafts, StoreObjectType.Table)!.Value;
                var (id, answers) = (drafts.FindProperty(nameof(ReportDraft.Id))!, drafts.FindProperty(nameof(ReportDraft.Answers))!);
                var pictures = db.Model.FindEntityType(typeof(DraftPicture))!;
                var beside = StoreObjectIdentifier.Create(pictures, StoreObjectType.Table)!.Value;
                // Counted here by the key alone, and not kept with the answers: two windows that answer at once would take each other's count back.
                command.CommandText = $"""
                    SELECT "{answers.GetColumnName(table)}", (SELECT COUNT(*) FROM "{beside.Name}" WHERE "{pictures.FindProperty(nameof(DraftPicture.DraftId))!.GetColumnName(beside)}" = @id)
                    FROM "{table.Name}" WHERE "{id.GetColumnName(table)}" = @id
                    """;
                command.Parameters.Add(id.GetRelationalTypeMapping().CreateParameter(command, "@id", Guid.Empty));
                await command.PrepareAsync(stop);
                return new(scope, command);
            }
            catch
            {
                await scope.DisposeAsync();
                throw;
            }
        }

        public async Task<FoundDraft?> FindAsync(Guid id, CancellationToken stop)
        {
            try
            {
                command.Parameters[0].Value = id;
                await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, stop);
                return await row.ReadAsync(stop) ? new(new(row.GetFieldValue<byte[]>(0)), (int)row.GetInt64(1)) : null;
            }
            catch
            {
                // What failed is not asked again.
                await DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            await scope.DisposeAsync();
        }
    }
}
