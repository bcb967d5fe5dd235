using System.Text.RegularExpressions;
using Hearback.Tests.Support;

namespace Hearback.Tests.Pages;

/// <summary>What no page may hold, because it would undo what our headers promise or let somebody's words act as markup.</summary>
public sealed partial class MarkupTests
{
    public static TheoryData<string> Files()
    {
        var pages = Path.Combine(Repository.Root, "src", "Hearback.Web", "Pages");
        return [.. System.IO.Directory.EnumerateFiles(pages, "*.cshtml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(pages, file)).Order()];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_page_has_no_raw_markup_no_inline_script_or_style_and_asks_nobody_else(string file) =>
        Assert.Empty(Wrong(File.ReadAllText(Path.Combine(Repository.Root, "src", "Hearback.Web", "Pages", file))));

    [Theory]
    [InlineData("@Html.Raw(text)")]
    [InlineData("@(new HtmlString(text))")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<p style=\"color: red\">")]
    [InlineData("<script>go()</script>")]
    [InlineData("<a href=\"#\" onclick=\"go()\">")]
    [InlineData("<a href=\"javascript:go()\">")]
    [InlineData("<script src=\"https://elsewhere.example/a.js\"></script>")]
    [InlineData("<img src='//elsewhere.example/a.png'>")]
    public void What_is_wrong_is_seen(string markup) => Assert.NotEmpty(Wrong(markup));

    [Theory]
    [InlineData("<script src=\"~/hearback.js\" type=\"module\"></script>")]
    [InlineData("<a href=\"https://www.gov.uk\">GOV.UK</a>")]
    [InlineData("<svg stroke-linejoin=\"round\"><path d=\"M1 1\" /></svg>")]
    public void What_is_right_is_left_alone(string markup) => Assert.Empty(Wrong(markup));

    private static IEnumerable<string> Wrong(string markup) => Forbidden().Matches(markup).Select(match => match.Value);

    [GeneratedRegex("""Html\.Raw|HtmlString|<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:|<(script|img|link|iframe|source|object)[^>]*\s(src|href|data)\s*=\s*["'](https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
