using Hearback.Plan;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>A text of the plan, written in Markdown and made harmless by <see cref="PlanText"/>; <see cref="On"/> is the page it stands on.</summary>
[HtmlTargetElement("hb-plan-text", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PlanTextTagHelper : TagHelper
{
    public required PlanText On { get; set; }

    public required string Words { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(On.Html(Words));
    }
}
