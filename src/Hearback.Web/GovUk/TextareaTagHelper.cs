using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>Several lines of text. With a greatest length it counts down but never cuts: what was typed comes back whole, with an error.</summary>
[HtmlTargetElement("govuk-textarea")]
public sealed class TextareaTagHelper(IStringLocalizer<Words> words) : FormGroupTagHelper(words)
{
    public required string Label { get; set; }

    public string? LabelSize { get; set; }

    public bool PageHeading { get; set; }

    public int Rows { get; set; } = 5;

    public int? MaxLength { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var infoId = MaxLength is null ? null : $"{Field.Id}-info";
        var group = Tag("div", Field.GroupClass(Field.Error));
        if (MaxLength is { } most)
        {
            group.AddCssClass("govuk-character-count");
            group.With("data-module", "govuk-character-count").With("data-maxlength", most.ToString(CultureInfo.InvariantCulture));
        }

        var classes = MaxLength is null ? "govuk-textarea" : "govuk-textarea govuk-js-character-count";
        WriteControl(output, "textarea", classes, Field.LabelTag(Label, LabelSize, PageHeading), group, infoId);
        output.Attributes.SetAttribute("rows", Rows);
        // HTML drops a line break right after the start tag; without this one it would drop the reader's own.
        output.Content.SetContent("\n").Append(Field.Value ?? "");

        if (infoId is not null)
        {
            output.PostElement.AppendHtml(Tag("div", "govuk-hint govuk-character-count__message").With("id", infoId)
                .Text(Words["You can enter up to {0} characters", MaxLength!.Value.ToString("N0", CultureInfo.CurrentCulture)]));
        }

        output.PostElement.AppendHtml(group.RenderEndTag());
    }
}
