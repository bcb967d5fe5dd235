using System.IO.Compression;
using System.Text;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Hearback.Plan;
using Hearback.Plan.Files;

namespace Hearback.Tests.Plan;

public sealed class PlanDocxTests
{
    [Fact]
    public void What_is_written_reads_back_to_the_same_plan() =>
        Plans.Any.Sample(plan => Assert.Equal(plan.AsText(), PlanDocx.ReadEmbedded(Plans.Written(PlanDocx.Write, plan))!.Plan.AsText()), iter: 60);

    [Fact]
    public void Every_plan_is_a_valid_document() => Plans.Any.Sample(plan =>
    {
        using var document = WordprocessingDocument.Open(Plans.Written(PlanDocx.Write, plan), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
    }, iter: 40);

    [Fact]
    public void It_is_a_landscape_table_of_six_columns_whose_heading_is_on_each_page()
    {
        using var document = Open(Plans.Example);
        var body = document.MainDocumentPart!.Document!.Body!;

        var page = body.Descendants<PageSize>().Single();
        Assert.Equal((16838u, 11906u, PageOrientationValues.Landscape), (page.Width!.Value, page.Height!.Value, page.Orient!.Value));
        var rows = body.Descendants<TableRow>().ToList();
        Assert.Equal(["You asked", "We are doing", "What you can do", "Lead", "Target date", "Progress"], Cells(rows[0]));
        Assert.Single(rows[0].Descendants<TableHeader>());
        Assert.Empty(rows.Skip(1).SelectMany(row => row.Descendants<TableHeader>()));
        Assert.Equal(6, body.Descendants<GridColumn>().Count());
    }

    [Fact]
    public void Each_action_is_a_row_with_its_ask_its_lead_its_dates_and_its_progress()
    {
        using var document = Open(Plans.Example);
        var rows = document.MainDocumentPart!.Document!.Body!.Descendants<TableRow>().Select(Cells).ToList();

        Assert.Equal(
        [
            "Strangers sleep on our stairs, because the door does not shut. / Community conversation, 9 March 2026, 14 people",
            "Mend the street doors, and test them every week.",
            "Tell us when a door does not shut.",
            "Housing repairs, Example Council, repairs@council.example / with SNT",
            "31 August 2026 / Was 30 June 2026, then 31 August 2026, because the locks come late",
            "Under way / 28 May 2026, Begun, Housing repairs / Three doors are mended. / 3 doors mended, last 3 months / https://council.example/doors / Picture: A new street door, shut (/plan/pictures/039058c6f2c0cb492c533b0a4d14ef77.jpg)",
        ], rows[1]);
        Assert.Equal(["", "", "", "", "", "2 April 2026 / We walked round with residents."], rows[2]);
        Assert.Equal("No date yet, because the survey is not done, review on 1 July 2026", rows[3][4]);
    }

    [Fact]
    public void It_has_headings_a_language_and_says_which_edition_it_is()
    {
        using var document = Open(Plans.Example);
        var main = document.MainDocumentPart!;
        var headings = main.Document!.Body!.Elements<Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value?.StartsWith("Heading", StringComparison.Ordinal) is true);
        var footer = main.FooterParts.Single().Footer!;

        Assert.Equal([("Heading1", "Our action plan"), ("Heading2", "The plan"), ("Heading2", "What the words mean")], headings.Select(heading => (heading.ParagraphProperties!.ParagraphStyleId!.Val!.Value!, heading.InnerText)));
        Assert.Equal("en-GB", main.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<Languages>().Single().Val!.Value);
        Assert.Contains("Edition 1, 1 June 2026", main.Document.InnerText, StringComparison.Ordinal);
        Assert.StartsWith("Our action plan. Edition 1, 1 June 2026. Page ", footer.InnerText, StringComparison.Ordinal);
        Assert.Equal([" PAGE ", " NUMPAGES "], footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value!));
    }

    [Fact]
    public void Markdown_is_shown_as_bold_words_and_bullets_and_HTML_as_it_was_typed()
    {
        var plan = Plans.Example with { Introduction = "A **bold** word\n\n- one\n- two\n\n<script>alert(1)</script>" };
        using var document = Open(plan);
        var paragraphs = document.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().ToList();

        Assert.Contains(paragraphs, paragraph => paragraph.InnerText is "A bold word" && paragraph.Descendants<Run>().Single(run => run.RunProperties?.Bold is not null).InnerText is "bold");
        Assert.Equal(["one", "two"], paragraphs.Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is "ListBullet").Select(paragraph => paragraph.InnerText));
        Assert.Contains(paragraphs, paragraph => paragraph.InnerText is "<script>alert(1)</script>");
    }

    [Fact]
    public void A_document_that_somebody_edited_is_no_longer_taken_for_the_plan_in_it()
    {
        var file = Plans.Written(PlanDocx.Write, Plans.Example);
        Edit(file, body => body.Descendants<Text>().First(text => text.Text.StartsWith("Mend", StringComparison.Ordinal)).Text = "Mend the street doors at once.");

        Assert.Null(PlanDocx.ReadEmbedded(file));
    }

    [Fact]
    public void A_row_that_somebody_took_out_is_noticed()
    {
        var file = Plans.Written(PlanDocx.Write, Plans.Example);
        Edit(file, body => body.Descendants<TableRow>().ElementAt(2).Remove());

        Assert.Null(PlanDocx.ReadEmbedded(file));
    }

    [Fact]
    public void A_document_that_was_only_saved_again_is_still_the_plan()
    {
        var file = Plans.Written(PlanDocx.Write, Plans.Example);
        // Word cuts runs wherever it likes, and marks what it has looked at.
        Edit(file, body =>
        {
            var run = body.Descendants<Run>().First(run => run.InnerText.StartsWith("Mend", StringComparison.Ordinal));
            var words = run.InnerText;
            run.GetFirstChild<Text>()!.Text = words[..10];
            run.InsertAfterSelf(new Run(new Text(words[10..]) { Space = SpaceProcessingModeValues.Preserve }));
            run.InsertAfterSelf(new ProofError { Type = ProofingErrorValues.SpellStart });
            body.InsertAt(new Paragraph(), 0);
        });

        Assert.Equal(Plans.Example.AsText(), PlanDocx.ReadEmbedded(file)!.Plan.AsText());
    }

    [Fact]
    public void A_document_of_somebody_else_has_no_plan_in_it()
    {
        var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document)) { document.AddMainDocumentPart().Document = new Document(new Body(new Paragraph())); }

        file.Position = 0;
        Assert.Null(PlanDocx.ReadEmbedded(file));
    }

    [Fact]
    public void What_is_no_document_says_so()
    {
        var whole = Plans.Written(PlanDocx.Write, Plans.Example).ToArray();

        Assert.All<byte[]>([[], "PK"u8.ToArray(), Encoding.UTF8.GetBytes("You asked,Text"), whole[..(whole.Length / 2)], Zip(("other.txt", "x"u8.ToArray()))], file =>
            Assert.Equal("The file is not a Word document: save it as .docx and try again", Refusal(file)));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">&a;</w:document>")]
    [InlineData("<w:document")]
    public void A_document_with_broken_or_forbidden_XML_is_refused(string xml) =>
        Assert.Equal("The Word document is damaged, or larger inside than any plan", Refusal(Zip(("word/document.xml", Encoding.UTF8.GetBytes(xml)), ("customXml/item1.xml", "<plan xmlns=\"urn:hearback:plan:1\" text=\"\">{}</plan>"u8.ToArray()))));

    [Fact]
    public void A_document_that_unfolds_without_end_is_refused()
    {
        var bomb = new byte[80_000_000];
        Array.Fill(bomb, (byte)' ');
        "<a>"u8.CopyTo(bomb);
        var file = Zip(("word/document.xml", bomb), ("customXml/item1.xml", "<plan xmlns=\"urn:hearback:plan:1\" text=\"\">{}</plan>"u8.ToArray()));

        Assert.InRange(file.Length, 0, 1_000_000);
        Assert.Equal("The Word document is damaged, or larger inside than any plan", Refusal(file));
    }

    [Fact]
    public void A_document_as_deep_as_it_is_long_does_no_harm()
    {
        var deep = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 500_000)));

        Assert.Equal("The Word document is damaged, or larger inside than any plan", Refusal(Zip(("word/document.xml", deep), ("customXml/item1.xml", "<plan xmlns=\"urn:hearback:plan:1\" text=\"\">{}</plan>"u8.ToArray()))));
    }

    private static WordprocessingDocument Open(ActionPlan plan) => WordprocessingDocument.Open(Plans.Written(PlanDocx.Write, plan), isEditable: false);

    private static List<string> Cells(TableRow row) =>
        [.. row.Elements<TableCell>().Select(cell => string.Join(" / ", cell.Elements<Paragraph>().Select(paragraph => paragraph.InnerText).Where(words => words.Length > 0)))];

    private static void Edit(MemoryStream file, Action<Body> edit)
    {
        using (var document = WordprocessingDocument.Open(file, isEditable: true)) { edit(document.MainDocumentPart!.Document!.Body!); }

        file.Position = 0;
    }

    private static string Refusal(byte[] file) => Assert.Throws<UnreadablePlanException>(() => PlanDocx.ReadEmbedded(new MemoryStream(file))).Message;

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
