namespace Hearback.Places;

/// <summary>How far a typed word may be from the right one: letters left out, too many, wrong, or two in each other's place.</summary>
internal static class Misspelling
{
    private const int Longest = 60;

    /// <summary>One error in a word of five letters, two from eight on; none in a shorter one or where there are digits, which would find another place.</summary>
    public static int Allowed(ReadOnlySpan<byte> word) =>
        word.Length is < 5 or > Longest || word.ContainsAnyInRange((byte)'0', (byte)'9') ? 0 : word.Length < 8 ? 1 : 2;

    public static bool IsWithin(int wrong, ReadOnlySpan<byte> typed, ReadOnlySpan<byte> word)
    {
        if (Math.Abs(typed.Length - word.Length) > wrong || word.Length > Longest) { return false; }

        // The distance of Damerau and Levenshtein, three rows of its table at a time (optimal string alignment).
        Span<int> before = stackalloc int[Longest + 1], above = stackalloc int[Longest + 1], row = stackalloc int[Longest + 1];
        for (var x = 0; x <= word.Length; x++) { above[x] = x; }

        for (var y = 1; y <= typed.Length; y++)
        {
            var least = row[0] = y;
            for (var x = 1; x <= word.Length; x++)
            {
                row[x] = Math.Min(Math.Min(row[x - 1], above[x]) + 1, above[x - 1] + (typed[y - 1] == word[x - 1] ? 0 : 1));
                if (x > 1 && y > 1 && typed[y - 1] == word[x - 2] && typed[y - 2] == word[x - 1]) { row[x] = Math.Min(row[x], before[x - 2] + 1); }

                least = Math.Min(least, row[x]);
            }

            if (least > wrong) { return false; }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[word.Length] <= wrong;
    }
}
