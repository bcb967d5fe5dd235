using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>A sentence of ours in which each phone number can be pressed, and never breaks across lines. All the rest is encoded as it is.</summary>
[HtmlTargetElement("hb-say", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed partial class SayTagHelper : TagHelper
{
    public required string Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.Clear();
        var said = 0;
        foreach (var number in Numbers().EnumerateMatches(Text))
        {
            var phone = Text.Substring(number.Index, number.Length);
            output.Content.Append(Text[said..number.Index]);
            output.Content.AppendHtml(Tag("a", "govuk-link govuk-link--no-visited-state hb-nowrap").With("href", $"tel:{string.Concat(phone.Where(char.IsAsciiDigit))}").Text(phone));
            said = number.Index + number.Length;
        }

        output.Content.Append(Text[said..]);
    }

    /// <summary>The short numbers that are called in this country, and long ones written in groups, as GOV.UK writes them: 020 7974 4444, 0800 555 111, 0808 2000 247.</summary>
    [GeneratedRegex(@"(?<![\w£.,:/-])(?:999|101|105|111|112|0[0-9]{2,4}(?:[ \u00A0][0-9]{3,4}){2})(?![\w%/-]|[.,][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
