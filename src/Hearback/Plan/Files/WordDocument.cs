using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hearback.Plan.Files;

/// <summary>The words of a Word document (.docx): paragraphs, items and tables. What was struck out by a tracked change is left out.</summary>
internal sealed class WordDocument
{
    private const long MostUnpacked = 50 * 1024 * 1024;
    private const int MostParts = 2000;
    private const int Deepest = 200;

    private readonly List<Block> _blocks = [];
    private bool _holdsTable;
    private int _rows;

    private WordDocument()
    {
    }

    /// <exception cref="UnreadablePlanException">It is broken, or grows beyond all measure when it is unpacked.</exception>
    public static IReadOnlyList<Block> Read(byte[] file)
    {
        try
        {
            Measure(file);
            using var word = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
            var reading = new WordDocument();
            if (word.MainDocumentPart?.Document?.Body is { } body) { reading.Children(body, tables: true); }

            return reading._blocks;
        }
        catch (Exception fault) when (fault is InvalidDataException or OpenXmlPackageException or XmlException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException or EndOfStreamException)
        {
            throw new UnreadablePlanException(new FileFault("The Word document is broken: open it in Word and save it again"));
        }
    }

    /// <summary>Unpacks everything once without keeping it, since the sizes that a file states may be false.</summary>
    private static void Measure(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        if (zip.Entries.All(entry => entry.FullName is not "word/document.xml" && !entry.FullName.StartsWith("word/", StringComparison.Ordinal)))
        {
            throw new UnreadablePlanException(new FileFault("This is no Word document: save the plan as .docx, .html, .csv, .json or text"));
        }

        var total = 0L;
        var buffer = new byte[81920];
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                total += read;
                if (total > MostUnpacked || zip.Entries.Count > MostParts) { throw new UnreadablePlanException(new FileFault("The Word document unpacks to more than 50 MB, far more than a plan needs. Nothing of it was read")); }
            }
        }

        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var part = entry.Open();
            using var xml = XmlReader.Create(part, new() { DtdProcessing = DtdProcessing.Prohibit });
            while (xml.Read())
            {
                if (xml.Depth > Deepest) { throw new UnreadablePlanException(new FileFault("The Word document is nested too deeply to be read")); }
            }
        }
    }

    private void Children(OpenXmlElement holder, bool tables)
    {
        foreach (var child in holder.ChildElements)
        {
            if (child is Paragraph paragraph) { _blocks.AddRange(Passage.Of(Words(paragraph), IsItem(paragraph))); }
            else if (child is Table table)
            {
                if (tables) { Rows(table); }
                else { _holdsTable = true; }
            }
            else if (child is SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun) { Children(child, tables); }
        }
    }

    private void Rows(Table table)
    {
        var rows = table.Descendants<TableRow>().Where(row => row.Ancestors<Table>().First() == table).Select(Row).ToList();
        if (rows.All(row => PlanColumns.Of(row) is null) && rows.Any(row => row.Cells.Any(cell => cell.HoldsTable)))
        {
            // A table that only arranges the page.
            foreach (var cell in table.Descendants<TableCell>().Where(cell => cell.Ancestors<Table>().First() == table)) { Children(cell, tables: true); }

            return;
        }

        for (var index = 0; index < rows.Count; index++) { _blocks.Add(rows[index] with { Number = ++_rows, StartsTable = index is 0 }); }
    }

    private static DocumentRow Row(TableRow row)
    {
        var cells = new List<Cell>();
        foreach (var cell in row.Descendants<TableCell>().Where(cell => cell.Ancestors<TableRow>().First() == row))
        {
            var reading = new WordDocument();
            reading.Children(cell, tables: false);
            cells.Add(new([.. reading._blocks.OfType<Passage>()], reading._holdsTable));
            for (var more = Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, 20); more > 1; more--) { cells.Add(Cell.Blank); }
        }

        return new(0, cells);
    }

    private static bool IsItem(Paragraph paragraph) =>
        paragraph.ParagraphProperties is { } properties
        && (properties.NumberingProperties?.NumberingId?.Val?.Value > 0 || properties.ParagraphStyleId?.Val?.Value?.StartsWith("List", StringComparison.Ordinal) is true);

    private static string Words(Paragraph paragraph)
    {
        var words = new StringBuilder();
        Add(paragraph);
        return words.ToString();

        void Add(OpenXmlElement holder)
        {
            foreach (var child in holder.ChildElements)
            {
                switch (child)
                {
                    case Text text: words.Append(text.Text.Replace('\n', ' ')); break;
                    case TabChar: words.Append(' '); break;
                    case Break or CarriageReturn: words.Append('\n'); break;
                    case NoBreakHyphen: words.Append('-'); break;
                    case DeletedRun or MoveFromRun or Drawing or Picture or AlternateContent: break;
                    default: Add(child); break;
                }
            }
        }
    }
}
