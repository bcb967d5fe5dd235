using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Staff.PlanWork;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A routing rule as a coordinator types it.</summary>
public sealed class RuleForm
{
    public List<string> Categories { get; set; } = [];

    [Typed(2000, Called = "The places")]
    public string? Places { get; set; }

    [Typed(1000, Called = "The wards")]
    public string? Wards { get; set; }

    public List<DayOfWeek> Days { get; set; } = [];

    [Typed(40, Called = "The hours")]
    public string? Hours { get; set; }

    [Required(ErrorMessage = "Select the team that gets these reports")]
    public string? To { get; set; }

    [Required(ErrorMessage = "Say why they go to this team")]
    [Typed(200, Called = "The reason")]
    public string? Because { get; set; }

    /// <summary>The number of the rule in the order; the first that fits holds.</summary>
    public int Place { get; set; }

    [Required(ErrorMessage = "Say why, for the history")]
    [Typed(EditSetup.LongestWhy, Called = "Why")]
    public string? Why { get; set; }

    public static RuleForm Of(RoutingRule rule, int number, SetupNow setup) => new()
    {
        Categories = [.. rule.Categories],
        Places = Tags.Write(rule.Places.Select(setup.PlaceName)),
        Wards = Tags.Write(rule.Wards.Select(code => setup.Pack.Ward(code)?.Name ?? code)),
        Days = [.. rule.Days],
        Hours = rule is { From: { } from, Until: { } until } ? $"{HoursTyped.Write(from)} to {HoursTyped.Write(until)}" : null,
        To = rule.To,
        Because = rule.Because,
        Place = number,
    };

    /// <summary>The rule with all that was typed; what cannot be read stands in <paramref name="faults"/>.</summary>
    public RoutingRule Read(RoutingRule? before, SetupNow setup, ModelStateDictionary faults, IStringLocalizer words)
    {
        var spans = HoursTyped.Spans(Hours);
        if (spans is null or { Count: > 1 }) { Fault(nameof(Hours), words["Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave them empty"]); }

        var span = spans is [var one] && one.From != one.Until ? one : null;
        return new()
        {
            To = To ?? "",
            Because = Typed.Read(Because),
            // What was not changed keeps its order, so that a form that is sent as it came changes nothing.
            Categories = [.. InOrder(before?.Categories ?? [], Categories)],
            Places = [.. InOrder(before?.Places ?? [], Known(nameof(Places), Places, setup.Places.Select(place => (place.Code, place.Name))))],
            Wards = [.. InOrder(before?.Wards ?? [], Known(nameof(Wards), Wards, setup.Pack.Wards.Select(ward => (ward.Code, ward.Name))))],
            Days = [.. InOrder(before?.Days ?? [], Days)],
            From = span?.From,
            Until = span?.Until,
        };

        void Fault(string field, string sentence) => faults.AddModelError($"Form.{field}", sentence);

        List<string> Known(string field, string? typed, IEnumerable<(string Code, string Name)> known)
        {
            var codes = new List<string>();
            foreach (var name in Tags.Read(typed))
            {
                var code = known.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase) || one.Code == name).Code;
                if (code is null) { Fault(field, words["We do not know ‘{0}’. Type it as it stands on this site", name]); } else { codes.Add(code); }
            }

            return codes;
        }
    }

    private static IEnumerable<T> InOrder<T>(IReadOnlyList<T> before, IReadOnlyList<T> chosen) => before.Where(chosen.Contains).Concat(chosen.Except(before));
}
