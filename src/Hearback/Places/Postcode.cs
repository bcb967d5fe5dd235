using System.Text.RegularExpressions;

namespace Hearback.Places;

/// <summary>A whole British postcode as somebody typed it: "ec1v 4nb", "EC1V4NB". Its district is what stands before the space.</summary>
public readonly partial record struct Postcode(string District, string Rest)
{
    /// <summary>The postcode, or null when what was typed is none.</summary>
    public static Postcode? Read(string? typed) => Whole().Match(typed?.Trim().ToUpperInvariant() ?? "") is { Success: true } found ? new(found.Groups[1].Value, found.Groups[2].Value) : null;

    public static bool IsDistrict(string text) => WholeDistrict().IsMatch(text);

    public override string ToString() => $"{District} {Rest}";

    [GeneratedRegex("^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})$")]
    private static partial Regex Whole();

    [GeneratedRegex("^[A-Z]{1,2}[0-9][A-Z0-9]?$")]
    private static partial Regex WholeDistrict();
}
