using System.Globalization;
using System.Security.Cryptography;
using Hearback.Calendar;
using Microsoft.Extensions.Options;

namespace Hearback.Audit;

/// <summary>The last entry of a book at an hour, as it was written outside the database.</summary>
public sealed record Head(DateTimeOffset At, Book Book, Link Link)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm'Z'";
    private const string Restored = "restored";

    /// <summary>Whether the book was put back to this entry because a backup was restored: no head before it counts any more.</summary>
    public bool IsRestored { get; init; }

    internal string Line => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)} {Book} {Link.Number} {Convert.ToHexStringLower(Link.Hash)}{(IsRestored ? $" {Restored}" : "")}");

    internal static Head? Read(string[] parts) =>
        parts is [_, _, _, _] or [_, _, _, _, Restored] && DateTimeOffset.TryParseExact(parts[0], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        && Enum.TryParse<Book>(parts[1], out var book) && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && parts[3].Length is 64
            ? new(at, book, new(number, Convert.FromHexString(parts[3]))) { IsRestored = parts.Length is 5 }
            : null;
}

/// <summary>A line of the heads file that we did not write as it stands.</summary>
public sealed record FalseHead(int Line);

/// <summary>
/// The heads file: to it a line is added each hour, with the hour, the book, the number and the hash of its last entry, and a signature. By it, an
/// entry that was cut off the end of the record is missed. Whoever may write where it lies may cut it too: it belongs on another disk or machine.
/// </summary>
public sealed class RecordHeads(RecordChain chain, IOptions<RecordOptions> options)
{
    public string File => Path.Combine(options.Value.HeadsFolder, "record-heads.txt");

    /// <summary>All heads that count, oldest first; null when there is no file.</summary>
    public (IReadOnlyList<Head> Heads, FalseHead? False)? Read()
    {
        if (!System.IO.File.Exists(File)) { return null; }

        var heads = new List<Head>();
        foreach (var (index, line) in System.IO.File.ReadLines(File).Index())
        {
            if (ReadLine(line) is not { } head) { return (heads, new(index + 1)); }

            if (head.IsRestored) { heads.RemoveAll(before => before.Book == head.Book); }

            heads.Add(head);
        }

        return (heads, null);
    }

    /// <summary>Adds the heads for which it is time: once an hour, and of what reporters did once a day, since the hour of a visit is nobody's business.</summary>
    internal int Add(IEnumerable<(Book Book, Link Link)> lasts, DateTimeOffset now)
    {
        var written = (Read()?.Heads ?? []).GroupBy(head => head.Book).ToDictionary(book => book.Key, book => book.Last());
        var due = lasts.Where(last => !written.TryGetValue(last.Book, out var head) || IsOver(head, now))
            .Select(last => new Head(last.Book is Book.Reporters ? now.LondonDay.LondonMidnight : now.WholeHour, last.Book, last.Link)).ToList();
        if (due.Count > 0) { Write(due); }

        return due.Count;
    }

    /// <summary>Says that the books end there because a backup was restored: what was written after it is not missing through anybody's fault.</summary>
    internal void PutBack(IEnumerable<(Book Book, Link Link)> lasts, DateTimeOffset now)
    {
        if (System.IO.File.Exists(File)) { Write([.. lasts.Select(last => new Head(last.Book is Book.Reporters ? now.LondonDay.LondonMidnight : now.WholeHour, last.Book, last.Link) { IsRestored = true })]); }
    }

    private static bool IsOver(Head head, DateTimeOffset now) => head.Book is Book.Reporters ? head.At.LondonDay < now.LondonDay : head.At < now.WholeHour;

    private void Write(List<Head> heads)
    {
        System.IO.Directory.CreateDirectory(options.Value.HeadsFolder);
        // Added to, never written anew: an operator may make the file append-only.
        using var file = new FileStream(File, FileMode.Append, FileAccess.Write, FileShare.Read);
        using (var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
        {
            foreach (var head in heads) { writer.WriteLine($"{head.Line} {Convert.ToHexStringLower(chain.SignHead(head.Line))}"); }
        }

        file.Flush(flushToDisk: true);
    }

    private Head? ReadLine(string line)
    {
        try
        {
            return line.Split(' ') is [.. var parts, { Length: 64 } signature] && Head.Read(parts) is { } head
                && CryptographicOperations.FixedTimeEquals(chain.SignHead(head.Line), Convert.FromHexString(signature)) ? head : null;
        }
        catch (FormatException)
        {
            // Other signs than those of a number: we wrote no such line.
            return null;
        }
    }
}
