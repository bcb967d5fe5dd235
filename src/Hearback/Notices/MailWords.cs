using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;

namespace Hearback.Notices;

/// <summary>What an email says in words, and what files came with it, without those that only adorn it.</summary>
public sealed partial record MailWords(string Subject, string Text, IReadOnlyList<MailFile> Files)
{
    /// <summary>What is longer than this is cut, and says so.</summary>
    public const int Longest = 40_000;

    private const int LongestSubject = 2_000;
    private const int LongestMarkup = 1_000_000;

    static MailWords() => Charsets.KnowAll();

    public static MailWords Of(MimeMessage mail)
    {
        var (text, files) = (new StringBuilder(), new List<MailFile>());
        Read(mail.Body, isLayout: false);
        return new(Shortened(Line(mail.Subject), LongestSubject), Shortened(Clean(text.ToString()), Longest), files);

        void Read(MimeEntity? part, bool isLayout)
        {
            switch (part)
            {
                case MultipartAlternative choices:
                    ReadBest(choices, isLayout);
                    break;
                case MultipartRelated related:
                    foreach (var child in related) { Read(child, isLayout: child != related.Root); }

                    break;
                case Multipart parts:
                    foreach (var child in parts) { Read(child, isLayout); }

                    break;
                case TextPart { IsAttachment: false } words when words.IsPlain || words.IsHtml || words.ContentType.MediaSubtype is "enriched":
                    if (text.Length < LongestMarkup) { text.Append(WordsOf(words)).Append("\n\n"); }

                    break;
                case MimePart { ContentType: var type } when type.IsMimeType("application", "pgp-signature") || type.IsMimeType("application", "pkcs7-signature") || type.IsMimeType("application", "x-pkcs7-signature"):
                    break;
                case not null:
                    if (new MailFile(part, isLayout) is { IsOrnament: false } file) { files.Add(file); }

                    break;
            }
        }

        // The same thing said twice: plainly if there is anything in it, or else as a page.
        void ReadBest(MultipartAlternative choices, bool isLayout)
        {
            var plain = choices.OfType<TextPart>().FirstOrDefault(choice => choice is { IsPlain: true, IsAttachment: false } && WordsOf(choice).ShowsSomething);
            var best = plain ?? choices.LastOrDefault(choice => choice is Multipart or TextPart { IsHtml: true }) ?? choices.FirstOrDefault();
            if (best is not null) { Read(best, isLayout); }

            // Some programs put the pictures only into the page, beside its words.
            foreach (var other in choices.Where(choice => choice != best)) { ReadFiles(other, isLayout: true); }
        }

        void ReadFiles(MimeEntity part, bool isLayout)
        {
            if (part is Multipart parts)
            {
                foreach (var child in parts) { ReadFiles(child, isLayout); }
            }
            else if (part is MimePart and not TextPart && new MailFile(part, isLayout) is { IsOrnament: false } file)
            {
                files.Add(file);
            }
        }
    }

    /// <summary>All of it, the subject first: some people write only that.</summary>
    public string Whole => (Subject, Text) switch
    {
        ({ ShowsSomething: false }, _) => Text,
        (_, { ShowsSomething: false }) => Subject,
        _ => Text.StartsWith(Subject, StringComparison.Ordinal) ? Text : $"{Subject}\n\n{Text}",
    };

    /// <summary>A line of a header as it can be shown: one line, and nothing in it that turns what stands beside it.</summary>
    public static string Line(string? header) => Turning().Replace(Clean(header ?? "").Replace('\n', ' '), "").Trim();

    private static string WordsOf(TextPart part)
    {
        var words = part.Text ?? "";
        if (words.Length > LongestMarkup) { words = words[..LongestMarkup]; }

        if (part.IsHtml) { return MarkupWords.Of(words); }

        return part.IsFlowed ? new FlowedToText { DeleteSpace = part.ContentType.Parameters["delsp"] is "yes" }.Convert(words) : words;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (sign.Value is '\n' or '\t' || !(Rune.IsControl(sign) || (sign.Value & 0xFFFE) is 0xFFFE)) { clean.Append(sign.Value is 0xA0 ? " " : sign.ToString()); }
        }

        // Whoever has such a link can act for the reporter, and it may not have been opened yet.
        var lines = WayBack().Replace(clean.ToString(), "$1…").Split('\n').Select(line => line.TrimEnd());
        return ManyBlankLines().Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    private static string Shortened(string text, int longest)
    {
        if (text.Length <= longest) { return text; }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]}\n\n(…)";
    }

    public override string ToString() => "(words of an email)";

    [GeneratedRegex("[\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Turning();

    // Also as a mail program writes it that leads each link over a server of its own.
    [GeneratedRegex("(track(?:/|%2F)link(?:/|%2F))[A-Za-z0-9_-]{20,}", RegexOptions.IgnoreCase)]
    private static partial Regex WayBack();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex ManyBlankLines();
}
