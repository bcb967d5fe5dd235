using System.Globalization;
using System.Text;

namespace Hearback;

/// <summary>Whether there is anything to see in a text.</summary>
public static class SeenText
{
    // Letters by name that are drawn as nothing: Hangul fillers and the empty Braille cell.
    private const string Blank = "\u115F\u1160\u2800\u3164\uFFA0";

    extension(string text)
    {
        /// <summary>False for spaces, and for signs that are drawn as nothing.</summary>
        public bool ShowsSomething => text.EnumerateRunes().Any(IsSeen);
    }

    private static bool IsSeen(Rune sign) => Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Control
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !(sign.IsBmp && Blank.Contains((char)sign.Value, StringComparison.Ordinal));
}
