using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>One answer as a page shows it: what it is called, what was typed, and what is wrong with it.</summary>
internal sealed class Field(ModelExpression model, ViewContext view, string? hint)
{
    public string Name { get; } = view.ViewData.TemplateInfo.GetFullHtmlFieldName(model.Name);

    public string Id => IdOf(Name);

    /// <summary>What was sent, even when it was wrong; otherwise what the page holds.</summary>
    public IEnumerable<string> Values => SentFor(Name) ?? TextsOf(model.Model);

    public string? Value => Values.FirstOrDefault();

    public string? Error => ErrorFor(Name);

    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public string? ErrorFor(string name) => view.ModelState.TryGetValue(name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    public IEnumerable<string>? SentFor(string name) =>
        view.ModelState.TryGetValue(name, out var entry) && entry.RawValue is { } sent ? TextsOf(sent) : null;

    public static string GroupClass(string? error) => error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error";

    /// <summary>The ids of all that explains the field, in the order it is read.</summary>
    public string? DescribedBy(string? error, string? more = null)
    {
        string?[] ids = [more, hint is null ? null : $"{Id}-hint", error is null ? null : $"{Id}-error"];
        return string.Join(' ', ids.OfType<string>()) is { Length: > 0 } joined ? joined : null;
    }

    public TagBuilder? HintTag() => hint is null ? null : Tag("div", "govuk-hint").With("id", $"{Id}-hint").Text(hint);

    public TagBuilder? ErrorTag(string? error, string errorWord) => error is null
        ? null
        : Tag("p", "govuk-error-message").With("id", $"{Id}-error")
            .Add(Tag("span", "govuk-visually-hidden").Text($"{errorWord}:")).Text($" {error}");

    /// <summary>The question itself. As the heading of the page it is the h1, so that it is not said twice.</summary>
    public IHtmlContent LabelTag(string text, string? size, bool pageHeading)
    {
        size ??= pageHeading ? "l" : null;
        var label = Tag("label", size is null ? "govuk-label" : $"govuk-label govuk-label--{size}").With("for", Id).Text(text);
        return pageHeading ? Tag("h1", "govuk-label-wrapper").Add(label) : label;
    }

    private static IEnumerable<string> TextsOf(object? value) => value switch
    {
        null => [],
        string text => [text],
        IEnumerable several => several.Cast<object?>().SelectMany(TextsOf),
        _ => [Convert.ToString(value, CultureInfo.CurrentCulture) ?? ""],
    };
}
