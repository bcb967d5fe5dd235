using System.Security.Cryptography;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Audit;

/// <summary>What is wrong with the record first, in words.</summary>
public sealed record Broken(Book Book, long Number, string What);

/// <summary>A book that was gone through.</summary>
public sealed record VerifiedBook(Book Book, long Entries, DateTimeOffset? Until);

/// <summary>What going through the record found.</summary>
/// <param name="Broken">The first that is wrong; null when all is as it was written.</param>
/// <param name="Books">The books that are whole.</param>
/// <param name="HeadsUntil">The hour of the last head outside the database; null when there is none.</param>
/// <param name="PutBack">The books that were put back when a backup was restored last, and to which entry.</param>
public sealed record Verified(Broken? Broken, IReadOnlyList<VerifiedBook> Books, DateTimeOffset? HeadsUntil, IReadOnlyList<Head> PutBack);

/// <summary>Goes through the whole record: whether any entry was changed, taken out, moved, put in or cut off.</summary>
public sealed class VerifyRecord(HearbackDb db, RecordChain chain, RecordHeads heads)
{
    public async Task<Verified> RunAsync(IProgress<int>? progress, CancellationToken stop)
    {
        var outside = heads.Read();
        var until = outside?.Heads.Max(head => (DateTimeOffset?)head.At);
        var putBack = (outside?.Heads ?? []).Where(head => head.IsRestored).ToList();
        var whole = new List<VerifiedBook>();
        foreach (var book in Enum.GetValues<Book>())
        {
            var walk = new Walk(book, [.. (outside?.Heads ?? []).Where(head => head.Book == book)]);
            if (await GoThroughAsync(walk, progress, stop) is { } broken) { return new(broken, whole, until, putBack); }

            whole.Add(new(book, walk.Entries, walk.Until));
        }

        return outside?.False is { } line
            ? new(new(Book.Acts, 0, $"line {line.Line} of {heads.File} is not as it was written"), whole, until, putBack)
            : new(null, whole, until, putBack);
    }

    private async Task<Broken?> GoThroughAsync(Walk walk, IProgress<int>? progress, CancellationToken stop)
    {
        var book = walk.Book;
        var start = await db.RecordStarts.AsNoTracking().SingleOrDefaultAsync(one => one.Book == book, stop);
        if (start is not null && !Same(start.Signature, chain.SignStart(book, start.Last))) { return new(book, start.Number, "the beginning of the book is not the one that was signed when older entries were removed"); }

        var before = start?.Last ?? Link.First;
        if (walk.Unlike(before) is { } moved) { return moved; }

        await foreach (var entry in db.Audit.AsNoTracking().Where(entry => entry.Book == book).OrderBy(entry => entry.Number).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (entry.Number <= before.Number) { return new(book, entry.Number, "it stands before the beginning of the book, where there are no entries"); }

            if (entry.Number > before.Number + 1) { return new(book, before.Number + 1, $"it is missing: the next that is there is {entry.Number}"); }

            if (!Same(entry.Hash, chain.HashOf(entry, before.Hash))) { return new(book, entry.Number, "it was changed, put in or moved: it is not what was written after the entry before it"); }

            before = new(entry.Number, entry.Hash);
            if (walk.Unlike(before) is { } unlike) { return unlike; }

            walk.Count(entry);
            if (walk.Entries % 1000 is 0) { progress?.Report((int)walk.Entries); }
        }

        return walk.Heads.FirstOrDefault(head => head.Link.Number > before.Number) is { } cut
            ? new(book, before.Number + 1, $"it is missing, and all after it: the head of {cut.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC is entry {cut.Link.Number}")
            : null;
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    /// <summary>The way through one book, with what was written of it outside.</summary>
    private sealed class Walk(Book book, IReadOnlyList<Head> heads)
    {
        private readonly Dictionary<long, Head> _written = heads.GroupBy(head => head.Link.Number).ToDictionary(same => same.Key, same => same.First());

        public Book Book => book;

        public IReadOnlyList<Head> Heads => heads;

        public long Entries { get; private set; }

        public DateTimeOffset? Until { get; private set; }

        public void Count(AuditEntry entry)
        {
            Entries++;
            Until = entry.At;
        }

        public Broken? Unlike(Link link) => _written.TryGetValue(link.Number, out var head) && !Same(head.Link.Hash, link.Hash)
            ? new(book, link.Number, $"it is another than the one that was written into the heads file at {head.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : null;
    }
}
