using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using static Hearback.Web.GovUk.Markup;

namespace Hearback.Web.GovUk;

/// <summary>Three boxes for a <see cref="DateAnswer"/>. An error on the whole date marks all three, an error on one part marks that part.</summary>
[HtmlTargetElement("govuk-date-input")]
public sealed class DateInputTagHelper(IStringLocalizer<Words> words) : FieldsetTagHelper(words)
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var answer = For.Model as DateAnswer;
        var error = Field.Error
            ?? Field.ErrorFor($"{Field.Name}.{nameof(DateAnswer.Day)}")
            ?? Field.ErrorFor($"{Field.Name}.{nameof(DateAnswer.Month)}")
            ?? Field.ErrorFor($"{Field.Name}.{nameof(DateAnswer.Year)}");

        WriteFieldset(output, error, role: "group", answers: Tag("div", "govuk-date-input").With("id", Field.Id).Add(
            Part(nameof(DateAnswer.Day), answer?.Day, width: 2),
            Part(nameof(DateAnswer.Month), answer?.Month, width: 2),
            Part(nameof(DateAnswer.Year), answer?.Year, width: 4)));
    }

    private TagBuilder Part(string part, string? value, int width)
    {
        var name = $"{Field.Name}.{part}";
        var isWrong = Field.Error is not null || Field.ErrorFor(name) is not null;
        var input = Tag("input", $"govuk-input govuk-date-input__input govuk-input--width-{width}{(isWrong ? " govuk-input--error" : "")}")
            .With("id", Field.IdOf(name)).With("name", name).With("type", "text").With("value", Field.SentFor(name)?.FirstOrDefault() ?? value);
        // A month may be typed as a word, which a keypad of digits would prevent.
        if (part is not nameof(DateAnswer.Month)) { input.With("inputmode", "numeric"); }
        input.TagRenderMode = TagRenderMode.SelfClosing;

        return Tag("div", "govuk-date-input__item").Add(Tag("div", "govuk-form-group").Add(
            Tag("label", "govuk-label govuk-date-input__label").With("for", Field.IdOf(name)).Text(Words[part]),
            input));
    }
}
