using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using Hearback.Plan;
using Hearback.Plan.Files;

namespace Hearback.Tests.Plan;

public sealed class PlanCsvTests
{
    private const string Headings = "You asked,Text\n";

    [Fact]
    public void What_is_written_reads_back_to_the_same_plan() =>
        Plans.Any.Sample(plan => Assert.Equal(plan.AsText(), PlanCsv.Read(Plans.Written(PlanCsv.Write, plan)).Plan.AsText()), iter: 200);

    [Fact]
    public void The_example_reads_back_without_a_doubt()
    {
        var read = PlanCsv.Read(Plans.Written(PlanCsv.Write, Plans.Example));

        Assert.Equal(Plans.Example.AsText(), read.Plan.AsText());
        Assert.Empty(read.Doubts);
    }

    [Fact]
    public void An_action_is_one_row_with_what_residents_asked_beside_it()
    {
        var actions = Rows(Plans.Example).Where(row => row["Row"] is "doing" or "ask").ToList();

        Assert.Equal(["mend0001", "tell0001", "lamps002"], actions.Select(row => row["Action"]));
        Assert.Equal("Strangers sleep on our stairs, because the door does not shut.", actions[1]["You asked"]);
        Assert.Equal("Housing repairs | Example Council | repairs@council.example | repairs", actions[0]["Lead"]);
        Assert.Equal("2026-08-31", actions[0]["Target date"]);
    }

    [Fact]
    public void Excel_is_told_that_it_is_UTF8() => Assert.Equal([0xEF, 0xBB, 0xBF], Plans.Written(PlanCsv.Write, Plans.Example).ToArray()[..3]);

