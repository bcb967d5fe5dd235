using System.Globalization;
using System.Text;

namespace Hearback.Places;

/// <summary>The words of a name as they are looked up: small letters without accents or apostrophes.</summary>
internal static class SearchWords
{
    public static IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var split = Split(name);
            words.UnionWith(split);
            // A postcode is typed with and without its space.
            if (split.Count is 2 && split[1].Length is 3 && char.IsAsciiDigit(split[1][0])) { words.Add(split[0] + split[1]); }
        }

        return [.. words];
    }

    /// <summary>The word that people shorten so that its beginning is lost; any other shortened word is the beginning of itself.</summary>
    public static string InFull(string word) => word switch
    {
        "rd" => "road",
        "bldgs" => "buildings",
        _ => word,
    };

    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var sign in text)
        {
            if (char.IsLetterOrDigit(sign)) { word.Append(PlainLetters.Of(sign)); }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) is not UnicodeCategory.NonSpacingMark && sign is not ('\'' or '’'))
            {
                Finish();
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (word.Length > 0) { words.Add(word.ToString()[..Math.Min(word.Length, 60)]); }

            word.Clear();
        }
    }
}
