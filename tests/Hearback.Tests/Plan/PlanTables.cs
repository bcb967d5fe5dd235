using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hearback.Tests.Plan;

/// <summary>The same table in each kind of file. A cell's paragraphs stand on lines of their own.</summary>
internal static class PlanTables
{
    public static readonly string[] Six = ["You asked", "We are doing", "What you can do", "Lead", "Target date", "Progress"];

    public static readonly string[][] Lights =
    [
        Six,
        ["You want more light", "We mend lamps\nWe plant hedges", "Report dark corners", "Housing\nPlanning, Night Owls", "30 June 2026\nsoon", "Ten lamps burn"],
        ["", "We paint the stairs", "Please keep them clean", "Police", "", "1 May 2026: Two floors are done"],
    ];

    public static byte[] Text(params string[][] rows) =>
        Encoding.UTF8.GetBytes("A plan\n\n" + string.Concat(rows.Select(row => string.Join('\t', row.Select(cell => string.Concat(cell.Split('\n').Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>")))) + "\n")));

    public static byte[] Html(params string[][] rows) =>
        Encoding.UTF8.GetBytes($"<!doctype html><title>x</title><h1>A plan</h1><table>{string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell).Replace("\n", "<p>", StringComparison.Ordinal)}</td>"))}</tr>"))}</table>");

    /// <summary>As a spreadsheet saves it.</summary>
    public static byte[] Csv(char between, params string[][] rows) =>
        Encoding.UTF8.GetBytes("A plan\r\n" + string.Concat(rows.Select(row => string.Join(between, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n")));

    public static byte[] Word(params string[][] rows)
    {
        using var held = new MemoryStream();
        using (var document = WordprocessingDocument.Create(held, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new(new Body([Line("A plan"), new Table(rows.Select(row => new TableRow(row.Select(cell => new TableCell(cell.Split('\n').Select(Line))))))]));
        }

        return held.ToArray();

        static Paragraph Line(string line) => new(new Run(new Text(line)));
    }
}
