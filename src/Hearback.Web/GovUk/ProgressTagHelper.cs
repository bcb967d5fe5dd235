using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>"Question 2 of 7", and the same as a row of dashes.</summary>
[HtmlTargetElement("hb-progress", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressTagHelper(IStringLocalizer<Words> words) : TagHelper
{
    public int Number { get; set; }

    public int Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (step, gap) = (140.0 / Of, 3);
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "hb-progress");
        output.Content.SetContent(words["Question {0} of {1}", Number, Of]).AppendHtml(Run.Picture("140 6", null, Enumerable.Range(1, Of)
            .Select(n => Run.Bar((n - 1) * step, step - gap, 6, n < Number ? "is-done" : n == Number ? "is-here" : null).With("rx", "3"))));
    }
}

/// <summary>The working days up to a due day: those gone, those left, and the day itself in another colour. The words beside it say the same.</summary>
[HtmlTargetElement("hb-clock-run", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ClockRunTagHelper : TagHelper
{
    public int Gone { get; set; }

    public int Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Run.Picture($"{40 * Of - 4} 8", "hb-clock__run", Enumerable.Range(1, Of)
            .Select(n => Run.Bar((n - 1) * 40, 36, 8, n == Of ? "due" : n <= Gone ? "gone" : null))).With("preserveAspectRatio", "none"));
    }
}

/// <summary>A row of bars, for the eye only.</summary>
internal static class Run
{
    public static TagBuilder Picture(string size, string? classes, IEnumerable<TagBuilder> bars) =>
        Tag("svg", classes).With("viewBox", $"0 0 {size}").With("aria-hidden", "true").With("focusable", "false").Add([.. bars]);

    public static TagBuilder Bar(double x, double width, int height, string? classes) =>
        Tag("rect", classes).With("x", FormattableString.Invariant($"{x:0.##}")).With("width", FormattableString.Invariant($"{width:0.##}")).With("height", $"{height}");
}
