using System.Diagnostics;
using Hearback.Directory;
using Hearback.Tests.Support;

namespace Hearback.Tests.Directory;

public sealed class CategorySuggestionsTests
{
    private static readonly CategorySuggestions Suggestions = new(A.Pack);

    // What was measured stands in docs/figures.md; the floors lie a little below it, so that whoever changes a word or a weight for the worse hears of it.
    [Theory]
    [InlineData("said-tuned.txt", 0.98, 0.99, 0.96)]
    [InlineData("said-unseen.txt", 0.91, 0.97, 0.93)]
    public void Most_of_what_residents_say_is_understood_and_what_is_not_gets_no_suggestion(string file, double first, double firstThree, double silent)
    {
        var said = Read(file);
        var answers = said.Where(line => line.Right is not null).Select(line => (line.Right, line.Words, Found: Suggestions.For(line.Words).Select(category => category.Code).ToList())).ToList();
        var nothing = said.Where(line => line.Right is null).Select(line => (line.Words, Found: Suggestions.For(line.Words).Select(category => category.Code).ToList())).ToList();
        var (rightFirst, rightOfThree) = (Share(answers, answer => answer.Found is [var likeliest, ..] && likeliest == answer.Right), Share(answers, answer => answer.Found.Contains(answer.Right!)));
        var (silentRightly, silentWrongly) = (Share(nothing, line => line.Found.Count is 0), Share(answers, answer => answer.Found.Count is 0));

        TestContext.Current.SendDiagnosticMessage($"{file}: of {answers.Count} phrases {rightFirst:P1} right first, {rightOfThree:P1} right among three, {silentWrongly:P1} without a suggestion; of {nothing.Count} for which none is right {silentRightly:P1} without one");
        Assert.True(answers.Count >= 100 && nothing.Count >= 30);
        Assert.True(rightFirst >= first, $"{rightFirst:P1} right first. Not so: {List(answers.Where(answer => answer.Found is not [var likeliest, ..] || likeliest != answer.Right).Select(answer => $"{answer.Right}: {answer.Words} -> {string.Join(", ", answer.Found)}"))}");
        Assert.True(rightOfThree >= firstThree, $"{rightOfThree:P1} right among three");
        Assert.True(silentRightly >= silent, $"{silentRightly:P1} rightly silent. Not so: {List(nothing.Where(line => line.Found.Count > 0).Select(line => $"{line.Words} -> {string.Join(", ", line.Found)}"))}");
    }

    [Theory]
    [InlineData("smackheads", "drug-use-in-the-open")]
    [InlineData("SMACKHEADS!!", "drug-use-in-the-open")]
    [InlineData("smakheads", "drug-use-in-the-open")]
    [InlineData("balloons", "drug-use-in-the-open")]
    [InlineData("air b n b", "short-lets")]
    [InlineData("Air BnB", "short-lets")]
    [InlineData("crack house", "drug-dealing-home")]
    [InlineData("crackhouses", "drug-dealing-home")]
    [InlineData("tuk tuk noise", "vehicle-nuisance")]
    [InlineData("needles by the swings", "needles")]
    [InlineData("neeldes by the swings", "needles")]
    [InlineData("man sleeping in the bin store", "rough-sleeping")]
    [InlineData("ppl smoking weed on stairs", "drug-use-in-the-open")]
    [InlineData("they took over my neighbours flat", "cuckooing")]
    [InlineData("they took over my neighbour’s flat", "cuckooing")]
    [InlineData("fly-tipping", "fly-tipping")]
    [InlineData("flytiping", "fly-tipping")]
    public void A_category_is_found_by_the_words_that_residents_use(string said, string category) => Assert.Equal(category, Suggestions.For(said)[0].Code);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!")]
    [InlineData("testing")]
    [InlineData("the weather")]
    [InlineData("no noise")]
    [InlineData("آتش بازی")]
    [InlineData("\uD83D\uDE21")]
    public void It_says_nothing_when_it_does_not_know(string said) => Assert.Empty(Suggestions.For(said));

    [Fact]
    public void What_was_denied_is_not_suggested_but_what_is_missing_is()
    {
        Assert.Equal(["noise"], Suggestions.For("not the drugs, the noise").Select(category => category.Code));
        Assert.Equal("lighting", Suggestions.For("there is no light on the stairs")[0].Code);
    }

    [Fact]
    public void At_most_three_are_suggested_however_much_was_said()
    {
        Assert.Equal(CategorySuggestions.Most, Suggestions.For("drugs noise litter fireworks dogs begging").Count);
        Assert.InRange(Suggestions.For(string.Join(' ', Enumerable.Repeat("smoknig weeed and shoutign", 1000))).Count, 1, CategorySuggestions.Most);
    }

    [Fact]
    public void A_category_without_words_is_never_suggested()
    {
        var silent = A.Pack with { Categories = [.. A.Pack.Categories.Select(category => category with { Words = [] })] };

        Assert.Empty(new CategorySuggestions(silent).For("noise"));
        Assert.DoesNotContain("something-else", Suggestions.For("something else").Select(category => category.Code));
    }

    // Only told, for a machine may be busy; docs/figures.md keeps what was measured.
    [Fact]
    public void How_long_a_suggestion_takes_is_told()
    {
        var said = Read("said-unseen.txt").Select(line => line.Words).ToList();
        var longest = "smoknig sleepign firewroks barkign needels rubish dumpd mattres homless beggin shoutign musci neihbour drnking broken dor stabing racsit drugss dealign squaters tresspass grafitti yuoths motorbkes ligths";
        foreach (var words in said) { Suggestions.For(words); }

        TestContext.Current.SendDiagnosticMessage($"A suggestion takes {Milliseconds(said):F3} ms, for {longest.Length} characters of mistyped words {Milliseconds([longest]):F3} ms; to find the stems alone takes {Milliseconds(said, words => Hearback.Places.SearchWords.Split(words).Select(EnglishStem.Of).ToList()):F3} ms");
        Assert.NotEmpty(Suggestions.For(longest));
    }

    private static double Milliseconds(List<string> said, Func<string, object>? work = null)
    {
        const int times = 50;
        var began = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            foreach (var words in said) { _ = work is null ? Suggestions.For(words) : work(words); }
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / (times * said.Count);
    }

    private static double Share<T>(List<T> all, Func<T, bool> some) => (double)all.Count(some) / all.Count;

    private static string List(IEnumerable<string> lines) => Environment.NewLine + string.Join(Environment.NewLine, lines);

    private static List<(string? Right, string Words)> Read(string file) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Hearback.Tests", "Directory", file)).Where(line => line is not ['#', ..] && line.Contains(": ", StringComparison.Ordinal))
            .Select(line => line.Split(": ", 2)).Select(parts => (parts[0] is "-" ? null : parts[0], parts[1]))];
}
