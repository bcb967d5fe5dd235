using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Telemetry;

/// <summary>Where figures and traces go. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>The address of an OpenTelemetry collector that speaks OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>. Without it nothing is measured.</summary>
    public string? Endpoint { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
        {
            yield return new("Telemetry:Endpoint must be a web address, such as http://127.0.0.1:4318");
        }
    }
}

[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;
