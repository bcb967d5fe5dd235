using System.Globalization;
using Column = Hearback.Plan.Files.PlanCsv.Column;

namespace Hearback.Plan.Files;

/// <summary>Reads the rows of a table into the parts of a plan.</summary>
internal sealed class PlanCsvReading(string text)
{
    private static readonly string[] Needed = [Column.Asked, Column.Text];

    // What a field of the format is called in the table; the fields of leads, figures and earlier dates stand in one cell.
    private static readonly Dictionary<string, string> OfConcern = new()
    {
        ["id"] = Column.Concern,
        ["asked"] = Column.Asked,
        ["saidAt"] = Column.SaidAt,
        ["saidOn"] = Column.SaidOn,
        ["themes"] = Column.ConcernThemes,
        ["places"] = Column.ConcernPlaces,
    };

    private static readonly Dictionary<string, string> OfAction = new()
    {
        ["id"] = Column.Action,
        ["kind"] = Column.Row,
        ["text"] = Column.Text,
        ["state"] = Column.State,
        ["targetDate"] = Column.TargetDate,
        ["noDateReason"] = Column.NoDateBecause,
        ["reviewOn"] = Column.ReviewOn,
        ["addedOn"] = Column.AddedOn,
        ["goesWith"] = Column.GoesWith,
        ["themes"] = Column.Themes,
        ["places"] = Column.Places,
    };

    private static readonly Dictionary<string, string> OfUpdate = new()
    {
        ["id"] = Column.Update,
        ["on"] = Column.On,
        ["title"] = Column.Title,
        ["text"] = Column.Text,
        ["by"] = Column.By,
        ["state"] = Column.State,
        ["evidence"] = Column.Evidence,
        ["pictures"] = Column.Pictures,
    };

    private static readonly Dictionary<string, string> OfPlan = new() { ["title"] = Column.Title, ["introduction"] = Column.Text, ["term"] = Column.Title, ["means"] = Column.Text };

    private readonly List<FileFault> _faults = [];
    private readonly List<Doubt> _doubts = [];
    private readonly List<TermFile?> _glossary = [];
    private readonly List<ConcernFile?> _concerns = [];
    private readonly Dictionary<string, ConcernFile> _concernsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActionFile> _actions = new(StringComparer.Ordinal);
    private readonly List<(Row Row, ConcernFile Concern, UpdateFile Update)> _updates = [];
    private Row? _plan;
    private ConcernFile? _last;

    public ReadPlan Read()
    {
        foreach (var row in Rows()) { Take(row); }

        // Only now are all actions known, wherever their rows stand.
        foreach (var (row, concern, update) in _updates)
        {
            if (row.Name(Column.Action) is not { } action) { concern.Updates!.Add(update); }
            else if (_actions.TryGetValue(action, out var holder)) { holder.Updates!.Add(update); }
            else { Fault(row, Column.Action, $"no row has an action “{action}”"); }
        }

        if (_faults.Count is 0 && _concerns.Count is 0 && _plan is null) { _faults.Add(new("The file has no rows below its headings")); }

        var plan = new PlanFile { Title = _plan?.Text(Column.Title), Introduction = _plan?.Text(Column.Text), Glossary = _glossary, Concerns = _concerns, Place = _plan?.Place(OfPlan) };
        return PlanFileReading.Read(plan, _faults, _doubts);
    }

    private IEnumerable<Row> Rows()
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        using var records = CsvRecords.Read(text, _faults).GetEnumerator();
        if (records.MoveNext())
        {
            foreach (var (at, heading) in records.Current.Cells.Index())
            {
                var name = heading.Trim();
                if (name.Length is 0) { continue; }

                if (!columns.TryAdd(name, at)) { _faults.Add(new("there are two columns of this name", 1, name)); }
                else if (!PlanCsv.Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) { _doubts.Add(new("", $"The column “{name}” is none of a plan", "It was left out")); }
            }
        }

        foreach (var missing in Needed.Where(name => !columns.ContainsKey(name))) { _faults.Add(new("The column is missing", 1, missing)); }

        if (_faults.Count > 0) { yield break; }

