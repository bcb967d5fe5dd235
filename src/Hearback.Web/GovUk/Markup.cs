using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hearback.Web.GovUk;

/// <summary>Elements written as sentences. Text and attributes are always encoded.</summary>
internal static class Markup
{
    public static TagBuilder Tag(string name, string? classes = null) => new TagBuilder(name).With("class", classes);

    extension(TagBuilder tag)
    {
        /// <summary>Sets the attribute, or leaves it out when there is nothing to say.</summary>
        public TagBuilder With(string attribute, string? value)
        {
            if (!string.IsNullOrEmpty(value)) { tag.Attributes[attribute] = value; }
            return tag;
        }

        public TagBuilder Text(string? text)
        {
            tag.InnerHtml.Append(text ?? "");
            return tag;
        }

        public TagBuilder Add(params ReadOnlySpan<IHtmlContent?> contents)
        {
            foreach (var content in contents)
            {
                if (content is not null) { tag.InnerHtml.AppendHtml(content); }
            }

            return tag;
        }
    }
}
