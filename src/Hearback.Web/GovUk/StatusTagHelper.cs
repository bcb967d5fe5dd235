using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>A shape from the sprite that every layout carries. It repeats what a word beside it says, so a screen reader passes over it.</summary>
[HtmlTargetElement("hb-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Shape(Name));
    }

    internal static TagBuilder Shape(string name) =>
        Tag("svg", "hb-icon").With("aria-hidden", "true").With("focusable", "false").Add(Tag("use").With("href", $"#i-{name}"));
}

/// <summary>How something stands: a word, then its shape, then its colour. Kinds: late, quiet, moved, track, done, open, shut.</summary>
[HtmlTargetElement("hb-status")]
public sealed class StatusTagHelper : TagHelper
{
    public required string Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"hb-status hb-status--{Kind}");
        output.PreContent.SetHtmlContent(IconTagHelper.Shape(Kind));
    }
}
