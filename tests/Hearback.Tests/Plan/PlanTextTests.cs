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

    [Fact]
    public void Lists_and_emphasis_work() => Assert.Contains("<li>one <em>two</em></li>", Html("- one *two*\n- three"), StringComparison.Ordinal);
}
