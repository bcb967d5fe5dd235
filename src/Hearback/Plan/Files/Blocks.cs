using System.Text.RegularExpressions;

namespace Hearback.Plan.Files;

/// <summary>A piece of a document, in the order in which it is read.</summary>
internal abstract record Block;

/// <summary>A paragraph or an item of a list. Line breaks within it are kept, other white space is one space.</summary>
internal sealed partial record Passage(string Text, bool IsItem = false) : Block
{
    public const char Bullet = '•';

    /// <summary>Makes passages of what stands between two tags or marks: none when it is blank, several when bullets were typed as signs.</summary>
    public static IEnumerable<Passage> Of(string raw, bool isItem = false)
    {
        var text = string.Join('\n', raw.Split('\n').Select(line => WhiteSpace().Replace(line, " ").Trim()).Where(line => line.Length > 0));
        return text.StartsWith(Bullet)
            ? text.Split(Bullet, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => new Passage(item, IsItem: true))
            : text.Length > 0 ? [new Passage(text, isItem)] : [];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}

/// <summary>A cell of a table.</summary>
internal sealed record Cell(IReadOnlyList<Passage> Passages, bool HoldsTable = false)
{
    public static Cell Blank { get; } = new([]);

    public string Text => string.Join('\n', Passages.Select(passage => passage.Text));
}

/// <summary>A row of a table, or its heading. A cell that goes on from the row above is blank.</summary>
/// <param name="Number">The row or, in a text file, the line; counted from 1.</param>
/// <param name="Cells">From the left.</param>
/// <param name="StartsTable">Whether another table begins here.</param>
internal sealed record DocumentRow(int Number, IReadOnlyList<Cell> Cells, bool StartsTable = false) : Block;
