using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

public sealed partial class PlanJsonTests
{
    [Fact]
    public void What_is_written_reads_back_to_the_same_plan() =>
        Plans.Any.Sample(plan => Assert.Equal(plan.AsText(), PlanJson.Read(Plans.Written(PlanJson.Write, plan)).Plan.AsText()), iter: 200);

    [Fact]
    public void The_format_is_the_one_that_is_documented()
    {
        var documented = JsonBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "plan-json.md"))).Groups[1].Value;

        Assert.Equal(documented.TrimEnd(), Encoding.UTF8.GetString(Plans.Written(PlanJson.Write, Plans.Example).ToArray()));
        Assert.Empty(Read(documented).Doubts);
    }

    [Fact]
    public void A_plan_without_ids_gets_the_same_each_time()
    {
        const string json = """{ "title": "Ours", "concerns": [{ "asked": "Dark", "actions": [{ "text": "Light" }, { "text": "Light" }], "updates": [{ "text": "Seen" }] }] }""";

        var plan = Read(json).Plan;

        Assert.Equal(plan.AsText(), Read(json).Plan.AsText());
        Assert.Equal(2, plan.Actions.Select(action => action.Id).Distinct().Count());
        Assert.All(plan.Actions, action => Assert.True(PlanIds.AreFine(action.Id)));
    }

    [Fact]
    public void A_field_that_no_plan_has_is_pointed_out() =>
        Assert.Equal(["There is no field concerns[0].colour in a plan"], Read("""{ "concerns": [{ "asked": "Dark", "colour": "red" }] }""").Doubts.Select(doubt => doubt.Words));

    [Theory]
    [InlineData("", "Row 1: the file is not well-formed JSON")]
    [InlineData("null", "The file holds no plan")]
    [InlineData("{", "Row 1: the file is not well-formed JSON")]
    [InlineData("[]", "Row 1: this is not what belongs here")]
    [InlineData("{\n\"concerns\": [{\"people\": \"many\"}]}", "Row 2: concerns[0].people: this is not what belongs here")]
    [InlineData("""{ "format": "hearback-plan-2" }""", "format: must be “hearback-plan-1”, which is the one that can be read here")]
    [InlineData("""{ "title": "a", "title": "b" }""", "Row 1: title: this is not what belongs here")]
    [InlineData("""{ "concerns": [null] }""", "concerns: has an entry that says nothing")]
    [InlineData("""{ "concerns": [{ "asked": " " }] }""", "concerns[0].asked: is missing")]
    [InlineData("""{ "concerns": [{ "asked": "x", "saidOn": "last June" }] }""", "concerns[0].saidOn: must be a date such as 2026-06-30 or 30/06/2026, not “last June”")]
    [InlineData("""{ "concerns": [{ "asked": "x", "saidOn": "2026-02-30" }] }""", "concerns[0].saidOn: must be a date such as 2026-06-30 or 30/06/2026, not “2026-02-30”")]
    [InlineData("""{ "concerns": [{ "id": "../x", "asked": "x" }] }""", "concerns[0].id: “../x” cannot be an id: only letters, digits and hyphens, 40 at most")]
    [InlineData("""{ "concerns": [{ "id": "a", "asked": "x", "actions": [{ "id": "a", "text": "y" }] }] }""", "concerns[0].actions[0].id: “a” is the id of something else already")]
    [InlineData("""{ "concerns": [{ "asked": "x", "actions": [{ "text": "y", "state": "begun" }] }] }""", "concerns[0].actions[0].state: must be “planned”, “under way”, “done” or “stopped”, not “begun”")]
    [InlineData("""{ "concerns": [{ "asked": "x", "actions": [{ "text": "y", "kind": "wish" }] }] }""", "concerns[0].actions[0].kind: must be “doing” or “ask”, not “wish”")]
    [InlineData("""{ "concerns": [{ "asked": "x", "actions": [{ "text": "y", "goesWith": "z" }] }] }""", "concerns[0].actions[0].goesWith: there is no action “z” for the same concern")]
    [InlineData("""{ "concerns": [{ "asked": "x", "actions": [{ "text": "y", "noDateReason": "z" }] }] }""", "concerns[0].actions[0].reviewOn: is missing: say on which day the missing date is looked at again")]
    [InlineData("""{ "concerns": [{ "asked": "x", "updates": [{ "text": "y", "evidence": "javascript:alert(1)" }] }] }""", "concerns[0].updates[0].evidence: must be a web address that begins with https://, not “javascript:alert(1)”")]
    [InlineData("""{ "concerns": [{ "asked": "x", "updates": [{ "text": "y", "evidence": "//evil.example" }] }] }""", "concerns[0].updates[0].evidence: must be a web address that begins with https://, not “//evil.example”")]
    [InlineData("""{ "glossary": [{ "term": "SNT", "means": "a" }, { "term": "SNT", "means": "b" }] }""", "glossary[1].term: “SNT” is explained twice")]
    [InlineData("""{ "title": "\ud800" }""", "Row 1: title: this is not what belongs here")]
    public void What_is_no_plan_says_why(string json, string said) => Assert.Equal(said, Assert.Throws<UnreadablePlanException>(() => Read(json)).Message);

    [Fact]
    public void A_text_longer_than_any_is_refused() => Assert.Equal(
        "concerns[0].asked: must be 4,000 characters or fewer; it has 4,001",
        Assert.Throws<UnreadablePlanException>(() => Read($$"""{ "concerns": [{ "asked": "{{new string('x', 4001)}}" }] }""")).Message);

    [Fact]
    public void A_thousand_faults_are_told_as_fifty()
    {
        var concerns = string.Join(',', Enumerable.Repeat("{}", 1000));

        Assert.Equal(51, Assert.Throws<UnreadablePlanException>(() => Read($$"""{ "concerns": [{{concerns}}] }""")).Faults.Count);
    }

    [Fact]
    public void A_file_nested_without_end_is_refused() => Assert.Throws<UnreadablePlanException>(() => Read(new string('[', 200_000)));

    [Fact]
    public void Control_characters_and_half_pairs_are_taken_away_whichever_way_the_text_comes()
    {
        var plan = new ActionPlan { Title = "a\u0000b\u0008cd\uffffe\tf\r\ng🏠" };

        Assert.Equal("ab🏠", FileText.Clean("\udc00a\ud800b🏠\ud83c"));
        Assert.Equal("abcde\tf\r\ng🏠", PlanJson.Read(Plans.Written(PlanJson.Write, plan with { Concerns = Plans.Example.Concerns })).Plan.Title);
        Assert.Equal("ab", Read("""{ "title": "a\u0007b" }""").Plan.Title);
    }

    private static ReadPlan Read(string json) => PlanJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [GeneratedRegex("```json\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
