using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.Extensions.Localization;
using Hearback.Calendar;

namespace Hearback.Plan.Files;

/// <summary>The visible part of the Word document.</summary>
internal sealed class PlanDocument(Edition edition, IStringLocalizer l)
{
    private const string Language = "en-GB";
    private const string HeadingStyle = "Heading1";
    private const string SectionStyle = "Heading2";
    private const string BulletStyle = "ListBullet";
    private const string TableStyleName = "TableGrid";
    private const int BulletList = 1;

    // A4 on its side, in twentieths of a point, with half an inch on each side.
    private const int PageWidth = 16838;
    private const int PageHeight = 11906;
    private const int Margin = 720;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo(Language);
    private static readonly (string Heading, int Width)[] Columns =
        [("You asked", 2200), ("We are doing", 2900), ("What you can do", 2600), ("Lead", 2700), ("Target date", 1600), ("Progress", PageWidth - (2 * Margin) - 12000)];

    private readonly ActionPlan _plan = edition.Plan;

    private string Heading => string.IsNullOrWhiteSpace(_plan.Title) ? l["Action plan"] : _plan.Title;

    private string EditionAndDay => l["Edition {0}, {1}", edition.Number, InWords(edition.PublishedAt.LondonDay)];

    public void Into(WordprocessingDocument document, MainDocumentPart main)
    {
        var about = document.PackageProperties;
        (about.Title, about.Subject, about.Language) = (FileText.Clean(Heading), EditionAndDay, Language);
        about.Created = about.Modified = edition.PublishedAt.UtcDateTime;
        main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = Bullets();
        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = Footer();

        var body = new Body(Styled(HeadingStyle, Heading), Plain(EditionAndDay));
        if (!string.IsNullOrWhiteSpace(edition.Corrects)) { body.Append(Plain(l["This edition corrects the one before: {0}", edition.Corrects])); }

        body.Append(Text(_plan.Introduction));
        body.Append(Styled(SectionStyle, l["The plan"]), Table());
        if (_plan.Glossary.Count > 0)
        {
            body.Append(Styled(SectionStyle, l["What the words mean"]));
            body.Append(_plan.Glossary.Select(term => new Paragraph([.. Runs(term.Term, bold: true), .. Runs($": {term.Means}")])));
        }

        // Word wants a paragraph after a table.
        body.Append(new Paragraph());
        body.Append(new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new PageSize { Width = PageWidth, Height = PageHeight, Orient = PageOrientationValues.Landscape },
            new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 360, Footer = 360, Gutter = 0 }));
        main.Document = new Document(body);
        main.Document.Save();
    }

    private Table Table()
    {
        var table = new Table(
            new TableProperties(
                new TableStyle { Val = TableStyleName },
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = (PageWidth - (2 * Margin)).ToString(CultureInfo.InvariantCulture) },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { Val = "0020", FirstRow = true, LastRow = false, FirstColumn = false, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true }),
            new TableGrid(Columns.Select(column => new GridColumn { Width = column.Width.ToString(CultureInfo.InvariantCulture) })));
        table.Append(new TableRow([new TableRowProperties(new CantSplit(), new TableHeader()), .. Columns.Select((column, at) => Cell(at, [new Paragraph(Runs(l[column.Heading], bold: true))]))]));
        table.Append(_plan.Concerns.SelectMany(Rows));
        return table;
    }

    /// <summary>A row for each action, with the asks that stand beside it, for each ask that stands alone, and for progress on the whole.</summary>
    private IEnumerable<TableRow> Rows(Concern concern)
    {
        var rows = new List<List<OpenXmlElement>[]>();
        foreach (var action in concern.Actions.Where(action => action.GoesWith is null || concern.Actions.All(other => other.Id != action.GoesWith)))
        {
            var beside = concern.Actions.Where(ask => ask.GoesWith == action.Id).ToList();
            var isDoing = action.Kind is ActionKind.Doing;
            rows.Add(
            [
                isDoing ? Text(action.Text) : [],
                [.. (isDoing ? [] : Text(action.Text)), .. beside.SelectMany(ask => Text(ask.Text))],
                Leads([action, .. beside]),
                Dates(action),
                [Plain(l.Say(action.State)), .. action.Updates.SelectMany(Progress), .. beside.SelectMany(ask => ask.Updates).SelectMany(Progress)],
            ]);
        }

        if (rows.Count is 0 || concern.Updates.Count > 0) { rows.Add([[], [], [], [], [.. concern.Updates.SelectMany(Progress)]]); }

        return rows.Select((cells, at) => new TableRow(
        [
            Cell(0, at is 0 ? Asked(concern) : [], rows.Count is 1 ? null : at is 0 ? MergedCellValues.Restart : MergedCellValues.Continue),
            .. cells.Select((content, column) => Cell(column + 1, content)),
        ]));
    }

    private List<OpenXmlElement> Asked(Concern concern)
    {
        var said = new List<string>();
        if (concern.SaidAt is { Length: > 0 } at) { said.Add(at); }

        if (concern.SaidOn is { } on) { said.Add(InWords(on)); }

        if (concern.People is { } people) { said.Add(people is 1 ? l["1 person"] : l["{0} people", people.ToString("N0", English)]); }

        return [.. Lines(concern.Asked).Select(line => Plain(line)), .. said.Count > 0 ? [new Paragraph(Runs(string.Join(", ", said), italic: true))] : Array.Empty<OpenXmlElement>()];
    }

    private List<OpenXmlElement> Leads(IReadOnlyList<PlannedAction> actions)
    {
        var leads = actions.SelectMany(action => action.Leads).Distinct().ToList();
        var supporting = actions.SelectMany(action => action.Supporting).Distinct().Except(leads).ToList();
        return [.. leads.Select(lead => Plain(InWords(lead))), .. supporting.Select(lead => Plain(l["with {0}", InWords(lead)]))];
    }

    private List<OpenXmlElement> Dates(PlannedAction action)
    {
        var now = action.TargetDate is { } date ? Plain(InWords(date))
            : action.NoDate is { } none ? Plain(l["No date yet, because {0}, review on {1}", none.Because, InWords(none.ReviewOn)])
            : null;
        return [.. now is null ? Array.Empty<OpenXmlElement>() : [now], .. action.EarlierDates.Select(earlier =>
            Plain(earlier.Now is { } then ? l["Was {0}, then {1}, because {2}", InWords(earlier.Was), InWords(then), earlier.Because] : l["Was {0}, then no date, because {1}", InWords(earlier.Was), earlier.Because]))];
    }

    private IEnumerable<OpenXmlElement> Progress(ProgressUpdate update)
    {
        var head = string.Join(", ", new[] { update.On is { } on ? InWords(on) : null, update.Title, update.By }.Where(part => !string.IsNullOrWhiteSpace(part)));
        if (head.Length > 0) { yield return new Paragraph(Runs(head, bold: true)); }

        foreach (var paragraph in Text(update.Text)) { yield return paragraph; }

        foreach (var figure in update.Figures)
        {
            yield return Plain($"{figure.Number.ToString("0.############################", English)} {figure.Of}{(figure.Period is { Length: > 0 } period ? $", {period}" : "")}");
        }

        if (update.Evidence is { } evidence) { yield return Plain(evidence.OriginalString); }

        foreach (var picture in update.Pictures) { yield return Plain(l["Picture: {0} ({1})", picture.Alt, picture.Address]); }
    }

    private static TableCell Cell(int column, List<OpenXmlElement> content, MergedCellValues? merged = null)
    {
        var about = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = Columns[column].Width.ToString(CultureInfo.InvariantCulture) });
        if (merged is { } value) { about.Append(new VerticalMerge { Val = value }); }

        return new TableCell([about, .. content is [] ? [new Paragraph()] : content]);
    }

    /// <summary>Markdown, paragraph by paragraph.</summary>
    private static List<OpenXmlElement> Text(string markdown) =>
    [
        .. PlanMarkdown.Blocks(markdown).Select(block => new Paragraph(
        [
            .. block.IsBullet ? [new ParagraphProperties(new ParagraphStyleId { Val = BulletStyle })] : Array.Empty<OpenXmlElement>(),
            .. block.Runs.SelectMany(run => Runs(run.Words, run.Bold, run.Italic)),
        ])),
    ];

    private static Paragraph Plain(string words) => new(Runs(words));

    private static Paragraph Styled(string style, string words) => new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. Runs(words)]);

    private static List<OpenXmlElement> Runs(string words, bool bold = false, bool italic = false)
    {
        var runs = new List<OpenXmlElement>();
        foreach (var (at, line) in FileText.Clean(words).ReplaceLineEndings("\n").Split('\n').Index())
        {
            var looks = new RunProperties();
            if (bold) { looks.Append(new Bold()); }

            if (italic) { looks.Append(new Italic()); }

            var run = new Run();
            if (looks.HasChildren) { run.Append(looks); }

            if (at > 0) { run.Append(new Break()); }

            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
            runs.Add(run);
        }

        return runs;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Footer Footer() => new(new Paragraph(
    [
        new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }),
        .. Runs($"{Heading}. {EditionAndDay}. {l["Page"].Value} "),
        new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " },
        .. Runs($" {l["of"].Value} "),
        new SimpleField(new Run(new Text("1"))) { Instruction = " NUMPAGES " },
    ]));

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Arial", HighAnsi = "Arial", ComplexScript = "Arial" },
                new FontSize { Val = "20" },
                new FontSizeComplexScript { Val = "20" },
                new Languages { Val = Language, EastAsia = Language, Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "80" }))),
        ParagraphStyle("Normal", "Normal", isDefault: true),
        ParagraphStyle(HeadingStyle, "heading 1", size: 36, level: 0),
        ParagraphStyle(SectionStyle, "heading 2", size: 28, level: 1),
        ParagraphStyle(BulletStyle, "List Bullet", list: BulletList),
        ParagraphStyle("Footer", "footer"),
        new Style(new StyleName { Val = "Normal Table" }, new StyleTableProperties(new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa }, new TableCellMarginDefault(
            new TopMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
            new TableCellLeftMargin { Width = 108, Type = TableWidthValues.Dxa },
            new BottomMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
            new TableCellRightMargin { Width = 108, Type = TableWidthValues.Dxa })))
        { Type = StyleValues.Table, StyleId = "TableNormal", Default = true },
        new Style(new StyleName { Val = "Table Grid" }, new BasedOn { Val = "TableNormal" }, new StyleTableProperties(new TableBorders(
            Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())))
        { Type = StyleValues.Table, StyleId = TableStyleName });

    private static Style ParagraphStyle(string id, string name, bool isDefault = false, int? size = null, int? level = null, int? list = null)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id };
        if (isDefault) { style.Default = true; }
        else { style.Append(new BasedOn { Val = "Normal" }); }

        style.Append(new PrimaryStyle());
        if (level is { } outline)
        {
            style.Append(new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "240", After = "120" }, new OutlineLevel { Val = outline }));
        }

        if (list is { } number)
        {
            style.Append(new StyleParagraphProperties(new NumberingProperties(new NumberingId { Val = number }), new Indentation { Left = "284", Hanging = "284" }, new ContextualSpacing()));
        }

        if (size is { } points)
        {
            var half = points.ToString(CultureInfo.InvariantCulture);
            style.Append(new StyleRunProperties(new Bold(), new FontSize { Val = half }, new FontSizeComplexScript { Val = half }));
        }

        return style;
    }

    private static T Line<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "595959" };

    private static Numbering Bullets() => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.SingleLevel },
            new Level(
                new StartNumberingValue { Val = 1 },
                new NumberingFormat { Val = NumberFormatValues.Bullet },
                new LevelText { Val = "•" },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Left = "284", Hanging = "284" }))
            { LevelIndex = 0 })
        { AbstractNumberId = 0 },
        new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = BulletList });

    private static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", English);

    private static string InWords(Lead lead) => string.Join(", ", new[] { lead.Name, lead.Organisation, lead.Contact }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
