using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Hearback.Plan.Files;

/// <summary>The plan as a table for spreadsheets, one row an action: <c>docs/plan-csv.md</c> says what stands in it.</summary>
public static class PlanCsv
{
    private static readonly SearchValues<char> Divides = SearchValues.Create("\",;\t\r\n");

    internal static readonly string[] Columns =
    [
        Column.Row, Column.Concern, Column.Asked, Column.SaidAt, Column.SaidOn, Column.People, Column.ConcernThemes, Column.ConcernPlaces,
        Column.Action, Column.Title, Column.Text, Column.State, Column.Lead, Column.Supporting, Column.TargetDate, Column.NoDateBecause, Column.ReviewOn, Column.EarlierDates,
        Column.AddedOn, Column.GoesWith, Column.Themes, Column.Places, Column.Update, Column.On, Column.By, Column.Figures, Column.Evidence, Column.Pictures, Column.Edition, Column.PublishedAt,
    ];

    public static void Write(Edition edition, Stream stream)
    {
        // Excel takes a file for UTF-8 only by the mark at its beginning.
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", ShouldQuote = cell => NeedsQuotes(cell.Field) });
        foreach (var column in Columns) { csv.WriteField(column); }

        csv.NextRecord();
        foreach (var row in Rows(PlanFile.Of(edition)))
        {
            foreach (var column in Columns) { csv.WriteField(CsvCell.Neutral(row.GetValueOrDefault(column) ?? "")); }

            csv.NextRecord();
        }
    }

    /// <exception cref="UnreadablePlanException">The file is no plan.</exception>
    public static ReadPlan Read(Stream stream) => new PlanCsvReading(FileText.Read(stream)).Read();

    private static bool NeedsQuotes(string? cell) =>
        cell is { Length: > 0 } && (cell.AsSpan().ContainsAny(Divides) || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]));

    private static IEnumerable<Dictionary<string, string?>> Rows(PlanFile plan)
    {
        yield return new()
        {
            [Column.Row] = RowKind.Plan,
            [Column.Title] = plan.Title,
            [Column.Text] = plan.Introduction,
            [Column.Edition] = plan.Edition?.ToString(CultureInfo.InvariantCulture),
            [Column.PublishedAt] = plan.PublishedAt,
        };
        foreach (var term in plan.Glossary!) { yield return new() { [Column.Row] = RowKind.Term, [Column.Title] = term!.Term, [Column.Text] = term.Means }; }

        foreach (var row in plan.Concerns!.SelectMany(concern => RowsOf(concern!))) { yield return row; }
    }

    private static IEnumerable<Dictionary<string, string?>> RowsOf(ConcernFile concern)
    {
        var first = new Dictionary<string, string?>
        {
            [Column.SaidAt] = concern.SaidAt,
            [Column.SaidOn] = concern.SaidOn,
            [Column.People] = concern.People?.ToString(CultureInfo.InvariantCulture),
            [Column.ConcernThemes] = Lines(concern.Themes),
            [Column.ConcernPlaces] = Lines(concern.Places),
        };
        var rows = concern.Actions!.SelectMany(action => RowsOf(concern, action!)).ToList();
        // A concern for which nothing is planned yet has a row for itself alone.
        if (rows.Count is 0) { rows.Add(new() { [Column.Row] = RowKind.Concern, [Column.Concern] = concern.Id, [Column.Asked] = concern.Asked }); }

        foreach (var (column, cell) in first) { rows[0][column] = cell; }

        return rows.Concat(concern.Updates!.Select(update => RowOf(concern, null, update!)));
    }

    private static IEnumerable<Dictionary<string, string?>> RowsOf(ConcernFile concern, ActionFile action) =>
    [
        new()
        {
            [Column.Row] = action.Kind,
            [Column.Concern] = concern.Id,
            [Column.Asked] = concern.Asked,
            [Column.Action] = action.Id,
            [Column.Text] = action.Text,
            [Column.State] = InWords(action.State),
            [Column.Lead] = Lines(action.Leads),
            [Column.Supporting] = Lines(action.Supporting),
            [Column.TargetDate] = action.TargetDate,
            [Column.NoDateBecause] = action.NoDateReason,
            [Column.ReviewOn] = action.ReviewOn,
            [Column.EarlierDates] = CsvCell.Lines(action.EarlierDates!.Select(date => CsvCell.Line(date!.Was, date.Now, date.ChangedOn, date.Because))),
            [Column.AddedOn] = action.AddedOn,
            [Column.GoesWith] = action.GoesWith,
            [Column.Themes] = Lines(action.Themes),
            [Column.Places] = Lines(action.Places),
        },
        .. action.Updates!.Select(update => RowOf(concern, action, update!)),
    ];

    private static Dictionary<string, string?> RowOf(ConcernFile concern, ActionFile? action, UpdateFile update) => new()
    {
        [Column.Row] = RowKind.Update,
        [Column.Concern] = concern.Id,
        [Column.Action] = action?.Id,
        [Column.Title] = update.Title,
        [Column.Text] = update.Text,
        [Column.State] = InWords(update.State),
        [Column.Update] = update.Id,
        [Column.On] = update.On,
        [Column.By] = update.By,
        [Column.Figures] = CsvCell.Lines(update.Figures!.Select(figure => CsvCell.Line(figure!.Number?.ToString(CultureInfo.InvariantCulture), figure.Of, figure.Period))),
        [Column.Evidence] = update.Evidence,
        [Column.Pictures] = CsvCell.Lines(update.Pictures!.Select(picture => CsvCell.Line(picture!.Id, picture.Alt, picture.Address, InDigits(picture.Width), InDigits(picture.Height)))),
    };

    private static string Lines(List<string?>? texts) => CsvCell.Lines(texts!.Select(text => CsvCell.Line(text)));

    private static string Lines(List<LeadFile?>? leads) => CsvCell.Lines(leads!.Select(lead => CsvCell.Line(lead!.Name, lead.Organisation, lead.Contact, lead.Team)));

    private static string? InDigits(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? InWords(string? state) => state == PlanFile.Name(ActionState.UnderWay) ? "under way" : state;

    /// <summary>The headings of the columns.</summary>
    internal static class Column
    {
        public const string Row = "Row";
        public const string Concern = "Concern";
        public const string Asked = "You asked";
        public const string SaidAt = "Said at";
        public const string SaidOn = "Said on";
        public const string People = "People";
        public const string ConcernThemes = "Concern themes";
        public const string ConcernPlaces = "Concern places";
        public const string Action = "Action";
        public const string Title = "Title";
        public const string Text = "Text";
        public const string State = "State";
        public const string Lead = "Lead";
        public const string Supporting = "Supporting";
        public const string TargetDate = "Target date";
        public const string NoDateBecause = "No date because";
        public const string ReviewOn = "Review on";
        public const string EarlierDates = "Earlier dates";
        public const string AddedOn = "Added on";
        public const string GoesWith = "Goes with";
        public const string Themes = "Themes";
        public const string Places = "Places";
        public const string Update = "Update";
        public const string On = "On";
        public const string By = "By";
        public const string Figures = "Figures";
        public const string Evidence = "Evidence";
        public const string Pictures = "Pictures";
        public const string Edition = "Edition";
        public const string PublishedAt = "Published at";
    }

    /// <summary>What a row is about.</summary>
    internal static class RowKind
    {
        public const string Plan = "plan";
        public const string Term = "term";
        public const string Concern = "concern";
        public const string Doing = "doing";
        public const string Ask = "ask";
        public const string Update = "update";
    }
}
