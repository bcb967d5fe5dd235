using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>How members sign in beside password and passkey. Section <c>SignIn</c>.</summary>
public sealed partial class SignInOptions : IValidatableObject
{
    /// <summary>The OpenID Connect sign-in of an organisation, by its code.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Providers.SelectMany(provider => Check($"SignIn:Providers:{provider.Key}", provider.Key, provider.Value));

    private static IEnumerable<ValidationResult> Check(string setting, string code, ProviderOptions provider)
    {
        if (!Code().IsMatch(code)) { yield return new($"{setting} must be named by the code of an organisation: small letters, digits and dashes"); }

        if (provider.Name.Length is 0) { yield return new($"{setting}:Name must say whose sign-in it is, as members call it"); }

        if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return new($"{setting}:Authority must be the https address of the provider");
        }

        if (provider.ClientId.Length is 0) { yield return new($"{setting}:ClientId must be the name that the provider gave us"); }

        if (provider.Domains is [] || provider.Domains.Any(domain => domain.Contains('@', StringComparison.Ordinal)))
        {
            yield return new($"{setting}:EmailDomains must be the parts after the @ of the addresses that the organisation gives out, with ; between them");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex Code();
}

/// <summary>The OpenID Connect sign-in of one organisation. It speaks for its own people only.</summary>
public sealed class ProviderOptions
{
    /// <summary>On the button: "Sign in with ...".</summary>
    public string Name { get; set; } = "";

    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The parts after the @, with ; between them. Whoever has another address does not come in this way, whatever the provider says.</summary>
    public string EmailDomains { get; set; } = "";

    /// <summary>What the provider says in <c>amr</c> when it asked for a second factor, such as <c>mfa</c>; empty: we ask for ours.</summary>
    public string BothStepsByAmr { get; set; } = "";

    /// <summary>The same for <c>acr</c>.</summary>
    public string BothStepsByAcr { get; set; } = "";

    internal IReadOnlyList<string> Domains => Split(EmailDomains);

    internal bool SpeaksFor(string email) => email.Split('@') is [{ Length: > 0 }, var domain] && Domains.Contains(domain, StringComparer.OrdinalIgnoreCase);

    internal bool CountsForBoth(IEnumerable<string> methods, string? level) =>
        Split(BothStepsByAmr).Intersect(methods, StringComparer.Ordinal).Any() || (level is not null && Split(BothStepsByAcr).Contains(level, StringComparer.Ordinal));

    private static string[] Split(string list) => list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

[OptionsValidator]
internal sealed partial class SignInOptionsValidator : IValidateOptions<SignInOptions>;
