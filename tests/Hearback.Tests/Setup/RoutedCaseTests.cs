using CsCheck;
using Hearback.Directory;
using Hearback.Tests.Support;

namespace Hearback.Tests.Setup;

/// <summary>Whatever rules are taken over, no report is left without a team.</summary>
public sealed class RoutedCaseTests
{
    private static readonly string[] Teams = ["community-safety", "housing", "clean-camden"];
    private static readonly string[] Where = ["mayford-estate", "elm-village"];
    private static readonly DayOfWeek[] WorkingWeek = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly DayOfWeek[] Weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static readonly Pack Small = A.Pack with { Categories = [.. A.Pack.Categories.Where(category => category.Code is "needles" or "noise" or "something-else")], FollowUps = [], Services = [] };

    private static readonly Gen<RoutingRule> Rule = Gen.Select(
        Gen.Int[0, 2], OneOf<string[]>([], [], [], ["needles"], ["noise", "something-else"]), OneOf<string[]>([], [], [], ["mayford-estate"], Where), OneOf<string[]>([], [], [], [], [A.SomersTown]),
        Gen.Select(OneOf<DayOfWeek[]>([], [], WorkingWeek, Weekend, [DayOfWeek.Sunday]), OneOf<(TimeOnly, TimeOnly)?>(null, null, (new(9, 0), new(17, 0)), (new(17, 0), new(9, 0)), (new(22, 30), new(4, 0)))),
        (team, categories, places, wards, when) => new RoutingRule { To = Teams[team], Because = "They can act", Categories = categories, Places = places, Wards = wards, Days = when.Item1, From = when.Item2?.Item1, Until = when.Item2?.Item2 });

    private static readonly Gen<(string Category, string? Ward, string? Place, DateTimeOffset At)> Case = Gen.Select(
        OneOf("needles", "noise", "something-else"), OneOf<string?>(null, A.SomersTown, "E05000128", "nowhere"), OneOf<string?>(null, "mayford-estate", "elm-village", "oakshott-court", "nowhere"),
        Gen.Int[0, (366 * 24 * 60) - 1], (category, ward, place, minute) => (category, ward, place, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute)));

    [Fact]
    public void Under_rules_that_are_accepted_every_case_has_a_team()
    {
        var (accepted, withoutLast) = (0, 0);
        Gen.Select(Rule.List[1, 7], Case.List[40]).Sample((rules, cases) =>
        {
            var pack = Small with { Routing = rules };
            if (PackReading.FaultsOf(pack, A.Places).Count > 0) { return; }

            Interlocked.Increment(ref accepted);
            if (!rules[^1].FitsEverything) { Interlocked.Increment(ref withoutLast); }

            Assert.All(cases, one => Assert.NotNull(pack.Team(pack.RouteFor(one.Category, one.Ward, one.Place, one.At).To)));
        }, iter: 3000);
        // Or else this would prove nothing.
        Assert.True(accepted > 100 && withoutLast > 20, $"{accepted} sets of rules were accepted, {withoutLast} of them without a last that takes everything");
    }

    [Fact]
    public void The_case_that_is_named_has_no_team() => Rule.List[0, 5].Sample(rules =>
    {
        var pack = Small with { Routing = rules };
        var gap = RoutedCase.WithoutTeam(pack, A.Places);
        if (gap is not null) { Assert.DoesNotContain(rules, rule => rule.Fits(gap)); }
    }, iter: 1000);

    [Theory]
    [InlineData("churchway-estate", "Needles at Churchway Estate on Sunday at 3am")]
    [InlineData(null, "Needles, where the place is not known, on Sunday at 3am")]
    public void A_case_is_told_in_words(string? place, string told) => Assert.Equal(told, new RoutedCase("needles", null, place, DayOfWeek.Sunday, new(3, 0)).InWords(A.Pack, A.Places));

    [Fact]
    public void The_hour_that_no_rule_takes_is_found()
    {
        RoutingRule[] rules = [new() { To = "housing", Because = "By day", From = new(4, 0), Until = new(3, 0) }, new() { To = "housing", Because = "At night", Days = [.. WorkingWeek, DayOfWeek.Saturday] }];

        Assert.Equal("Needles at Mayford Estate on Sunday at 3am", RoutedCase.WithoutTeam(Small with { Routing = rules }, A.Places)!.InWords(Small, A.Places));
    }

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);
}
