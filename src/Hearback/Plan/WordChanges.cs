using DiffPlex;
using DiffPlex.Chunkers;

namespace Hearback.Plan;

/// <summary>A run of words that was added, was removed, or stayed.</summary>
public sealed record WordChange(ChangeKind? Kind, string Words);

/// <summary>Two texts compared word by word.</summary>
public static class WordChanges
{
    /// <summary>All words of both texts in order; together, those that were not added make up the earlier text and those not removed the later.</summary>
    public static IEnumerable<WordChange> Between(string was, string now)
    {
        var difference = Differ.Instance.CreateDiffs(was, now, ignoreWhiteSpace: false, ignoreCase: false, new WordChunker());
        var (before, after) = (difference.PiecesOld, difference.PiecesNew);
        var at = 0;
        foreach (var block in difference.DiffBlocks)
        {
            if (block.DeleteStartA > at) { yield return new(null, string.Concat(before.Skip(at).Take(block.DeleteStartA - at))); }

            if (block.DeleteCountA > 0) { yield return new(ChangeKind.Removed, string.Concat(before.Skip(block.DeleteStartA).Take(block.DeleteCountA))); }

            if (block.InsertCountB > 0) { yield return new(ChangeKind.Added, string.Concat(after.Skip(block.InsertStartB).Take(block.InsertCountB))); }

            at = block.DeleteStartA + block.DeleteCountA;
        }

        if (at < before.Count) { yield return new(null, string.Concat(before.Skip(at))); }
    }
}
