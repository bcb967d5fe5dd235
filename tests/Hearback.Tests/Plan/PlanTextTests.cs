using Hearback.Plan;

namespace Hearback.Tests.Plan;

public sealed class PlanTextTests
{
    private static string Html(string markdown) => new PlanText([new("RSP", "Responsive Security Patrol"), new("TRA", "Tenants and Residents Association")]).Html(markdown);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<b onclick='x()'>hi</b>")]
    [InlineData("[press](javascript:alert(1))")]
    [InlineData("[press](JaVaScRiPt:alert(1))")]
    [InlineData("[press](data:text/html,<script>alert(1)</script>)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![seen](https://elsewhere.example/a.png)")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    [InlineData("https://x.example/\"onmouseover=\"alert(1)")]
    public void Nothing_in_a_text_ever_runs_or_asks_elsewhere(string hostile)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{Html(hostile)}");

        Assert.Empty(page.QuerySelectorAll("script, img, iframe, style, object, form, b"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.Matches("^(https?|mailto|tel):", link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("Call 020 7974 4444 now", "tel:02079744444")]
    [InlineData("Call 0800 555111", "tel:0800555111")]
    [InlineData("dial 999.", "tel:999")]
    [InlineData("mail communitysafety@council.example.", "mailto:communitysafety@council.example")]
    [InlineData("see www.police.example/report.", "https://www.police.example/report")]
    [InlineData("see https://police.example/a?b=1, please", "https://police.example/a?b=1")]
    public void Numbers_and_addresses_are_live(string text, string to) => Assert.Contains($"href=\"{to}\"", Html(text), StringComparison.Ordinal);

    [Fact]
    public void A_term_is_written_out_where_it_first_stands_on_the_page()
    {
        var page = new PlanText([new("RSP", "Responsive Security Patrol")]);

        Assert.Contains("RSP (Responsive Security Patrol)", page.Html("Call the RSP. The RSP comes."), StringComparison.Ordinal);
        Assert.DoesNotContain("Responsive", page.Html("RSP again"), StringComparison.Ordinal);
        Assert.Contains("TRAs (Tenants and Residents Association)", Html("Our TRAs meet"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call 0800 555 111", "call 0800 555 111 (Crimestoppers)", "/services/crimestoppers")]
    [InlineData("call the RSP on 020 7974 4444 now", "call the RSP on 020 7974 4444 (Responsive Security Patrol) now", "/services/responsive-security-patrol")]
    [InlineData("tell the ward housing office on 020 7974 4444", "tell the ward housing office on 020 7974 4444", "/services/ward-housing-office")]
    [InlineData("tell Clean Camden on 020 7974 2202", "tell Clean Camden on 020 7974 2202", "/services/clean-camden")]
    [InlineData("write to communitysafety@camden.gov.uk.", "write to communitysafety@camden.gov.uk (Community Safety).", "/services/community-safety")]
    [InlineData("see www.met.police.uk/report", "see www.met.police.uk/report (Police, online)", "/services/police-online")]
    [InlineData("the council is on 020 7974 4444", "the council is on 020 7974 4444", null)] // whose of the two it is, nobody can tell
    [InlineData("call 020 7946 0000", "call 020 7946 0000", null)]
    [InlineData("call 999 or 101", "call 999 or 101", null)] // everybody knows whose they are
    public void What_the_directory_knows_leads_to_its_page_there_once(string text, string reads, string? to)
    {
        var page = new PlanText([], Support.A.Pack.Services);

        var first = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{page.Html(text)}");

        Assert.Equal(reads, first.Body!.TextContent.Trim());
        Assert.Equal(to, first.QuerySelector("a[href^='/services/']")?.GetAttribute("href"));
        Assert.DoesNotContain("/services/", page.Html(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_term_that_is_written_out_leads_to_the_service_that_it_means_and_its_number_does_not_say_it_again()
    {
        var html = new PlanText([new("RSP", "Responsive Security Patrol")], Support.A.Pack.Services).Html("Call the RSP on 020 7974 4444");

        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{html}");
        Assert.Equal("Call the RSP (Responsive Security Patrol) on 020 7974 4444", page.Body!.TextContent.Trim());
        Assert.Equal(["/services/responsive-security-patrol", "tel:02079744444"], page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Lists_and_emphasis_work() => Assert.Contains("<li>one <em>two</em></li>", Html("- one *two*\n- three"), StringComparison.Ordinal);
}
