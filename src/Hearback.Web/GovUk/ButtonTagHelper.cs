using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hearback.Web.GovUk;

/// <summary>A button that sends the form. Attributes we do not name (name, value, formaction) are the button's own.</summary>
[HtmlTargetElement("govuk-button")]
public sealed class ButtonTagHelper : TagHelper
{
    /// <summary>"secondary", "warning", or nothing for the one main button.</summary>
    public string? Kind { get; set; }

    public bool PreventDoubleClick { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("govuk-button", HtmlEncoder.Default);
        if (Kind is not null) { output.AddClass($"govuk-button--{Kind}", HtmlEncoder.Default); }
        if (!output.Attributes.ContainsName("type")) { output.Attributes.SetAttribute("type", "submit"); }
        output.Attributes.SetAttribute("data-module", "govuk-button");
        if (PreventDoubleClick) { output.Attributes.SetAttribute("data-prevent-double-click", "true"); }
    }
}
