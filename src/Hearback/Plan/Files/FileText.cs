using System.Text;
using System.Xml;

namespace Hearback.Plan.Files;

/// <summary>What every file of ours has in common: how large it may be, in which encoding, and which characters it holds.</summary>
internal static class FileText
{
    /// <summary>A plan of 10,000 rows has a fifth of this.</summary>
    public const int MostMegabytes = 20;

    private const int MostBytes = MostMegabytes * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The one place where characters are taken away: control characters (but for tab and line breaks) and halves of pairs, which neither XML
    /// nor a person can read. All writers and all readers go through it, so that the same plan reads the same from each format.
    /// </summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsFine(text, i)) { return Without(text); }
        }

        return text;
    }

    /// <summary>All of a file, unless it is larger than any plan.</summary>
    /// <exception cref="UnreadablePlanException">It is too large.</exception>
    public static byte[] ReadBytes(Stream stream)
    {
        using var held = new MemoryStream();
        Span<byte> piece = stackalloc byte[16 * 1024];
        for (var read = stream.Read(piece); read > 0; read = stream.Read(piece))
        {
            if (held.Length + read > MostBytes) { throw new UnreadablePlanException(new FileFault($"The file is larger than {MostMegabytes} MB, which is more than any plan needs")); }

            held.Write(piece[..read]);
        }

        return held.ToArray();
    }

    /// <summary>All of a text file in UTF-8, with or without a mark at its beginning.</summary>
    /// <exception cref="UnreadablePlanException">It is too large, or not in UTF-8.</exception>
    public static string Read(Stream stream)
    {
        var bytes = ReadBytes(stream);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) { throw Wrong("The file is in UTF-16, not in UTF-8"); }

        ReadOnlySpan<byte> body = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes;
        if (body.Contains((byte)0)) { throw new UnreadablePlanException(new FileFault("The file is not a text file")); }

        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException fault)
        {
            throw Wrong($"The file is not in UTF-8 (line {1 + body[..Math.Clamp(fault.Index, 0, body.Length)].Count((byte)'\n')} is the first that cannot be read)");
        }

        static UnreadablePlanException Wrong(string words) => new(new FileFault($"{words}: save it again as UTF-8, which Excel calls “CSV UTF-8”"));
    }

    private static string Without(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsFine(text, i)) { kept.Append(text[i]); }
        }

        return kept.ToString();
    }

    private static bool IsFine(string text, int i) => XmlConvert.IsXmlChar(text[i])
        || (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        || (char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]));
}
