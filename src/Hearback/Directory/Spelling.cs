namespace Hearback.Directory;

/// <summary>Forgives a slip of the finger.</summary>
internal static class Spelling
{
    private const int MostOnStack = 64;

    /// <summary>
    /// Whether one may be meant by the other: one letter too many, too few, wrong, or two that changed places; in a long word two such slips.
    /// Short words must be right, for too many others are as near, and people get the first letter right.
    /// </summary>
    public static bool IsNear(string typed, string meant)
    {
        var slips = Math.Min(typed.Length, meant.Length) switch { < 5 => 0, < 9 => 1, _ => 2 };
        return slips > 0 && typed[0] == meant[0] && Math.Abs(typed.Length - meant.Length) <= slips && Distance(typed, meant) <= slips;
    }

    /// <summary>Damerau's distance, in which no letter moves twice (optimal string alignment).</summary>
    public static int Distance(string left, string right)
    {
        // Hundreds of words are compared for each that was mistyped, so nothing is left behind to be swept up.
        var width = right.Length + 1;
        Span<int> rows = width <= MostOnStack ? stackalloc int[3 * width] : new int[3 * width];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var now = rows.Slice(2 * width, width);
        for (var j = 0; j <= right.Length; j++) { last[j] = j; }

        for (var i = 1; i <= left.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var wrong = left[i - 1] == right[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + wrong);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) { now[j] = Math.Min(now[j], before[j - 2] + 1); }
            }

            var oldest = before;
            before = last;
            last = now;
            now = oldest;
        }

        return last[right.Length];
    }
}
