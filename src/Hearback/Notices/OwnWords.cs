using System.Text.RegularExpressions;

namespace Hearback.Notices;

/// <summary>What somebody wrote themselves in an email: without what it answers, and without what their program puts under every email. When in doubt it stays.</summary>
public static partial class OwnWords
{
    private const int LongestSignature = 8;
    private const int ShortestTelling = 12;
    private const int MostHeads = 8;
    private const int LongestHead = 300;

    /// <summary>Without the lines under "--" with which mail programs set off a signature, if they are few.</summary>
    public static string WithoutSignature(string text)
    {
        var lines = text.Split('\n');
        var dashes = Array.FindLastIndex(lines, line => line.TrimEnd() is "--");
        var kept = string.Join('\n', lines.Take(Math.Max(dashes, 0))).TrimEnd();
        return dashes > 0 && lines.Length - dashes - 1 <= LongestSignature && kept.ShowsSomething ? kept : text;
    }

    /// <summary>
    /// Without the letter that it answers, if that stands at the end and all of what stands there is known to be that letter. What somebody wrote
    /// between our lines, or below them, keeps all of it.
    /// </summary>
    /// <param name="text">What they sent.</param>
    /// <param name="letter">Our letter, as it left.</param>
    public static string WithoutLetter(string text, string letter)
    {
        var lines = text.Split('\n');
        var (ours, end, told) = (Bare(letter), lines.Length, false);
        for (var from = ours.Length; end > 0 && Before(from, Bare(lines[end - 1])) is { } at; from = at)
        {
            told |= from - at >= ShortestTelling;
            end--;
        }

        for (var left = MostHeads; left > 0 && end > 0 && lines[end - 1] is { Length: < LongestHead } line && Head().IsMatch(line); left--) { end--; }

        var kept = string.Join('\n', lines.Take(end)).TrimEnd();
        return told && kept.ShowsSomething ? kept : text;

        // Upwards line by line, each where the one below it began: a line that only happens to stand in our letter is theirs.
        int? Before(int from, string line) => from == ours.Length
            ? ours.LastIndexOf(line, StringComparison.Ordinal) is >= 0 and var last ? last : null
            : ours.AsSpan(0, from).EndsWith(line, StringComparison.Ordinal) ? from - line.Length : null;
    }

    // Programs break lines anew and mark them; the signs that show stay the same. A link was made unusable on the way in.
    private static string Bare(string text) => Unseen().Replace(WayBack().Replace(text, "$1"), "");

    /// <summary>The lines by which programs announce what is answered, in the languages of the neighbourhood's mail programs.</summary>
    [GeneratedRegex(@"^[>\s*]*([-_]{5,}.*|(From|Sent|To|Cc|Subject|Date|De|Envoyé|À|Objet|Von|Gesendet|An|Betreff|Enviado|Para|Asunto)\s*:.*|(On|Le|Am|El|Il|Em)\s.*(@|\d:\d\d).*|.*(wrote|écrit|schrieb|escribió|ha scritto|escreveu)\s*:)?[\s*]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Head();

    [GeneratedRegex(@"(track/link/)[A-Za-z0-9_…-]*")]
    private static partial Regex WayBack();

    [GeneratedRegex(@"[\s>*_<]+")]
    private static partial Regex Unseen();
}
