using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>What happened again, in the words of whoever lives with it. Only the day and what happened are needed.</summary>
public sealed record Happening
{
    public const int LongestAbout = 100;
    public const int LongestEffect = 1000;

    public required DateOnly On { get; init; }

    /// <summary>About what time, as they say it.</summary>
    public string? Time { get; init; }

    /// <summary>How long it went on, as they say it.</summary>
    public string? Lasted { get; init; }

    public required string What { get; init; }

    /// <summary>What it did to them.</summary>
    public string? Effect { get; init; }

    internal bool IsTooLong => this is { Time.Length: > LongestAbout } or { Lasted.Length: > LongestAbout } or { Effect.Length: > LongestEffect };
}

/// <summary>
/// An entry of a reporter's diary as it was sealed. Its hash takes in the hash of the entry before, so none can be changed or taken out from among
/// them without all later hashes changing. The hash is sealed too: in clear, it would let whoever has the database try out what a short entry says.
/// </summary>
public sealed record DiaryEntry
{
    private const string NoHash = "none";

    /// <summary>Counts the entries of this diary, from 1.</summary>
    public required int Number { get; init; }

    public required DateOnly WrittenOn { get; init; }

    public required Happening Happened { get; init; }

    /// <summary>The hash of the entry before; null for the first.</summary>
    public string? HashBefore { get; init; }

    /// <summary>SHA-256 of <see cref="TextIn"/>, as 64 small hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    public static DiaryEntry Write(Happening happened, DiaryLine? before, Reference report, DateOnly today)
    {
        var entry = new DiaryEntry { Number = (before?.Number ?? 0) + 1, WrittenOn = today, Happened = happened, HashBefore = before?.Entry?.Hash };
        return entry with { Hash = entry.HashIn(report) };
    }

    /// <summary>
    /// The bytes that are hashed: this text in UTF-8, each line ended by a line feed. People keep hashes on paper, so it is never changed and never
    /// translated. What was typed is set in by two spaces: no words can pass for a line of ours.
    /// </summary>
    public string TextIn(Reference report)
    {
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"Entry {Number}"),
            $"Report: {report}",
            $"Written on: {Iso(WrittenOn)}",
            $"Happened on: {Iso(Happened.On)}",
            "About what time:", .. SetIn(Happened.Time),
            "How long:", .. SetIn(Happened.Lasted),
            "What happened:", .. SetIn(Happened.What),
            "What it did to me:", .. SetIn(Happened.Effect),
            $"Hash before: {HashBefore ?? NoHash}",
        ];
        return string.Concat(lines.Select(line => line + '\n'));
    }

    public string HashIn(Reference report) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextIn(report))));

    /// <summary>Whether it is as it was written, and follows from the entry before.</summary>
    public bool Follows(DiaryLine? before, Reference report) =>
        Number == (before?.Number ?? 0) + 1 && HashBefore == before?.Entry?.Hash && Hash == HashIn(report);

    private static string Iso(DateOnly day) => day.ToString("o", CultureInfo.InvariantCulture);

    private static IEnumerable<string> SetIn(string? typed) => typed is null ? [] : typed.ReplaceLineEndings("\n").Split('\n').Select(line => $"  {line}");
}

/// <summary>A line of the diary as it is read. There is no entry when its seal does not open; that, and an entry that does not fit its hash, is said.</summary>
/// <param name="Number">Its number in the diary.</param>
/// <param name="InThread">Its number in the thread.</param>
/// <param name="Entry">What was written.</param>
/// <param name="IsAsWritten">Whether it fits its hash and follows from the entry before.</param>
public sealed record DiaryLine(int Number, int InThread, DiaryEntry? Entry, bool IsAsWritten);

/// <summary>What a reporter wrote down of what keeps happening, in order, each entry held against its hash. It is a help, and never a condition for anything.</summary>
public sealed record Diary(Reference Report, IReadOnlyList<DiaryLine> Lines)
{
    /// <summary>Whether no entry was changed, and none taken out from among them.</summary>
    public bool IsAsWritten => Lines.All(line => line.IsAsWritten);

    public DiaryLine? Last => Lines is [.., var last] ? last : null;

    /// <summary>The hash that stands for the whole diary; null when there is none.</summary>
    public string? LastHash => Last?.Entry?.Hash;

    public static Diary Of(Report report, DataKey key)
    {
        var lines = new List<DiaryLine>();
        foreach (var kept in report.Thread.Where(entry => entry.Kind is EntryKind.Diary).OrderBy(entry => entry.Number))
        {
            var before = lines is [.., var last] ? last : null;
            var entry = kept.OpenDiary(key);
            lines.Add(new(entry?.Number ?? (before?.Number ?? 0) + 1, kept.Number, entry, entry is not null && entry.WrittenOn == kept.On && entry.Follows(before, report.Reference)));
        }

        return new(report.Reference, lines);
    }
}
