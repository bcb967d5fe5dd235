using System.Text.Json;
using Hearback.Directory;
using Hearback.Tests.Support;

namespace Hearback.Tests.Directory;

/// <summary>Whom the directory of Somers Town names, to whom, and when.</summary>
public sealed class ServicesTests
{
    [Theory]
    [InlineData("We encourage residents to report drug dealing immediately on 999", "emergency-999")]
    [InlineData("or after the event to 101", "police-101")]
    [InlineData("Crime Stoppers on 0800 555111", "crimestoppers")]
    [InlineData("report crimes on-line for non-urgent crimes rather than 101 which often has long", "police-online")]
    [InlineData("We encourage residents to contact Responsive Security Patrol on 020 7974 4444 (Camden managed residential properties) at the time an incident is witnessed. RSP operate from 4pm-4am 7 days a week. These can be anonymous reports", "responsive-security-patrol")]
    [InlineData("report concerns about drug dealing relating to council addresses (tenancies and leaseholds) their Local ward Housing office on 020 7974 4444 Monday to Friday 9am-5pm", "ward-housing-office")]
    [InlineData("report ASB associated with sub-let properties (eg Airbnb) to their Housing Office on 020 7974 4444", "ward-housing-office")]
    [InlineData("enforcement or refer to House in Multiple Occupation (HMO) team", "hmo-team")]
    [InlineData("We will also encourage residents to report directly to the Community Safety service via communitysafety@camden.gov.uk", "community-safety")]
    [InlineData("To report fly-tipping or abandoned needles you can download the 'Clean Camden' app, email uk.occamden@veolia.com or phone 020 7974 2202", "clean-camden")]
    [InlineData("We encourage you to report any homeless people you see to Routes off the Street Team on 0808 800 0005 or report via the Safer Streets App www.CamdenRTS.co.uk", "routes-off-the-street")]
    [InlineData("The Police will publicise information about Safer Neighbourhood Panel meetings and contact points, such as cuppa with a copper", "safer-neighbourhood-team")]
    [InlineData("The Margarete Centre adult drug treatment service held a community open", "margarete-centre")]
    public void Every_service_of_the_plan_is_found_by_the_words_of_its_own_paragraph(string paragraph, string code)
    {
        if (Repository.ActionPlan2019 is { } plan) { Assert.Contains(paragraph, File.ReadAllText(plan), StringComparison.Ordinal); }

        Assert.Equal(code, A.Pack.Find(A.Pack.Services, paragraph)[0].Code);
    }

    [Theory]
    [InlineData("needles", "clean-camden")]
    [InlineData("Syringe", "clean-camden")]
    [InlineData("FLY TIPPING", "clean-camden")]
    [InlineData("airbnb", "hmo-team")]
    [InlineData("homeless", "routes-off-the-street")]
    [InlineData("0800555111", "crimestoppers")]
    [InlineData("RSP", "responsive-security-patrol")]
    public void One_word_is_enough(string word, string code) => Assert.Contains(code, A.Pack.Find(A.Pack.Services, word).Select(service => service.Code));

    [Theory]
    [InlineData("xylophone")]
    [InlineData("the and you")]
    [InlineData("%' OR 1=1 --")]
    public void What_nobody_helps_with_finds_nobody(string words) => Assert.Empty(A.Pack.Find(A.Pack.Services, words));

    [Fact]
    public void Without_words_all_are_there() => Assert.Equal(A.Pack.Services, A.Pack.Find(A.Pack.Services, "  "));

    [Theory]
    [InlineData("drug-use-in-the-open", A.SomersTown, "mayford-estate", "responsive-security-patrol", true)]
    [InlineData("drug-use-in-the-open", A.SomersTown, "elm-village", "responsive-security-patrol", false)] // no council homes
    [InlineData("drug-use-in-the-open", null, null, "responsive-security-patrol", true)] // nothing is known of the place
    [InlineData("fly-tipping", A.SomersTown, "mayford-estate", "responsive-security-patrol", false)]
    [InlineData("drug-dealing", A.SomersTown, null, "safer-neighbourhood-team", true)]
    [InlineData("drug-dealing", "E05000129", null, "safer-neighbourhood-team", false)] // another ward
    [InlineData("drug-dealing", null, null, "safer-neighbourhood-team", true)]
    [InlineData("fly-tipping", null, null, "emergency-999", true)] // for anything
    [InlineData(null, null, null, "margarete-centre", true)]
    public void A_matter_at_a_place_has_its_services(string? category, string? ward, string? place, string code, bool isNamed) =>
        Assert.Equal(isNamed, A.Pack.ServicesFor(category, ward, place).Any(service => service.Code == code));

    [Fact]
    public void A_report_can_say_that_the_patrol_can_be_called_now_and_until_when()
    {
        var evening = new DateTimeOffset(2026, 6, 1, 18, 40, 0, TimeSpan.FromHours(1));

        var patrol = A.Pack.ServicesFor("drug-use-in-the-open", A.SomersTown, "mayford-estate").OpenFirst(evening, "drug-use-in-the-open").First(now => now.Service.Team is not null);

        Assert.Equal("responsive-security-patrol", patrol.Service.Code);
        Assert.Equal(new(true, evening.AddHours(9).AddMinutes(20)), patrol.State);
    }

    [Fact]
    public void Who_is_open_stands_first_then_who_may_be_and_then_who_opens_soonest()
    {
        var morning = new DateTimeOffset(2026, 6, 6, 10, 0, 0, TimeSpan.FromHours(1)); // a Saturday

        var listed = A.Pack.Services.OpenFirst(morning);

        Assert.Equal([true, null, false], listed.Select(now => now.State?.IsOpen).Distinct());
        Assert.Equal(["responsive-security-patrol", "ward-housing-office", "hmo-team"], listed.Where(now => now.State is { IsOpen: false }).Select(now => now.Service.Code));
    }

    [Fact]
    public void A_service_asks_to_be_checked_again_after_six_months()
    {
        var service = A.Pack.Services[0] with { CheckedOn = new(2026, 6, 1) };

        Assert.False(service.IsToBeChecked(new(2026, 11, 30)));
        Assert.True(service.IsToBeChecked(new(2026, 12, 1)));
        Assert.True((service with { CheckedOn = null }).IsToBeChecked(new(2026, 6, 1)));
    }

    [Fact]
    public void A_pack_that_was_stored_before_there_was_a_directory_can_still_be_read()
    {
        var stored = new PackVersion(1, A.Pack, Service.Start);
        var older = System.Text.Json.Nodes.JsonNode.Parse(stored.Content)!.AsObject();
        older.Remove(nameof(Pack.Services));

        Assert.Empty(JsonSerializer.Deserialize<Pack>(older.ToJsonString(), PackVersion.Json)!.Services);
        Assert.Equal(PackVersion.HashOf(A.Pack), PackVersion.HashOf(stored.Read()));
    }

    [Fact]
    public void Whoever_gets_reports_that_are_made_here_gets_them_by_a_rule()
    {
        foreach (var service in A.Pack.Services.Where(service => service.Team is not null)) { Assert.Contains(A.Pack.Routing, rule => rule.To == service.Team); }
    }
}
