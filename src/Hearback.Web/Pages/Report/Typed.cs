using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>
/// What somebody may type: any language, right to left, emoji and line breaks, up to a length; not the control characters
/// of a pasted file. Lines end as on the person's own screen, so that the count is the one they see.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TypedAttribute(int longest) : ValidationAttribute
{
    /// <summary>What it is called in an error: "What happened must be 4,000 characters or fewer".</summary>
    public required string Called { get; init; }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Words>>();
        var text = Typed.Read(value as string);
        if (text.Length > longest) { return new(words["{0} must be {1} characters or fewer", words[Called], longest.ToString("N0", CultureInfo.CurrentCulture)]); }

        return text.All(sign => sign is '\n' or '\t' || !char.IsControl(sign)) && !text.AsSpan().ContainsAny('\uFFFE', '\uFFFF')
            ? ValidationResult.Success
            : new(words["{0} has signs in it that cannot be read. Type it again", words[Called]]);
    }
}

public static class Typed
{
    /// <summary>The text with one sign for each line break, and no spaces round it.</summary>
    public static string Read(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    /// <summary>The same, or null when nothing was typed.</summary>
    public static string? ReadOrNull(string? text) => Read(text) is { Length: > 0 } typed ? typed : null;
}
