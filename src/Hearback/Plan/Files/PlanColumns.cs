using System.Text.RegularExpressions;

namespace Hearback.Plan.Files;

/// <summary>What a column of a plan's table tells.</summary>
internal enum PlanColumn
{
    Asked,

    /// <summary>"We are doing" and "What you can do" in one, as in 2019.</summary>
    DoingOrAsk,

    Doing,
    Ask,
    Lead,
    Target,
    Progress,
}

/// <summary>The columns of a table, known by the words of its heading.</summary>
internal sealed partial class PlanColumns
{
    private const string Wanted = "You asked, We are doing, What you can do, Lead, Target date and Progress";
    private readonly PlanColumn?[] _columns;

    private PlanColumns(PlanColumn?[] columns, IReadOnlyList<string> headings) => (_columns, Headings) = (columns, headings);

    /// <summary>The headings as the file writes them.</summary>
    public IReadOnlyList<string> Headings { get; }

    public int Count => _columns.Length;

    public bool HasAsks => Has(PlanColumn.Ask);

    /// <summary>The columns, when the row is the heading of a plan, complete or not; otherwise null.</summary>
    public static PlanColumns? Of(DocumentRow row)
    {
        if (row.Cells.Count < 2 || row.Cells.Any(cell => cell.Passages.Sum(passage => passage.Text.Length) > 80)) { return null; }

        var columns = new PlanColumns([.. row.Cells.Select(cell => Column(cell.Text))], [.. row.Cells.Select(cell => cell.Text.Replace('\n', ' '))]);
        return columns._columns.Distinct().Count(column => column is not null) >= 2 && (columns.Has(PlanColumn.Asked) || columns.Has(PlanColumn.Doing) || columns.Has(PlanColumn.DoingOrAsk)) ? columns : null;
    }

    /// <summary>What keeps the table from being read.</summary>
    public IEnumerable<FileFault> Faults(int row)
    {
        PlanColumn[] needed = [PlanColumn.Asked, PlanColumn.Doing, PlanColumn.Lead, PlanColumn.Target, PlanColumn.Progress];
        foreach (var column in needed.Where(column => !Has(column) && !(column is PlanColumn.Doing && Has(PlanColumn.DoingOrAsk))))
        {
            yield return new($"The table has no column '{Name(column)}'; it needs {Wanted}", row);
        }

        foreach (var twice in _columns.OfType<PlanColumn>().GroupBy(column => column).Where(group => group.Count() > 1)) { yield return new($"Two columns are '{Name(twice.Key)}'", row); }

        foreach (var (heading, _) in Headings.Zip(_columns).Where(pair => pair.First.Length > 0 && pair.Second is null)) { yield return new($"This column is none of {Wanted}", row, heading); }
    }

    public bool Has(PlanColumn column) => _columns.Contains(column);

    public string Heading(PlanColumn column) => Headings[Array.IndexOf(_columns, column)];

    /// <summary>The cells by what they tell, and those that stand under no heading.</summary>
    public IEnumerable<(PlanColumn? Column, Cell Cell)> Cells(DocumentRow row) => row.Cells.Select((cell, index) => (index < _columns.Length ? _columns[index] : null, cell));

    private static string Name(PlanColumn column) => column switch
    {
        PlanColumn.Asked => "You asked",
        PlanColumn.DoingOrAsk => "We are doing/ What you can do",
        PlanColumn.Doing => "We are doing",
        PlanColumn.Ask => "What you can do",
        PlanColumn.Lead => "Lead",
        PlanColumn.Target => "Target date",
        PlanColumn.Progress => "Progress",
    };

    private static PlanColumn? Column(string heading) => (Asked().IsMatch(heading), Doing().IsMatch(heading), Ask().IsMatch(heading)) switch
    {
        (_, true, true) => PlanColumn.DoingOrAsk,
        (true, _, _) => PlanColumn.Asked,
        (_, true, _) => PlanColumn.Doing,
        (_, _, true) => PlanColumn.Ask,
        _ when Lead().IsMatch(heading) => PlanColumn.Lead,
        _ when Progress().IsMatch(heading) => PlanColumn.Progress,
        _ when Target().IsMatch(heading) => PlanColumn.Target,
        _ => null,
    };

    [GeneratedRegex(@"\byou (asked|said|told)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\bwe('re|’re| are) doing\b", RegexOptions.IgnoreCase)]
    private static partial Regex Doing();

    [GeneratedRegex(@"\byou can do\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ask();

    [GeneratedRegex(@"\bleads?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\bprogress\b|\bupdates?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Progress();

    [GeneratedRegex(@"\btarget\b|\bdate\b", RegexOptions.IgnoreCase)]
    private static partial Regex Target();
}
