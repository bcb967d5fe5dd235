using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>A question answered by choosing. The first choice has the id of the field, so that the error summary leads there.</summary>
public abstract class ChoicesTagHelper(IStringLocalizer<Words> words, string block) : FieldsetTagHelper(words)
{
    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var choices = new Choices(Field);
        context.Items[typeof(Choices)] = choices;
        await output.GetChildContentAsync();

        var list = Tag("div", Class is null ? block : $"{block} {Class}").With("data-module", block).Add(choices.Ungrouped);
        foreach (var group in choices.Groups)
        {
            list.Add(group);
        }

        WriteFieldset(output, Field.Error, list);
    }
}

[HtmlTargetElement("govuk-radios")]
public sealed class RadiosTagHelper(IStringLocalizer<Words> words) : ChoicesTagHelper(words, "govuk-radios");

[HtmlTargetElement("govuk-checkboxes")]
public sealed class CheckboxesTagHelper(IStringLocalizer<Words> words) : ChoicesTagHelper(words, "govuk-checkboxes");

/// <summary>One choice. What stands inside it is shown only once it is chosen (or always, without script).</summary>
public abstract class ChoiceTagHelper(string block, string type) : TagHelper
{
    public required string Value { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>Whether it is chosen until something else is.</summary>
    public bool Chosen { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var choices = (Choices)context.Items[typeof(Choices)];
        var parts = new ChoiceParts();
        context.Items[typeof(ChoiceParts)] = parts;
        var id = choices.NextId();
        var inside = await output.GetChildContentAsync();
        output.SuppressOutput();

        var conditional = parts.Conditional ?? (inside.IsEmptyOrWhiteSpace ? null : inside);
        var hint = parts.Hint ?? (Hint is null ? null : new HtmlContentBuilder().Append(Hint));
        var isChosen = choices.IsChosen(Value) || (Chosen && choices.NoneIsChosen);

        var input = Tag("input", $"{block}__input").With("id", id).With("name", choices.Name).With("type", type)
            .With("data-aria-controls", conditional is null ? null : $"conditional-{id}")
            .With("aria-describedby", hint is null ? null : $"{id}-item-hint");
        input.Attributes["value"] = Value;
        if (isChosen) { input.Attributes["checked"] = ""; }
        input.TagRenderMode = TagRenderMode.SelfClosing;

        choices.Add(Tag("div", $"{block}__item").Add(
            input,
            Tag("label", $"govuk-label {block}__label").With("for", id).Text(Label),
            hint is null ? null : Tag("div", $"govuk-hint {block}__hint").With("id", $"{id}-item-hint").Add(hint)));

        if (conditional is not null)
        {
            choices.Add(Tag("div", isChosen ? $"{block}__conditional" : $"{block}__conditional {block}__conditional--hidden")
                .With("id", $"conditional-{id}").Add(conditional));
        }
    }
}

[HtmlTargetElement("govuk-radio", ParentTag = "govuk-radios")]
public sealed class RadioTagHelper() : ChoiceTagHelper("govuk-radios", "radio");

[HtmlTargetElement("govuk-checkbox", ParentTag = "govuk-checkboxes")]
public sealed class CheckboxTagHelper() : ChoiceTagHelper("govuk-checkboxes", "checkbox");

/// <summary>Opens a named group: the choices that follow, up to the next heading, are read as part of it.</summary>
[HtmlTargetElement("govuk-radio-heading", ParentTag = "govuk-radios", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RadioHeadingTagHelper : TagHelper
{
    public required string Text { get; set; }

    /// <summary>For a group whose only choice says the same: the eye needs it once, and the group still has a name.</summary>
    public bool HiddenFromSight { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((Choices)context.Items[typeof(Choices)]).OpenGroup(Text, HiddenFromSight);
        output.SuppressOutput();
    }
}

/// <summary>A hint with more in it than text.</summary>
[HtmlTargetElement("hint", ParentTag = "govuk-radio")]
[HtmlTargetElement("hint", ParentTag = "govuk-checkbox")]
public sealed class ChoiceHintTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ((ChoiceParts)context.Items[typeof(ChoiceParts)]).Hint = await output.GetChildContentAsync();
        output.SuppressOutput();
    }
}

/// <summary>What a choice asks next, when a hint stands beside it inside the choice.</summary>
[HtmlTargetElement("conditional", ParentTag = "govuk-radio")]
[HtmlTargetElement("conditional", ParentTag = "govuk-checkbox")]
public sealed class ChoiceConditionalTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ((ChoiceParts)context.Items[typeof(ChoiceParts)]).Conditional = await output.GetChildContentAsync();
        output.SuppressOutput();
    }
}

/// <summary>The choices of one question, gathered in the order they are written.</summary>
internal sealed class Choices(Field question)
{
    private readonly HashSet<string> _chosen = new(question.Values, StringComparer.OrdinalIgnoreCase);
    private readonly List<TagBuilder> _groups = [];
    private int _count;

    public string Name => question.Name;

    public HtmlContentBuilder Ungrouped { get; } = new();

    public IEnumerable<TagBuilder> Groups => _groups;

    public bool NoneIsChosen => _chosen.Count is 0;

    public bool IsChosen(string value) => _chosen.Contains(value);

    public string NextId() => ++_count == 1 ? question.Id : $"{question.Id}-{_count}";

    public void OpenGroup(string heading, bool hiddenFromSight)
    {
        var headingId = $"{question.Id}-group-{_groups.Count + 1}";
        _groups.Add(Tag("div", "hb-group").With("role", "group").With("aria-labelledby", headingId)
            .Add(Tag("h2", hiddenFromSight ? "govuk-visually-hidden" : "hb-group__heading").With("id", headingId).Text(heading)));
    }

    public void Add(IHtmlContent content) => (_groups.LastOrDefault()?.InnerHtml ?? Ungrouped).AppendHtml(content);
}

/// <summary>The hint and the follow-up of one choice, found inside it.</summary>
internal sealed class ChoiceParts
{
    public IHtmlContent? Hint { get; set; }

    public IHtmlContent? Conditional { get; set; }
}
