using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Hearback.Plan.Files;

/// <summary>The words of a web page or a part of one: paragraphs, items and tables. Nothing of it runs, is fetched or is kept as markup.</summary>
internal sealed class HtmlDocument
{
    // Deeper than any document that a person wrote, and shallow enough to walk.
    private const int Deepest = 200;

    private static readonly HashSet<string> Unread = ["script", "style", "template", "head", "iframe", "object", "svg", "math", "select", "button", "textarea"];

    private static readonly HashSet<string> Blocks = ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "section", "article", "header", "footer", "main", "aside", "nav", "address", "figure", "figcaption", "caption", "hr", "form", "fieldset"];

    private readonly List<Block> _blocks = [];
    private readonly StringBuilder _line = new();
    private bool _isItem;
    private bool _holdsTable;
    private int _rows;

    private HtmlDocument()
    {
    }

    public static IReadOnlyList<Block> Read(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        var reading = new HtmlDocument();
        if (page.Body is { } body) { reading.Walk(body, 0); }

        reading.EndLine();
        return reading._blocks;
    }

    /// <summary>The paragraphs in a part of a page.</summary>
    public static IReadOnlyList<Passage> Passages(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal) && !html.Contains('&', StringComparison.Ordinal)) { return [.. Passage.Of(html)]; }

        using var page = new HtmlParser().ParseDocument(html);
        return InCell(page.Body!, 0).Passages;
    }

    private static Cell InCell(IElement cell, int depth)
    {
        var reading = new HtmlDocument();
        reading.Children(cell, depth, tables: false);
        reading.EndLine();
        return new([.. reading._blocks.OfType<Passage>()], reading._holdsTable);
    }

    private void Walk(INode node, int depth, bool tables = true)
    {
        if (depth > Deepest) { throw new UnreadablePlanException(new FileFault("The page is nested too deeply to be read")); }

        if (node is IText text)
        {
            foreach (var sign in text.Data) { _line.Append(char.IsWhiteSpace(sign) ? ' ' : sign); }
        }
        else if (node is IHtmlTableElement table)
        {
            EndLine();
            if (tables) { Table(table, depth); }
            else { _holdsTable = true; }
        }
        else if (node is IElement element && !Unread.Contains(element.LocalName))
        {
            if (element.LocalName is "br") { _line.Append('\n'); }
            else if (Blocks.Contains(element.LocalName))
            {
                EndLine();
                var around = _isItem;
                _isItem = around || element.LocalName is "ul" or "ol" or "li";
                Children(element, depth, tables);
                EndLine();
                _isItem = around;
            }
            else { Children(element, depth, tables); }
        }
    }

    private void Children(INode node, int depth, bool tables)
    {
        for (var child = node.FirstChild; child is not null; child = child.NextSibling) { Walk(child, depth + 1, tables); }
    }

    private void Table(IHtmlTableElement table, int depth)
    {
        if (table.Caption is { } caption) { Walk(caption, depth + 1); }

        var rows = Grid(table, depth);
        if (rows.All(row => PlanColumns.Of(row) is null) && rows.Any(row => row.Cells.Any(cell => cell.HoldsTable)))
        {
            // A table that only arranges the page.
            foreach (var cell in table.Rows.SelectMany(row => row.Cells)) { Children(cell, depth + 3, tables: true); EndLine(); }

            return;
        }

        foreach (var row in rows) { _blocks.Add(row with { Number = ++_rows }); }
    }

    private static List<DocumentRow> Grid(IHtmlTableElement table, int depth)
    {
        var rows = new List<DocumentRow>();
        var reach = new List<int>();
        foreach (var row in table.Rows)
        {
            var cells = new List<Cell>();
            foreach (var cell in row.Cells)
            {
                FillFromAbove(cells, reach);
                var made = InCell(cell, depth + 3);
                for (var column = 0; column < Math.Clamp(cell.ColumnSpan, 1, 20); column++)
                {
                    while (reach.Count <= cells.Count) { reach.Add(0); }

                    reach[cells.Count] = Math.Max(cell.RowSpan, 1) - 1;
                    cells.Add(column is 0 ? made : Cell.Blank);
                }
            }

            FillFromAbove(cells, reach);
            rows.Add(new(0, cells, rows.Count is 0));
        }

        return rows;
    }

    /// <summary>Where a cell reaches down into the row, the row has none of its own.</summary>
    private static void FillFromAbove(List<Cell> cells, List<int> reach)
    {
        while (cells.Count < reach.Count && reach[cells.Count] > 0)
        {
            reach[cells.Count]--;
            cells.Add(Cell.Blank);
        }
    }

    private void EndLine()
    {
        _blocks.AddRange(Passage.Of(_line.ToString(), _isItem));
        _line.Clear();
    }
}
