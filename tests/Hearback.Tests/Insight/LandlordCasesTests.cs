using Hearback.Insight;
using Hearback.Tests.Support;

namespace Hearback.Tests.Insight;

/// <summary>Cases per 1,000 homes as landlords must report them (NM01).</summary>
public sealed class LandlordCasesTests
{
    [Fact]
    public void Further_reports_join_a_case_while_it_is_open_and_one_after_closing_is_a_new_case()
    {
        var cases = CountLandlordCases.Join(
            [At("2026-05-01", closed: "2026-05-20"), At("2026-05-04", closed: "2026-06-10"), At("2026-06-01", closed: "2026-06-02"), At("2026-06-11")],
            _ => false);

        Assert.Equal([Day("2026-05-01"), Day("2026-06-11")], cases.Select(one => one.On));
    }

    [Fact]
    public void Another_place_another_behaviour_and_no_place_are_cases_of_their_own()
    {
        var here = At("2026-05-01");

        Assert.Equal(5, CountLandlordCases.Join([here, here with { Place = "other" }, here with { Category = "hate" }, At("2026-05-01", place: null), At("2026-05-01", place: null)], code => code is "hate").Count);
    }

    [Fact]
    public async Task A_member_of_the_landlord_reads_the_number_per_thousand_homes_and_hate_apart()
    {
        await using var service = await Service.StartAsync();
        foreach (var category in (string[])["something-else", "something-else", "hate"])
        {
            await service.Given(A.Answers(category) with { Where = A.At("mayford-estate") });
        }

        var other = await service.Given(A.Answers());
        await service.Work(other, (report, desk) => report.Reply("We look at it", A.Officer(), desk));
        using var coordinator = await service.SignedIn(await service.Given(A.Member("coordinator")));
        using var police = await service.SignedIn(await service.Given(A.Member("officer", "safer-neighbourhood-team")));

        var row = (await coordinator.Open("/staff/performance")).Document.QuerySelectorAll("section[aria-labelledby=nm01-camden-council] tbody tr")[0];
        Assert.Equal(["3", "0.1", "1", "0.0"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Null((await police.Open("/staff/performance")).Document.QuerySelector("section[aria-labelledby=nm01-camden-council]"));
    }

    private static ReachedReport At(string on, string? closed = null, string? place = "mayford-estate") =>
        new(Day(on), "noise", place, null, null, closed is null ? null : Day(closed));

    private static DateOnly Day(string day) => DateOnly.Parse(day, null);
}
