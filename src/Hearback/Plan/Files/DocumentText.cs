using System.Text;

namespace Hearback.Plan.Files;

/// <summary>The text of a document: a line for a paragraph, and a line with tabs between the cells for a row of its table.</summary>
internal static class DocumentText
{
    public static IEnumerable<Block> Read(string text)
    {
        var number = 0;
        var startsTable = true;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Contains('\t', StringComparison.Ordinal))
            {
                yield return new DocumentRow(number, [.. line.Split('\t').Select(cell => new Cell(HtmlDocument.Passages(cell)))], startsTable);
                startsTable = false;
                continue;
            }

            foreach (var passage in Passage.Of(line))
            {
                startsTable = true;
                yield return passage;
            }
        }
    }

    /// <summary>The words of a text file: by its byte order mark, else UTF-8, else what older programs of Windows write.</summary>
    /// <exception cref="UnreadablePlanException">It is not text, or nobody can say in which signs it is written.</exception>
    public static string Decode(byte[] file)
    {
        using var marked = new StreamReader(new MemoryStream(file), Utf8, detectEncodingFromByteOrderMarks: true);
        string text;
        try
        {
            text = marked.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);
        }

        return text.Any(sign => char.IsControl(sign) && !char.IsWhiteSpace(sign))
            ? throw new UnreadablePlanException(new FileFault("The file is not text in a writing that we know: save it as text in UTF-8"))
            : text;
    }

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
