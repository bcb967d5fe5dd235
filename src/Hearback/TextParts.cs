namespace Hearback;

/// <summary>A long text in parts.</summary>
public static class TextParts
{
    private static readonly string[] Gaps = ["\n\n", "\n", " "];

    extension(string text)
    {
        /// <summary>The text in parts of at most so many signs, parted where a paragraph, a line or a word ends if there is such a place.</summary>
        public IEnumerable<string> InParts(int longest)
        {
            var rest = text.Trim();
            while (rest.Length > longest)
            {
                var end = Gaps.Select(gap => rest.LastIndexOf(gap, longest - 1, StringComparison.Ordinal)).FirstOrDefault(at => at > longest / 2);
                if (end is 0) { end = char.IsHighSurrogate(rest[longest - 1]) ? longest - 1 : longest; }

                yield return rest[..end].TrimEnd();
                rest = rest[end..].TrimStart();
            }

            if (rest.Length > 0) { yield return rest; }
        }
    }
}
