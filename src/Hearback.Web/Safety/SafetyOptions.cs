using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Safety;

/// <summary>How many reports come in at once. Section <c>Safety</c>.</summary>
public sealed class SafetyOptions
{
    /// <summary>Reports from one address in ten minutes that wait for nothing; each further one waits a little longer, and gets in. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:FreeReportsOfOneAddress must be from 1 to 1,000,000")]
    public int FreeReportsOfOneAddress { get; set; } = 20;

    /// <summary>Reports in a minute that the whole service takes; beyond them a reporter is asked to press Send again soon. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:ReportsAMinute must be from 1 to 1,000,000")]
    public int ReportsAMinute { get; set; } = 600;

    /// <summary>People who may begin to report in a minute on the whole service; each keeps a draft for up to three hours. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:DraftsAMinute must be from 1 to 1,000,000")]
    public int DraftsAMinute { get; set; } = 1200;

    /// <summary>Answers to "Is this working?" in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:PlanAnswersAMinute must be from 1 to 1,000,000")]
    public int PlanAnswersAMinute { get; set; } = 300;

    /// <summary>Wishes to follow the plan in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:PlanFollowersAMinute must be from 1 to 1,000,000")]
    public int PlanFollowersAMinute { get; set; } = 60;

    /// <summary>Ideas in a minute that the whole service takes; beyond them people are asked to try again soon. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Safety:IdeasAMinute must be from 1 to 1,000,000")]
    public int IdeasAMinute { get; set; } = 60;
}

[OptionsValidator]
internal sealed partial class SafetyOptionsValidator : IValidateOptions<SafetyOptions>;
