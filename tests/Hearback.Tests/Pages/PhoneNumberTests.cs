using System.Text.Encodings.Web;
using Hearback.Tests.Support;
using Hearback.Web.GovUk;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hearback.Tests.Pages;

public sealed class PhoneNumberTests(SharedService shared) : IClassFixture<SharedService>
{
    [Theory]
    [InlineData("Call 999.", "999")]
    [InlineData("999 or 101?", "999", "101")]
    [InlineData("call the patrol on 020 7974 4444. You do not", "02079744444")]
    [InlineData("Crimestoppers on 0800\u00A0555\u00A0111, free", "0800555111")]
    [InlineData("the Helpline on 0808 2000 247", "08082000247")]
    [InlineData("press 55, wait 28 days until 2026")]
    [InlineData("flat 1999, £999, 101,000 people, 3.101 and 999/2")]
    [InlineData("NW1 1AA, 10 12 2026")]
    public void Each_number_that_one_can_call_is_a_link_and_no_other(string text, params string[] numbers)
    {
        var links = Said(text).QuerySelectorAll("a").ToList();

        Assert.Equal(numbers.Select(number => $"tel:{number}"), links.Select(link => link.GetAttribute("href")));
        Assert.All(links, link => Assert.Contains("hb-nowrap", link.ClassList));
        Assert.Equal(text, Said(text).TextContent);
    }

    [Theory]
    [InlineData("<b>999</b> & \"more\"")]
    [InlineData("<script>go(999)</script>")]
    [InlineData("&#x1F999; &amp; ‘quoted’")]
    public void All_the_rest_is_text_and_nothing_else(string text)
    {
        var said = Said(text);

        Assert.Equal(text, said.TextContent);
        Assert.All(said.QuerySelectorAll("*"), element => Assert.Equal("A", element.TagName));
    }

    [Fact]
    public async Task The_numbers_before_and_on_the_way_through_a_report_can_be_pressed()
    {
        using var visitor = shared.Service.Visitor();
        var start = await visitor.Open("/report");
        Assert.Equal(["tel:999", "tel:101", "tel:0800555111"], Phones(start));

        var where = await visitor.Send(await visitor.Press(start, "Start now"), ("Category", "drug-use-in-the-open"));
        Assert.Contains("020 7974 4444", Phone(where, "tel:02079744444"), StringComparison.Ordinal);
        var when = await visitor.Press(where, "Continue", ("InWords", "By the bins"));
        Assert.Equal("999", Phone(when, "tel:999"));
    }

    private static IEnumerable<string?> Phones(Page page) => page.Document.QuerySelectorAll("main a[href^='tel:']").Select(link => link.GetAttribute("href"));

    private static string Phone(Page page, string href) => Page.Plain(page.Document.QuerySelector($"main a[href='{href}']") ?? throw new InvalidOperationException($"{page.Path} has no {href}"));

    private static AngleSharp.Dom.IElement Said(string text)
    {
        var output = new TagHelperOutput("hb-say", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        new SayTagHelper { Text = text }.Process(new TagHelperContext([], new Dictionary<object, object>(), "one"), output);
        using var html = new StringWriter();
        output.WriteTo(html, HtmlEncoder.Default);
        return new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{html}</body>").Body!;
    }
}
