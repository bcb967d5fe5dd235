using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>All that is wrong, above the question, each leading to the answer it is about. Nothing while all is well.</summary>
[HtmlTargetElement("govuk-error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper(IStringLocalizer<Words> words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (ViewContext.ModelState.IsValid) { return; }

        var list = Tag("ul", "govuk-list govuk-error-summary__list");
        // The model state sorts by name; people read from top to bottom: first what concerns the whole page, then its answers as the page declares them.
        foreach (var (name, entry) in ViewContext.ModelState.OrderBy(pair => PlaceOf(pair.Key)))
        {
            foreach (var error in entry?.Errors ?? [])
            {
                var item = Tag("li");
                list.Add(name is "" ? item.Text(error.ErrorMessage) : item.Add(Tag("a").With("href", $"#{TargetOf(name)}").Text(error.ErrorMessage)));
            }
        }

        output.Content.SetHtmlContent(Tag("div", "govuk-error-summary").With("data-module", "govuk-error-summary").Add(
            Tag("div").With("role", "alert").Add(
                Tag("h2", "govuk-error-summary__title").Text(words["There is a problem"]),
                Tag("div", "govuk-error-summary__body").Add(list))));
    }

    private int PlaceOf(string name)
    {
        if (name is "") { return -1; }

        var first = name.Split('.', '[')[0];
        return ViewContext.ViewData.ModelMetadata.Properties.TakeWhile(property => property.PropertyName != first).Count();
    }

    /// <summary>A date as a whole cannot take the cursor; its day can.</summary>
    private string TargetOf(string name)
    {
        var metadata = name.Split('.').Aggregate(
            (ModelMetadata?)ViewContext.ViewData.ModelMetadata,
            (outer, part) => outer?.Properties.FirstOrDefault(property => property.PropertyName == part));
        return Field.IdOf(metadata?.ModelType == typeof(DateAnswer) ? $"{name}.{nameof(DateAnswer.Day)}" : name);
    }
}
