using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Health;

/// <summary>When the service calls itself not ready. Section <c>Health</c>.</summary>
public sealed class HealthOptions : IValidatableObject
{
    /// <summary>Minutes that a letter may wait before the outbox counts as stuck. 2 to 60.</summary>
    public int OldestNoticeMinutes { get; set; } = 30;

    /// <summary>Megabytes that must be free where the data folder lies. 1 to 1,000,000.</summary>
    public int LeastFreeMegabytes { get; set; } = 200;

    // Not by [Range]: the generated validator would say a sentence of its own instead of ours.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OldestNoticeMinutes is < 2 or > 60) { yield return new("Health:OldestNoticeMinutes must be from 2 to 60"); }

        if (LeastFreeMegabytes is < 1 or > 1_000_000) { yield return new("Health:LeastFreeMegabytes must be from 1 to 1,000,000"); }
    }
}

[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;
