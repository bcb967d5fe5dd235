using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Hearback.Plan.Files;

/// <summary>The rows of a CSV file, whatever divides their cells.</summary>
internal static class CsvRecords
{
    /// <summary>Each row with its number, counted from 1. A quotation mark out of place is a fault once all rows are read.</summary>
    public static IEnumerable<(int Number, string[] Cells)> Read(string text, ICollection<FileFault> faults)
    {
        using var reader = new StringReader(text);
        var misquoted = new List<int>();
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            IgnoreBlankLines = false,
            BadDataFound = bad => misquoted.Add(bad.Context.Parser!.Row),
            Delimiter = Delimiter(text),
        });
        while (parser.Read()) { yield return (parser.Row, parser.Record!); }

        foreach (var row in misquoted.Distinct()) { faults.Add(new("a quotation mark is out of place, or never closed", row)); }
    }

    /// <summary>A spreadsheet of another country divides by semicolons, and some by tabs. The first line that is divided at all tells.</summary>
    private static string Delimiter(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IndexOfAny(",;\t") >= 0) { return line.Contains(',') ? "," : line.Contains(';') ? ";" : "\t"; }
        }

        return ",";
    }
}
