using System.IO.Compression;
using System.Text;
using Hearback.Plan.Files;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

/// <summary>What each kind of file brings, and what is said of a file that brings nothing.</summary>
public sealed class PlanFileTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    public static TheoryData<string, byte[]> Lights() => new()
    {
        { "plan.html", PlanTables.Html(PlanTables.Lights) },
        { "plan.docx", PlanTables.Word(PlanTables.Lights) },
        { "plan.txt", PlanTables.Text(PlanTables.Lights) },
        { "plan.csv", PlanTables.Csv(',', PlanTables.Lights) },
        { "plan.csv", PlanTables.Csv(';', PlanTables.Lights) },
    };

    [Theory]
    [MemberData(nameof(Lights))]
    public void A_table_of_six_columns_reads_the_same_from_each_kind_of_file(string name, byte[] file)
    {
        var read = Read(name, file);

        var concern = Assert.Single(read.Plan.Concerns);
        Assert.Equal(("A plan", "You want more light"), (read.Plan.Title, concern.Asked));
        Assert.Equal(["We mend lamps", "We plant hedges", "Report dark corners", "We paint the stairs", "Please keep them clean"], concern.Actions.Select(action => action.Text));
        Assert.Equal(["Housing, Planning, Night Owls", "Housing, Planning, Night Owls", "Housing, Planning, Night Owls", "Metropolitan Police", ""], concern.Actions.Select(action => string.Join(", ", action.Leads.Select(lead => lead.Name))));
        Assert.Equal("We paint the stairs", read.Plan.Action(concern.Actions[4].GoesWith!)!.Text);
        Assert.Equal(["Ten lamps burn"], concern.Updates.Select(update => update.Text));
        Assert.Equal((new DateOnly(2026, 5, 1), "Two floors are done"), concern.Actions[3].Updates.Select(update => (update.On!.Value, update.Text)).Single());
        Assert.Equal(Read("plan.html", PlanTables.Html(PlanTables.Lights)).Plan.Actions.Select(action => action.Id), concern.Actions.Select(action => action.Id));
    }

    [Fact]
    public void Leads_and_dates_as_many_as_actions_belong_to_them_in_order()
    {
        var plan = Read("plan.html", PlanTables.Html(PlanTables.Six, ["Asked", "We mend\nWe paint", "", "Housing\nPlanning", "30 June 2026\n1st July 2026", ""])).Plan;

        Assert.Equal([("Housing", new DateOnly(2026, 6, 30)), ("Planning", new DateOnly(2026, 7, 1))], plan.Actions.Select(action => (action.Leads.Single().Name, action.TargetDate!.Value)));
    }

    [Theory]
    [InlineData("January 2022")]
    [InlineData("soon")]
    [InlineData("31 June 2026")]
    [InlineData("30/06/26")]
    public void A_date_that_names_no_day_is_never_guessed(string words)
    {
        var read = Read("plan.html", PlanTables.Html(PlanTables.Six, ["Asked", "We mend", "", "Housing", words, ""]));

        var action = read.Plan.Actions.Single();
        Assert.Equal((null, $"the imported plan says “{words}”", new DateOnly(2026, 6, 29)), (action.TargetDate, action.NoDate!.Because, action.NoDate.ReviewOn));
        Assert.Contains(read.Doubts, doubt => doubt.ItemId == action.Id && doubt.Words == words && doubt.Chose.Contains("row 2, column Target date", StringComparison.Ordinal));
    }

    [Fact]
    public void Script_is_left_out_and_signs_stay_signs()
    {
        var read = Read("plan.html", Encoding.UTF8.GetBytes($"""
            <h1 onclick="steal()">A plan</h1><table><tr><th>{string.Join("<th>", PlanTables.Six)}</tr>
            <tr><td rowspan=2>Light<script>alert(1)</script><td>We <b onmouseover="x()">mend</b> &lt;script&gt; *lamps*<td><td>Housing<td><td><img src=x onerror=y()>Done</tr>
            <tr><td>We paint<td><td>Planning<td><td></tr></table>
            """));

        var concern = Assert.Single(read.Plan.Concerns);
        Assert.Equal("Light", concern.Asked);
        Assert.Equal([@"We mend \<script> \*lamps\*", "We paint"], concern.Actions.Select(action => action.Text));
        Assert.Equal("<p>We mend &lt;script&gt; *lamps*</p>", Markdig.Markdown.ToHtml(concern.Actions[0].Text).Trim());
    }

    public static TheoryData<string, byte[], string> Bad()
    {
        string[] row = ["Asked", "We mend", "", "Housing", "", ""];
        var html = Encoding.UTF8.GetString(PlanTables.Html(PlanTables.Six, row));
        var word = PlanTables.Word(PlanTables.Six, row);
        return new()
        {
            { "plan.docx", word[..(word.Length / 2)], "The Word document is broken: open it in Word and save it again" },
            { "plan.docx", "no zip"u8.ToArray(), "The Word document is broken: open it in Word and save it again" },
            { "plan.docx", Zip("word/document.xml", 60), "The Word document unpacks to more than 50 MB, far more than a plan needs. Nothing of it was read" },
            { "plan.docx", Zip("xl/workbook.xml", 1), "This is no Word document: save the plan as .docx, .html, .csv, .json or text" },
            { "plan.doc", [0xD0, 0xCF, 0x11, 0xE0, 0, 0], "This is an older Word document (.doc), or one with a password: open it in Word and save it as .docx, without a password" },
            { "plan.txt", [0x41, 0, 0x42, 0], "The file is not text in a writing that we know: save it as text in UTF-8" },
            { "plan.odt", "x"u8.ToArray(), "Files that end in .odt are not read: save the plan as .docx, .html, .csv, .json or .txt" },
            { "plan.csv", "You asked,We are doing,Lead,Target date,Progress\nAsked,We \"mend\" it,Housing,,"u8.ToArray(), "Row 2: a quotation mark is out of place, or never closed" },
            { "plan.html", "<p>Hello"u8.ToArray(), "There is no table with the headings You asked, We are doing, What you can do, Lead, Target date and Progress" },
            { "plan.html", PlanTables.Html(["You asked", "We are doing", "Lead", "Progress"], row), "Row 1: The table has no column 'Target date'; it needs You asked, We are doing, What you can do, Lead, Target date and Progress" },
            { "plan.html", PlanTables.Html([.. PlanTables.Six[..5], "Progress", "Colour"], row), "Row 1, column Colour: This column is none of You asked, We are doing, What you can do, Lead, Target date and Progress" },
            { "plan.html", PlanTables.Html(PlanTables.Six, [.. row, "More"]), "Row 2: This cell stands under no heading: “More”" },
            { "plan.html", PlanTables.Html(PlanTables.Six, ["", .. row[1..]]), "Row 2, column You asked: It is blank, and there is no row above from which it could go on" },
            { "plan.html", PlanTables.Html(PlanTables.Six, ["Asked", "", "", "Housing", "", ""]), "Row 2, column Lead: There is no action to which this belongs: “Housing”" },
            { "plan.html", PlanTables.Html(PlanTables.Six, ["Asked", new('x', 4001), "", "", "", ""]), "Row 2, column We are doing: A text must be 4,000 characters or fewer, and this has 4,001" },
            { "plan.html", Encoding.UTF8.GetBytes(html.Replace("We mend", "<table><tr><td>We mend</table>", StringComparison.Ordinal)), "Row 2, column We are doing: A table stands inside this cell: write its rows as paragraphs" },
            { "plan.html", Encoding.UTF8.GetBytes(html.Replace("We mend", string.Concat(Enumerable.Repeat("<div>", 5000)), StringComparison.Ordinal)), "The page is nested too deeply to be read" },
        };
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_that_is_no_plan_says_why_and_where(string name, byte[] file, string why) =>
        Assert.Equal(why, Assert.Throws<UnreadablePlanException>(() => Read(name, file)).Message);

    [Fact]
    public void Every_fault_of_a_file_is_told_at_once() =>
        Assert.Equal(2, Assert.Throws<UnreadablePlanException>(() => Read("plan.html", PlanTables.Html(["You asked", "We are doing", "Lead"]))).Faults.Count);

    [Fact]
    public async Task A_file_of_50_MB_is_refused_before_it_is_read()
    {
        using var large = new MemoryStream(new byte[50 * 1024 * 1024]);

        var why = await Assert.ThrowsAsync<UnreadablePlanException>(() => AnyPlanFile.LoadAsync(large, TestContext.Current.CancellationToken));

        Assert.Equal(AnyPlanFile.TooLarge, why.Message);
        Assert.InRange(large.Position, 0, 21 * 1024 * 1024);
    }

    [Fact]
    public void Text_of_Windows_is_read_whatever_its_writing()
    {
        var text = Encoding.UTF8.GetString(PlanTables.Html(PlanTables.Six, ["The café’s yard", "We mend", "", "Housing", "", ""])).Replace("&#233;", "é", StringComparison.Ordinal).Replace("&#8217;", "’", StringComparison.Ordinal);

        foreach (var file in new byte[][] { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text), Encoding.UTF8.GetBytes(text) })
        {
            Assert.Equal("The café’s yard", Read("plan.html", file).Plan.Concerns[0].Asked);
        }
    }

    [Fact]
    public void Ten_thousand_rows_are_told_while_they_are_read()
    {
        string[] five = ["You asked", "We are doing/ What you can do", "Lead Officer/ Teams", "Target Date", "Progress update"];
        var rows = Enumerable.Range(0, 10_000).Select(n => (string[])[n % 10 is 0 ? $"Concern {n}" : "", $"We mend lamp {n}.\nWe encourage residents to report lamp {n}.", "Community Safety, Police and Housing", "30 June 2026", $"Lamp {n} burns."]);
        var told = new Told();

        var read = AnyPlanFile.Read("plan.txt", PlanTables.Text([five, .. rows]), A.Pack, Today, told);

        Assert.Equal((1000, 20_000), (read.Plan.Concerns.Count, read.Plan.Actions.Count()));
        Assert.Equal(10_001, told.Rows[^1]);
        Assert.InRange(told.Rows.Count, 20, 100);
    }

    private static ReadPlan Read(string name, byte[] file) => AnyPlanFile.Read(name, file, A.Pack, Today);

    private static byte[] Zip(string name, int megabytes)
    {
        using var held = new MemoryStream();
        using (var zip = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry(name).Open();
            for (var i = 0; i < megabytes; i++) { part.Write(new byte[1024 * 1024]); }
        }

        return held.ToArray();
    }

    private sealed class Told : IProgress<int>
    {
        public List<int> Rows { get; } = [];

        public void Report(int value) => Rows.Add(value);
    }
}
