using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Safety;

/// <summary>How many reports come in at once. Section <c>Safety</c>.</summary>
public sealed class SafetyOptions : IValidatableObject
{
    /// <summary>Reports from one address in ten minutes that wait for nothing; each further one waits a little longer, and gets in. 1 to 1,000,000.</summary>
    public int FreeReportsOfOneAddress { get; set; } = 20;

    /// <summary>Reports in a minute that the whole service takes; beyond them a reporter is asked to press Send again soon. 1 to 1,000,000.</summary>
    public int ReportsAMinute { get; set; } = 600;

    /// <summary>People who may begin to report in a minute on the whole service; each keeps a draft for up to three hours. 1 to 1,000,000.</summary>
    public int DraftsAMinute { get; set; } = 1200;

    /// <summary>Pictures in a minute that the whole service keeps; beyond them people are asked to wait, or to go on without. 1 to 1,000,000.</summary>
    public int PicturesAMinute { get; set; } = 120;

    /// <summary>Answers to "Is this working?" in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    public int PlanAnswersAMinute { get; set; } = 300;

    /// <summary>Wishes to follow the plan in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    public int PlanFollowersAMinute { get; set; } = 60;

    /// <summary>Ideas in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    public int IdeasAMinute { get; set; } = 60;

    /// <summary>Answers to "Is this wrong?" on the page of a service in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    public int CorrectionsAMinute { get; set; } = 60;

    // Not by [Range]: the generated validator would say a sentence of its own instead of ours.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new (string Name, int Value)[]
        {
            (nameof(FreeReportsOfOneAddress), FreeReportsOfOneAddress), (nameof(ReportsAMinute), ReportsAMinute), (nameof(DraftsAMinute), DraftsAMinute), (nameof(PicturesAMinute), PicturesAMinute),
            (nameof(PlanAnswersAMinute), PlanAnswersAMinute), (nameof(PlanFollowersAMinute), PlanFollowersAMinute), (nameof(IdeasAMinute), IdeasAMinute),
            (nameof(CorrectionsAMinute), CorrectionsAMinute),
        }
        .Where(option => option.Value is < 1 or > 1_000_000).Select(option => new ValidationResult($"Safety:{option.Name} must be from 1 to 1,000,000"));
}

[OptionsValidator]
internal sealed partial class SafetyOptionsValidator : IValidateOptions<SafetyOptions>;
