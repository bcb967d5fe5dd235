using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Microsoft.Extensions.Options;

namespace Hearback.Reports;

/// <summary>For how long reports are kept once they are closed. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>Months after closing, when nothing below says otherwise. 1 to 1200.</summary>
    public int ReportMonths { get; set; } = 36;

    /// <summary>Months for a class, an outcome or both: <c>Personal</c>, <c>ActionTaken</c>, <c>Personal-ActionTaken</c>. The closest counts. 1 to 1200.</summary>
    public Dictionary<string, int> ReportMonthsOf { get; set; } = [];

    /// <summary>Months after closing for which we know who the reporter is and how to reach them. 1 to 1200.</summary>
    public int ContactMonths { get; set; } = 12;

    public int MonthsOf(NsirClass kind, CloseReason outcome) =>
        Find($"{kind}-{outcome}") ?? Find($"{kind}") ?? Find($"{outcome}") ?? ReportMonths;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ReportMonths is < 1 or > 1200) { yield return new("Retention:ReportMonths must be from 1 to 1200"); }

        if (ContactMonths is < 1 or > 1200) { yield return new("Retention:ContactMonths must be from 1 to 1200"); }

        var known = Enum.GetValues<NsirClass>().SelectMany(kind => Enum.GetValues<CloseReason>().Select(outcome => $"{kind}-{outcome}").Append($"{kind}")).Concat(Enum.GetValues<CloseReason>().Select(outcome => $"{outcome}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, months) in ReportMonthsOf)
        {
            if (!known.Contains(name)) { yield return new($"Retention:ReportMonthsOf:{name} names no class and no outcome: docs/options.md lists them"); }

            if (months is < 1 or > 1200) { yield return new($"Retention:ReportMonthsOf:{name} must be from 1 to 1200"); }
        }
    }

    private int? Find(string name) => ReportMonthsOf.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)) is { Key: not null } found ? found.Value : null;
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
