using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.GovUk;

[HtmlTargetElement("govuk-back", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BackTagHelper(IStringLocalizer<Words> words) : TagHelper
{
    public required string Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-back-link");
        output.Attributes.SetAttribute("href", Href);
        output.Content.SetContent(words["Back"]);
    }
}
