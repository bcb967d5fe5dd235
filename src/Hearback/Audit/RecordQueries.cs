using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Audit;

internal static class RecordQueries
{
    /// <summary>The last entry of a book, also when all its entries were removed since; or the last of before a day.</summary>
    public static async Task<Link> LastOfAsync(this HearbackDb db, Book book, CancellationToken stop, DateTimeOffset? before = null) =>
        await db.Audit.Where(entry => entry.Book == book && (before == null || entry.At < before)).OrderByDescending(entry => entry.Number).Select(entry => (Link?)new Link(entry.Number, entry.Hash)).FirstOrDefaultAsync(stop)
        ?? await db.RecordStarts.Where(start => start.Book == book).Select(start => (Link?)new Link(start.Number, start.Hash)).SingleOrDefaultAsync(stop)
        ?? Link.First;
}
