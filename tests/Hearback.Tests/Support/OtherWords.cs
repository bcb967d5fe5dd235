using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Hearback.Tests.Support;

/// <summary>A made-up language: each text is English with this sign before it. Without a sign it is English.</summary>
internal sealed class OtherWords(string sign = "") : IStringLocalizer
{
    public static OtherWords English { get; } = new();

    public LocalizedString this[string name] => new(name, sign + name);

    public LocalizedString this[string name, params object[] arguments] => new(name, sign + string.Format(CultureInfo.GetCultureInfo("en-GB"), name, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
