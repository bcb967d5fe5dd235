using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>One line of text. Attributes we do not name (inputmode, autocomplete, spellcheck) go to the input; a button inside stands beside it.</summary>
[HtmlTargetElement("govuk-input")]
public sealed class InputTagHelper(IStringLocalizer<Words> words) : FormGroupTagHelper(words)
{
    public required string Label { get; set; }

    public string? LabelSize { get; set; }

    public bool PageHeading { get; set; }

    public string Type { get; set; } = "text";

    /// <summary>How many characters wide it looks: 2, 3, 4, 5, 10, 20 or 30.</summary>
    public int? Width { get; set; }

    public string? Suffix { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var beside = await output.GetChildContentAsync();
        var group = Tag("div", Field.GroupClass(Field.Error));
        WriteControl(output, "input", "govuk-input", Field.LabelTag(Label, LabelSize, PageHeading), group);
        output.TagMode = TagMode.SelfClosing;
        output.Content.Clear();
        if (Width is { } width) { output.AddClass($"govuk-input--width-{width}", HtmlEncoder.Default); }
        output.Attributes.SetAttribute("type", Type);
        // A password is never sent back to the browser.
        if (Type is not "password" && Field.Value is { } value) { output.Attributes.SetAttribute("value", value); }

        if (Suffix is not null)
        {
            output.PreElement.AppendHtml("""<div class="govuk-input__wrapper">""");
            output.PostElement.AppendHtml(Tag("div", "govuk-input__suffix").With("aria-hidden", "true").Text(Suffix)).AppendHtml("</div>");
        }
        else if (!beside.IsEmptyOrWhiteSpace)
        {
            output.PreElement.AppendHtml("""<div class="hb-find">""");
            output.PostElement.AppendHtml(beside).AppendHtml("</div>");
        }

        output.PostElement.AppendHtml(group.RenderEndTag());
    }
}
