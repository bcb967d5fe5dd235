using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Audit;

/// <summary>Makes links of the entries of the time before there was a chain, once: as soon as a book has one link, whatever has no hash is broken.</summary>
public sealed class TakeOverRecord(HearbackDb db, RecordChain chain, RecordHeads heads)
{
    public async Task RunAsync()
    {
        if ((await WithoutLinksAsync()).Count is 0) { return; }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var outside = heads.Read()?.Heads ?? [];
        foreach (var book in await WithoutLinksAsync())
        {
            // A book that was a chain once is never made one anew: that would hide that somebody took the old one away.
            if (outside.Any(head => head.Book == book && head.Link.Number > 0)) { continue; }

            await db.HoldAsync(book, CancellationToken.None);
            var before = Link.First;
            foreach (var entry in await db.Audit.Where(entry => entry.Book == book).OrderBy(entry => entry.Number).ToListAsync())
            {
                if (entry.Hash.Length > 0) { throw new InvalidOperationException("The record was a chain already."); }

                entry.Link(chain, before);
                before = new(entry.Number, entry.Hash);
            }
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task<IReadOnlyList<Book>> WithoutLinksAsync()
    {
        var found = new List<Book>();
        foreach (var book in Enum.GetValues<Book>())
        {
            if (await db.Audit.AnyAsync(entry => entry.Book == book && entry.Number == 1 && entry.Hash == Array.Empty<byte>())) { found.Add(book); }
        }

        return found;
    }
}
