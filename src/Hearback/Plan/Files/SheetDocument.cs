namespace Hearback.Plan.Files;

/// <summary>A plan's table as a spreadsheet saves it: the columns that people read, not those of our own CSV.</summary>
internal static class SheetDocument
{
    private const int HeadingWithin = 20;

    /// <summary>Whether one of the first rows is the heading of a table that people read.</summary>
    public static bool Is(string text) => CsvRecords.Read(text, []).Take(HeadingWithin)
        .Any(row => PlanColumns.Of(Row(row.Number, row.Cells, startsTable: true)) is { } columns && (columns.Has(PlanColumn.Doing) || columns.Has(PlanColumn.DoingOrAsk)));

    /// <exception cref="UnreadablePlanException">A quotation mark is out of place.</exception>
    public static IEnumerable<Block> Read(string text)
    {
        var faults = new List<FileFault>();
        var startsTable = true;
        foreach (var (number, cells) in CsvRecords.Read(text, faults))
        {
            // A title above the table stands in a row of its own.
            if (cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) is 1 && startsTable)
            {
                foreach (var passage in Passages(string.Concat(cells))) { yield return passage; }

                continue;
            }

            yield return Row(number, cells, startsTable);
            startsTable = false;
        }

        if (faults.Count > 0) { throw new UnreadablePlanException([.. faults]); }
    }

    private static DocumentRow Row(int number, IEnumerable<string> cells, bool startsTable) => new(number, [.. cells.Select(cell => new Cell([.. Passages(cell)]))], startsTable);

    private static IEnumerable<Passage> Passages(string cell) => CsvCell.Plain(cell).ReplaceLineEndings("\n").Split('\n').SelectMany(line => Passage.Of(line));
}