    [Fact]
    public void No_cell_begins_as_a_formula_does() => Plans.Any.Sample(plan =>
        Assert.DoesNotContain(Rows(plan).SelectMany(row => row.Values), cell => cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..]), iter: 100);

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("'=1", "''=1")]
    [InlineData("''+1", "'''+1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    public void An_apostrophe_is_put_before_a_formula_and_taken_away_again(string text, string cell)
    {
        Assert.Equal(cell, CsvCell.Neutral(text));
        Assert.Equal(text, CsvCell.Plain(cell));
    }

    [Fact]
    public void Two_columns_are_enough()
    {
        var plan = Read(Headings + "Dark,Light\n,More light\n\nNoise,Quiet\n").Plan;

        Assert.Equal(["Dark", "Noise"], plan.Concerns.Select(concern => concern.Asked));
        Assert.Equal(["Light", "More light", "Quiet"], plan.Actions.Select(action => action.Text));
        Assert.All(plan.Actions, action => Assert.Equal((ActionKind.Doing, ActionState.Planned), (action.Kind, action.State)));
    }

    [Theory]
    [InlineData("2026-06-30")]
    [InlineData("30/06/2026")]
    [InlineData(" 30/6/2026 ")]
    public void A_date_may_be_written_in_two_ways(string date) => Assert.Equal(new DateOnly(2026, 6, 30), Read($"You asked,Text,Target date\nDark,Light,{date}\n").Plan.Actions.Single().TargetDate);

    [Fact]
    public void A_table_from_a_country_of_semicolons_is_read() => Assert.Equal("Light, more", Read("You asked;Text\r\nDark;Light, more\r\n").Plan.Actions.Single().Text);

    [Fact]
    public void A_column_that_no_plan_has_is_pointed_out() =>
        Assert.Equal(["The column “Notes” is none of a plan"], Read("You asked,Text,Notes\nDark,Light,x\n").Doubts.Select(doubt => doubt.Words));

    [Theory]
    [InlineData("", "Row 1, column You asked: The column is missing\nRow 1, column Text: The column is missing")]
    [InlineData("You asked\nDark", "Row 1, column Text: The column is missing")]
    [InlineData("You asked,Text", "The file has no rows below its headings")]
    [InlineData("You asked,Text,Text\na,b,c", "Row 1, column Text: there are two columns of this name")]
    [InlineData("You asked,Text,Target date\nDark,Light,end of June", "Row 2, column Target date: must be a date such as 2026-06-30 or 30/06/2026, not “end of June”")]
    [InlineData("You asked,Text,People\nDark,Light,many", "Row 2, column People: must be a whole number, not “many”")]
    [InlineData("You asked,Text,State\n\"a\nb\",x,done\nDark,Light,soon", "Row 3, column State: must be “planned”, “under way”, “done” or “stopped”, not “soon”")]
    [InlineData("You asked,Text,Row\nDark,Light,wish", "Row 2, column Row: must be plan, term, concern, doing, ask or update, not “wish”")]
    [InlineData("You asked,Text\n,Light", "Row 2, column You asked: is missing: say what residents asked")]
    [InlineData("You asked,Text\nDark,", "Row 2, column Text: is missing")]
    [InlineData("You asked,Text,Concern\nDark,Light,a\nNoise,Quiet,a", "Row 3, column You asked: says something else than row 2, where this concern begins")]
    [InlineData("You asked,Text,Row,Action\nDark,Seen,update,zzz", "Row 2, column Action: no row has an action “zzz”")]
    [InlineData("You asked,Text,Row,Figures\nDark,Seen,update,many | doors", "Row 2, column Figures: each line must begin with a number, not “many”")]
    [InlineData("You asked,Text,Lead\nDark,Light,a | b | c | d | e", "Row 2, column Lead: has a line of 5 parts where there are at most 4; write a backslash before a bar that belongs to the text")]
    [InlineData("You asked,Text,Earlier dates\nDark,Light,June | July", "Row 2, column Earlier dates: must be a date such as 2026-06-30 or 30/06/2026, not “July”")]
    [InlineData("You asked,Text\nDark,Light,more", "Row 2: the row has more cells than there are headings: is a quotation mark or a comma out of place?")]
    [InlineData("You asked,Text\nDark,\"Light\nNoise,Quiet\n", "Row 2: a quotation mark is out of place, or never closed")]
    [InlineData("You asked,Text\nDark,Light \"here\" too\n", "Row 2: a quotation mark is out of place, or never closed")]
    [InlineData("You asked,Text\nDark,Light\nNoise,\"Quiet", "Row 3: a quotation mark is out of place, or never closed")]
    public void What_is_no_plan_says_where(string csv, string said) => Assert.Contains(said, Assert.Throws<UnreadablePlanException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_in_an_older_encoding_is_refused_with_what_to_do() =>
        Assert.Equal("The file is not in UTF-8 (line 2 is the first that cannot be read): save it again as UTF-8, which Excel calls “CSV UTF-8”", Refusal(Encoding.Latin1.GetBytes(Headings + "Café,Light")));

    [Fact]
    public void A_file_in_UTF16_is_refused_with_what_to_do() =>
        Assert.Equal("The file is in UTF-16, not in UTF-8: save it again as UTF-8, which Excel calls “CSV UTF-8”", Refusal([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Headings)]));

    [Fact]
    public void A_picture_is_no_table() => Assert.Equal("The file is not a text file", Refusal([0x50, 0x4E, 0x47, 0, 1, 2]));

    [Fact]
    public void Fifty_megabytes_are_refused_before_they_are_read()
    {
        using var stream = new Endless(50 * 1024 * 1024);

        Assert.Equal("The file is larger than 20 MB, which is more than any plan needs", Assert.Throws<UnreadablePlanException>(() => PlanCsv.Read(stream)).Message);
        Assert.InRange(stream.Position, 0, 21 * 1024 * 1024);
    }

    [Fact]
    public void Ten_thousand_rows_are_read_within_ten_seconds()
    {
        var csv = new StringBuilder("Row,You asked,Text,Lead,Target date,Figures\n");
        for (var i = 0; i < 10_000; i++) { csv.Append(CultureInfo.InvariantCulture, $"doing,Concern {i / 20},\"Action {i}, {new string('x', 200)}\",Repairs | Council,2026-06-30,\n"); }

        var watch = Stopwatch.StartNew();
        var plan = Read(csv.ToString()).Plan;

        Assert.Equal((500, 10_000), (plan.Concerns.Count, plan.Actions.Count()));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        TestContext.Current.TestOutputHelper?.WriteLine($"10,000 rows in {watch.ElapsedMilliseconds} ms");
    }

    private static ReadPlan Read(string csv) => PlanCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    private static string Refusal(byte[] file) => Assert.Throws<UnreadablePlanException>(() => PlanCsv.Read(new MemoryStream(file))).Message;

    /// <summary>The rows as another program sees them.</summary>
    private static List<Dictionary<string, string>> Rows(ActionPlan plan)
    {
        using var csv = new CsvReader(new StreamReader(Plans.Written(PlanCsv.Write, plan)), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read()) { rows.Add(csv.HeaderRecord!.ToDictionary(heading => heading, heading => csv.GetField(heading)!)); }

        return rows;
    }

    /// <summary>A file of nothing but letters, which takes no room here.</summary>
    private sealed class Endless(long length) : MemoryStream
    {
        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - Position);
            buffer[..count].Fill((byte)'a');
            Position += count;
            return count;
        }
    }
}
