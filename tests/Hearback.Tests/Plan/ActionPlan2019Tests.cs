using System.Text.RegularExpressions;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

/// <summary>The document of 2019, read where it lies. Its sentences are not written here: the tests account for its characters.</summary>
public sealed partial class ActionPlan2019Tests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly byte[]? Document = Repository.ActionPlan2019 is { } file ? File.ReadAllBytes(file) : null;

    // Where the document was not handed out there is nothing to account for.
    [Fact]
    public void It_names_nobody_and_nobody_is_found_in_it()
    {
        if (Read() is not { } read) { return; }

        Assert.DoesNotContain(PersonalWords.In(read.Plan, A.Pack), finding => finding.Kind is FindingKind.Name);
    }

    private static ReadPlan? Read() => Document is null ? null : AnyPlanFile.Read("plan.txt", Document, A.Pack, Today);

    [Fact]
    public void Four_concerns_come_in_their_order_with_seven_terms()
    {
        if (Read() is not { } read) { return; }

        Assert.Equal(4, read.Plan.Concerns.Count);
        Assert.Equal(["SNT", "CPO's", "RSP", "TRA", "IYSS", "PC", "PCSO"], read.Plan.Glossary.Select(term => term.Term));
        Assert.Equal([(3, 5), (3, 3), (7, 0), (3, 1)], read.Plan.Concerns.Select(concern => (Count(concern, ActionKind.Doing), Count(concern, ActionKind.Ask))));
        Assert.Equal([5, 4, 6, 3], read.Plan.Concerns.Select(concern => concern.Updates.Count));

        static int Count(Concern concern, ActionKind kind) => concern.Actions.Count(action => action.Kind == kind);
    }

    [Fact]
    public void Every_character_of_the_table_stands_in_the_plan_once_and_in_its_place()
    {
        if (Read() is not { } read) { return; }

        var rows = Lines.Where(line => line.Contains('\t')).Select(line => line.Split('\t')).ToList();
        Assert.All(rows, row => Assert.Equal(5, row.Length));
        var source = rows.Where(row => row != rows[0] && !row.SequenceEqual(rows[0])).ToList();
        foreach (var (column, said) in new (int, Func<Concern, IEnumerable<string>>)[]
        {
            (0, concern => [concern.Asked]),
            (1, concern => concern.Actions.Select(action => action.Text)),
            (4, concern => concern.Updates.Select(update => update.Text)),
        })
        {
            var expected = new List<string>();
            foreach (var row in source)
            {
                if (row[0].Length > 0) { expected.Add(""); }

                expected[^1] += Bare(row[column]);
            }

            Assert.Equal(expected, read.Plan.Concerns.Select(concern => Bare(string.Join('\n', said(concern)))));
        }

        Assert.All(source, row => Assert.Equal("", row[3]));
    }

    [Fact]
    public void Every_lead_of_the_table_is_a_team_or_organisation_of_the_pack()
    {
        if (Read() is not { } read) { return; }

        string[][] rows =
        [
            ["Community Safety", "Safer Neighbourhood Team", "Routes off the Street", "Public Health", "Metropolitan Police"],
            ["Community Safety", "Metropolitan Police", "Housing"],
            ["Housing"],
            ["Community Safety", "Integrated Youth Support Service", "Sports Development", "Community partners", "Tenant Participation"],
            ["Camden CCTV", "Housing", "Community Safety"],
            ["Community Safety", "Camden CCTV", "Metropolitan Police", "Housing"],
            ["Community Safety", "Housing", "Metropolitan Police", "Planning"],
            ["Housing", "Community Safety"],
            [],
        ];
        int[] actions = [8, 5, 1, 3, 1, 1, 1, 1, 4];
        Assert.Equal(rows.Zip(actions).SelectMany(pair => Enumerable.Repeat(string.Join('|', pair.First), pair.Second)), read.Plan.Actions.Select(action => string.Join('|', action.Leads.Select(lead => lead.Name))));
        foreach (var lead in read.Plan.Actions.SelectMany(action => action.Leads))
        {
            if (lead.Team is { } team) { Assert.Equal((A.Pack.Team(team)!.Name, A.Pack.OrganisationOf(A.Pack.Team(team)!).Name), (lead.Name, lead.Organisation ?? lead.Name)); }
            else { Assert.Contains(A.Pack.Organisations, organisation => organisation.Name == lead.Name); }
        }
    }

    [Fact]
    public void A_sentence_that_a_page_cut_is_one_again()
    {
        if (Read() is not { } read) { return; }

        var cut = Assert.Single(read.Plan.Actions, action => action.Text.Contains("on 999", StringComparison.Ordinal));
        Assert.Equal(ActionKind.Ask, cut.Kind);
        Assert.EndsWith("via communitysafety@camden.gov.uk .", cut.Text, StringComparison.Ordinal);
        Assert.EndsWith("'Routes off the Street' approach.", Assert.Single(read.Plan.Actions, action => action.Text.StartsWith("We are ensuring", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(read.Plan.Actions.Select(action => action.Text).Concat(read.Plan.Concerns.SelectMany(concern => concern.Updates).Select(update => update.Text)), text => char.IsLower(text[0]));
        Assert.Equal(3, Assert.Single(read.Plan.Concerns[1].Updates, update => update.Text.Contains('\n')).Text.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Title_introduction_and_glossary_are_whole()
    {
        if (Read() is not { } read) { return; }

        string[] headings = ["Introduction", "Glossary of terms:"];
        var before = Lines.TakeWhile(line => !line.Contains('\t')).Where(line => !headings.Contains(line.Trim()));
        Assert.Equal(Bare(string.Concat(before)), Bare(string.Concat([read.Plan.Title, read.Plan.Introduction, .. read.Plan.Glossary.Select(term => $"{term.Term}-{term.Means}")])));
        var after = Assert.Single(Lines.SkipWhile(line => !line.Contains('\t')), line => !line.Contains('\t') && line.Trim().Length > 0);
        Assert.Contains(read.Doubts, doubt => doubt.Words == after.Trim());
    }

    [Fact]
    public void No_date_and_no_day_is_invented()
    {
        if (Read() is not { } read) { return; }

        Assert.All(read.Plan.Actions, action => Assert.Equal((null, new NoDate("the imported plan gave none", Today.AddDays(28)), ActionState.UnderWay), (action.TargetDate, action.NoDate, action.State)));
        Assert.All(read.Plan.Concerns.SelectMany(concern => concern.Updates), update => Assert.Equal((null, null, null), (update.On, update.By, update.State)));
        Assert.All(read.Plan.Actions.Where(action => action.Kind is ActionKind.Ask), ask => Assert.Contains(read.Doubts, doubt => doubt.ItemId == ask.Id));
    }

    [Fact]
    public void The_same_document_gives_the_same_names_on_any_day()
    {
        if (Document is null) { return; }

        var later = AnyPlanFile.Read("plan.txt", Document, A.Pack, Today.AddDays(90));
        var names = PlanMerge.Names(later.Plan).ToList();
        Assert.Equal(PlanMerge.Names(Read()!.Plan), names);
        Assert.Distinct(names);
    }

    private static IEnumerable<string> Lines => System.Text.Encoding.UTF8.GetString(Document!).ReplaceLineEndings("\n").Split('\n');

    /// <summary>Without tags, marks of lists and white space.</summary>
    private static string Bare(string text) => Marks().Replace(text, "");

    [GeneratedRegex(@"<[^>]+>|•|^- |\s", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