        while (records.MoveNext())
        {
            var (number, cells) = records.Current;
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) { yield return new(number, columns, cells); }
        }
    }

    private void Take(Row row)
    {
        if (row.HasMore) { Fault(row, null, "the row has more cells than there are headings: is a quotation mark or a comma out of place?"); }

        switch (row.Name(Column.Row)?.ToUpperInvariant() ?? "")
        {
            case "PLAN":
                if (_plan is not null) { Fault(row, Column.Row, $"row {_plan.Number} is about the plan already"); }

                _plan ??= row;
                break;
            case "TERM":
                _glossary.Add(new() { Term = row.Text(Column.Title), Means = row.Text(Column.Text), Place = row.Place(OfPlan) });
                break;
            case "CONCERN":
                ConcernOf(row);
                break;
            case "" or "DOING" or "ASK":
                if (ConcernOf(row) is { } concern) { Add(Action(row), concern); }

                break;
            case "UPDATE":
                if (ConcernOf(row) is { } of) { _updates.Add((row, of, Update(row))); }

                break;
            default:
                Fault(row, Column.Row, $"must be plan, term, concern, doing, ask or update, not “{row.Name(Column.Row)}”");
                break;
        }
    }

    /// <summary>The concern that the row is about: of this id or in these words or, if it has neither, that of the row above.</summary>
    private ConcernFile? ConcernOf(Row row)
    {
        var (id, asked) = (row.Name(Column.Concern), row.Text(Column.Asked));
        if (id is null && string.IsNullOrWhiteSpace(asked))
        {
            if (_last is null) { Fault(row, Column.Asked, "is missing: say what residents asked"); }

            return _last;
        }

        var name = id is null ? $"words:{asked!.Trim()}" : $"id:{id}";
        if (_concernsByName.TryGetValue(name, out var known))
        {
            foreach (var (column, cell) in Facts(known).Where(fact => row.Text(fact.Column) is { } cell && cell != fact.Cell))
            {
                Fault(row, column, $"says something else than row {known.Place!.Row}, where this concern begins");
            }

            return _last = known;
        }

        _last = new()
        {
            Id = id,
            Asked = asked,
            SaidAt = row.Text(Column.SaidAt),
            SaidOn = row.Text(Column.SaidOn),
            People = row.Text(Column.People) is { } people ? Whole(row, Column.People, people) : null,
            Themes = Texts(row, Column.ConcernThemes),
            Places = Texts(row, Column.ConcernPlaces),
            Actions = [],
            Updates = [],
            Place = row.Place(OfConcern),
        };
        _concerns.Add(_last);
        _concernsByName.Add(name, _last);
        return _last;

        static IEnumerable<(string Column, string? Cell)> Facts(ConcernFile concern) =>
            [(Column.Asked, concern.Asked), (Column.SaidAt, concern.SaidAt), (Column.SaidOn, concern.SaidOn)];
    }

    private void Add(ActionFile action, ConcernFile concern)
    {
        concern.Actions!.Add(action);
        if (action.Id is not null) { _actions.TryAdd(action.Id, action); }
    }

    private ActionFile Action(Row row) => new()
    {
        Id = row.Name(Column.Action),
        Kind = row.Name(Column.Row),
        Text = row.Text(Column.Text),
        State = row.Text(Column.State),
        Leads = Leads(row, Column.Lead),
        Supporting = Leads(row, Column.Supporting),
        TargetDate = row.Text(Column.TargetDate),
        NoDateReason = row.Text(Column.NoDateBecause),
        ReviewOn = row.Text(Column.ReviewOn),
        EarlierDates = List(row, Column.EarlierDates, 4, (parts, place) => new EarlierDateFile { Was = parts[0], Now = parts[1], ChangedOn = parts[2], Because = parts[3], Place = place }),
        AddedOn = row.Text(Column.AddedOn),
        GoesWith = row.Name(Column.GoesWith),
        Themes = Texts(row, Column.Themes),
        Places = Texts(row, Column.Places),
        Updates = [],
        Place = row.Place(OfAction),
    };

    private UpdateFile Update(Row row) => new()
    {
        Id = row.Name(Column.Update),
        On = row.Text(Column.On),
        Title = row.Text(Column.Title),
        Text = row.Text(Column.Text),
        By = row.Text(Column.By),
        State = row.Text(Column.State),
        Figures = List(row, Column.Figures, 3, (parts, place) => new FigureFile { Number = Number(row, parts[0]), Of = parts[1], Period = parts[2], Place = place }),
        Evidence = row.Text(Column.Evidence),
        Pictures = List(row, Column.Pictures, 5, (parts, place) => new PictureFile { Id = parts[0], Alt = parts[1], Address = parts[2], Width = Pixels(row, parts[3]), Height = Pixels(row, parts[4]), Place = place }),
        Place = row.Place(OfUpdate),
    };

    private List<LeadFile?> Leads(Row row, string column) =>
        List(row, column, 4, (parts, place) => new LeadFile { Name = parts[0] ?? "", Organisation = parts[1], Contact = parts[2], Team = parts[3], Place = place });

    private List<string?> Texts(Row row, string column) => [.. CsvCell.Read(row.Text(column) ?? "").Select(parts =>
    {
        if (parts.Count > 1) { Fault(row, column, "has a bar in a line that is one name; write a backslash before it if it belongs there"); }

        return parts[0];
    })];

    private List<T?> List<T>(Row row, string column, int most, Func<IReadOnlyList<string?>, FilePlace, T> read) where T : class =>
    [
        .. CsvCell.Read(row.Text(column) ?? "").Select(parts =>
        {
            if (parts.Count > most) { Fault(row, column, $"has a line of {parts.Count} parts where there are at most {most}; write a backslash before a bar that belongs to the text"); }

            return read([.. parts, .. Enumerable.Repeat<string?>(null, Math.Max(0, most - parts.Count))], new(row.Number, _ => column));
        }),
    ];

    private int? Pixels(Row row, string? words) => words is null ? null : Whole(row, Column.Pictures, words);

    private int? Whole(Row row, string column, string words)
    {
        if (int.TryParse(words, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) { return number; }

        Fault(row, column, $"must be a whole number, not “{words}”");
        return null;
    }

    private decimal? Number(Row row, string? words)
    {
        if (words is null) { return null; }

        if (decimal.TryParse(words, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) { return number; }

        Fault(row, Column.Figures, $"each line must begin with a number, not “{words}”");
        return 0;
    }

    private void Fault(Row row, string? column, string words) => _faults.Add(new(words, row.Number, column));

    private sealed record Row(int Number, Dictionary<string, int> Columns, string[] Cells)
    {
        public bool HasMore => Cells.Length > Columns.Values.Max() + 1 && Cells.Skip(Columns.Values.Max() + 1).Any(cell => !string.IsNullOrWhiteSpace(cell));

        /// <summary>Exactly what stands in the cell; null when it is empty or the table has no such column.</summary>
        public string? Text(string column) => Columns.TryGetValue(column, out var at) && at < Cells.Length && Cells[at].Length > 0 ? CsvCell.Plain(Cells[at]) : null;

        /// <summary>A word that the format knows, or an id.</summary>
        public string? Name(string column) => Text(column)?.Trim() is { Length: > 0 } name ? name : null;

        public FilePlace Place(Dictionary<string, string> columns) => new(Number, field => columns[field]);
    }
}
