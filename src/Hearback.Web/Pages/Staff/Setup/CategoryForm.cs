using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Staff.PlanWork;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A category as a coordinator types it.</summary>
public sealed class CategoryForm
{
    /// <summary>Ticked conditions, by these names.</summary>
    public const string Private = nameof(Private), Welfare = nameof(Welfare), OutOfUse = nameof(OutOfUse);

    [Required(ErrorMessage = "Enter the name that residents read")]
    [Typed(60, Called = "The name")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Enter a short name for the lists of members")]
    [Typed(24, Called = "The short name")]
    public string? ShortName { get; set; }

    [Typed(100, Called = "The help line")]
    public string? Hint { get; set; }

    [Typed(300, Called = "The advice")]
    public string? Advice { get; set; }

    [Typed(4000, Called = "The words")]
    public string? Words { get; set; }

    public Tier Tier { get; set; }

    public NsirClass Class { get; set; } = NsirClass.Nuisance;

    [Typed(60, Called = "The police heading")]
    public string? MetHeading { get; set; }

    public string? Group { get; set; }

    /// <summary>The category behind which it stands; empty when it is the first.</summary>
    public string? After { get; set; }

    public List<string> Conditions { get; set; } = [];

    [Required(ErrorMessage = "Say why, for the history")]
    [Typed(EditSetup.LongestWhy, Called = "Why")]
    public string? Why { get; set; }

    public static CategoryForm Of(Category category, Pack pack) => new()
    {
        Name = category.Name,
        ShortName = category.ShortName,
        Hint = category.Hint,
        Advice = category.Advice,
        Words = Tags.Write(category.Words),
        Tier = category.Tier,
        Class = category.Class,
        MetHeading = category.MetHeading,
        Group = category.Group,
        After = pack.Categories.TakeWhile(other => other.Code != category.Code).LastOrDefault()?.Code,
        Conditions = [.. new[] { category.Private ? Private : null, category.Welfare ? Welfare : null, category.OutOfUse ? OutOfUse : null }.OfType<string>()],
    };

    public Category Read(Category before) => before with
    {
        Name = Typed.Read(Name),
        ShortName = Typed.Read(ShortName),
        Hint = Typed.ReadOrNull(Hint),
        Advice = Typed.ReadOrNull(Advice),
        Words = Tags.Read(Words),
        Tier = Tier,
        Class = Class,
        MetHeading = Typed.ReadOrNull(MetHeading),
        Group = Group ?? "",
        Private = Conditions.Contains(Private),
        Welfare = Conditions.Contains(Welfare),
        OutOfUse = Conditions.Contains(OutOfUse),
    };
}
