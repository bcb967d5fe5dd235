using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>What every question has: the answer it is for, perhaps a hint, and the error that is shown above it.</summary>
public abstract class FormGroupTagHelper(IStringLocalizer<Words> words) : TagHelper
{
    public required ModelExpression For { get; set; }

    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    private protected IStringLocalizer<Words> Words => words;

    private protected Field Field => field ??= new Field(For, ViewContext, Hint);

    private protected TagBuilder? ErrorTag(string? error) => Field.ErrorTag(error, Words["Error"]);

    /// <summary>Turns our element into the control itself, so that attributes we do not know reach it, and puts the group round it.</summary>
    private protected void WriteControl(TagHelperOutput output, string element, string classes, IHtmlContent label, TagBuilder group, string? infoId = null)
    {
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        foreach (var name in (Field.Error is null ? classes : $"{classes} {classes.Split(' ')[0]}--error").Split(' '))
        {
            output.AddClass(name, HtmlEncoder.Default);
        }

        output.Attributes.SetAttribute("id", Field.Id);
        output.Attributes.SetAttribute("name", Field.Name);
        if (Field.DescribedBy(Field.Error, infoId) is { } describedBy) { output.Attributes.SetAttribute("aria-describedby", describedBy); }

        output.PreElement.AppendHtml(group.RenderStartTag()).AppendHtml(label);
        if (Field.HintTag() is { } hint) { output.PreElement.AppendHtml(hint); }
        if (ErrorTag(Field.Error) is { } error) { output.PreElement.AppendHtml(error); }
    }
}

/// <summary>A set of questions or choices under one legend.</summary>
public abstract class FieldsetTagHelper(IStringLocalizer<Words> words) : FormGroupTagHelper(words)
{
    public required string Legend { get; set; }

    public string? LegendSize { get; set; }

    public bool PageHeading { get; set; }

    private protected void WriteFieldset(TagHelperOutput output, string? error, TagBuilder answers, string? role = null)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Field.GroupClass(error));
        output.Content.SetHtmlContent(Tag("fieldset", "govuk-fieldset").With("role", role).With("aria-describedby", Field.DescribedBy(error))
            .Add(LegendTag(), Field.HintTag(), ErrorTag(error), answers));
    }

    private TagBuilder LegendTag()
    {
        var size = LegendSize ?? (PageHeading ? "l" : null);
        var legend = Tag("legend", size is null ? "govuk-fieldset__legend" : $"govuk-fieldset__legend govuk-fieldset__legend--{size}");
        return PageHeading ? legend.Add(Tag("h1", "govuk-fieldset__heading").Text(Legend)) : legend.Text(Legend);
    }
}
