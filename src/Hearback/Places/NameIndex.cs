using System.Numerics;
using System.Text;

namespace Hearback.Places;

/// <summary>
/// The words of all names, held in memory as closely as they can be packed: a hundred thousand places take about three million bytes.
/// It knows places by their ids only, in the order in which a list shows them.
/// </summary>
internal sealed class NameIndex
{
    private const int LongestPhrase = 6;
    private readonly int[] _ids;
    private readonly byte[] _letters;
    private readonly int[] _wordStarts;
    private readonly int[] _ranks;
    private readonly int[] _rankStarts;

    /// <param name="newest">The newest place there was when the names were read.</param>
    /// <param name="ids">The places in the order of a list.</param>
    /// <param name="words">Each word with a place under it, in the order of their bytes.</param>
    public static async Task<NameIndex> OfAsync(int newest, int[] ids, IAsyncEnumerable<(string Word, int PlaceId)> words)
    {
        var ranks = Enumerable.Range(0, ids.Length).ToArray();
        var byId = (int[])ids.Clone();
        Array.Sort(byId, ranks);
        var (letters, wordStarts, held, heldStarts, last) = (new List<byte>(), new List<int>(), new List<int>(), new List<int>(), (string?)null);
        await foreach (var (word, id) in words)
        {
            var at = Array.BinarySearch(byId, id);
            // A place that came between the two questions: the next search reads all anew.
            if (at < 0) { continue; }

            if (word != last)
            {
                wordStarts.Add(letters.Count);
                heldStarts.Add(held.Count);
                letters.AddRange(Encoding.UTF8.GetBytes(word));
                last = word;
            }

            held.Add(ranks[at]);
        }

        return new(newest, ids, [.. letters], [.. wordStarts, letters.Count], [.. held], [.. heldStarts, held.Count]);
    }

    private NameIndex(int newest, int[] ids, byte[] letters, int[] wordStarts, int[] ranks, int[] rankStarts) =>
        (Newest, _ids, _letters, _wordStarts, _ranks, _rankStarts) = (newest, ids, letters, wordStarts, ranks, rankStarts);

    public int Newest { get; }

    private int Words => _wordStarts.Length - 1;

    /// <summary>The first places of which each typed word begins some word of the name; when there are none, those spelled nearly so.</summary>
    public List<int> Find(string typed, int most)
    {
        var words = SearchWords.Split(typed).Take(LongestPhrase).Select(word => Encoding.UTF8.GetBytes(SearchWords.InFull(word))).ToList();
        if (words.Count is 0) { return []; }

        var begun = words.ConvertAll(Begun);
        return First(begun, most) is { Count: > 0 } found ? found : First([.. words.Select((word, at) => Nearly(word, begun[at]))], most);
    }

    private List<int> First(List<ulong[]> sets, int most)
    {
        var found = new List<int>();
        for (var block = 0; block < sets[0].Length; block++)
        {
            var all = sets[0][block];
            for (var set = 1; set < sets.Count; set++) { all &= sets[set][block]; }

            for (; all is not 0; all &= all - 1)
            {
                found.Add(_ids[(block * 64) + BitOperations.TrailingZeroCount(all)]);
                if (found.Count == most) { return found; }
            }
        }

        return found;
    }

    /// <summary>The places that have a word that begins so, a bit for each.</summary>
    private ulong[] Begun(byte[] beginning)
    {
        var places = new ulong[(_ids.Length + 63) / 64];
        var from = FirstNotBefore(beginning);
        for (var word = from; word < Words && Letters(word).StartsWith(beginning); word++) { Add(word, places); }

        return places;
    }

    /// <summary>The same and those that have a word with one or two letters wrong, but for the first, which people rarely miss.</summary>
    private ulong[] Nearly(byte[] typed, ulong[] begun)
    {
        var wrong = Misspelling.Allowed(typed);
        if (wrong is 0) { return begun; }

        var places = (ulong[])begun.Clone();
        for (var word = FirstNotBefore(typed.AsSpan(0, 1)); word < Words && Letters(word)[0] == typed[0]; word++)
        {
            if (Misspelling.IsWithin(wrong, typed, Letters(word))) { Add(word, places); }
        }

        return places;
    }

    private void Add(int word, ulong[] places)
    {
        foreach (var rank in _ranks.AsSpan(_rankStarts[word].._rankStarts[word + 1])) { places[rank >> 6] |= 1UL << rank; }
    }

    private ReadOnlySpan<byte> Letters(int word) => _letters.AsSpan(_wordStarts[word].._wordStarts[word + 1]);

    private int FirstNotBefore(ReadOnlySpan<byte> beginning)
    {
        var (low, high) = (0, Words);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Letters(middle).SequenceCompareTo(beginning) < 0) { low = middle + 1; } else { high = middle; }
        }

        return low;
    }
}
