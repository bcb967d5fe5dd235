using System.Text;

namespace Hearback.Plan.Files;

/// <summary>
/// What stands in one cell of our CSV. A cell is neutralised, so that no spreadsheet takes it for a formula; a cell that lists things has one of them
/// a line, its parts between bars, and a backslash before what would be taken for either.
/// </summary>
internal static class CsvCell
{
    private const string FormulaStarts = "=+-@\t\r\n";

    /// <summary>Puts an apostrophe before what a spreadsheet would run, and before what looks as if that had been done, so that it can be taken away again.</summary>
    public static string Neutral(string text) => LooksLikeFormula(text) ? $"'{text}" : text;

    /// <summary>Takes away the apostrophe of <see cref="Neutral"/>, and no other.</summary>
    public static string Plain(string cell) => cell is ['\'', .. var rest] && LooksLikeFormula(rest) ? rest : cell;

    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    public static string Line(params IEnumerable<string?> parts)
    {
        var all = parts.Select(part => Escape(part ?? "")).ToList();
        while (all.Count > 1 && all[^1].Length is 0) { all.RemoveAt(all.Count - 1); }

        return string.Join(" | ", all);
    }

    /// <summary>The parts of each line that holds something.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Read(string cell) =>
        cell.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Parts);

    private static List<string?> Parts(string line)
    {
        var parts = new List<string?>();
        var part = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is '\\' && i + 1 < line.Length && line[i + 1] is '\\' or '|' or 'n' or 'r')
            {
                part.Append(line[++i] switch { 'n' => '\n', 'r' => '\r', var sign => sign });
            }
            else if (line[i] is '|')
            {
                if (part.Length > 0 && part[^1] is ' ') { part.Length--; }

                Next();
                if (i + 1 < line.Length && line[i + 1] is ' ') { i++; }
            }
            else { part.Append(line[i]); }
        }

        Next();
        return parts;

        void Next()
        {
            parts.Add(part.Length is 0 ? null : part.ToString());
            part.Clear();
        }
    }

    private static string Escape(string part) =>
        part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static bool LooksLikeFormula(string text) => text.TrimStart('\'') is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal);
}
