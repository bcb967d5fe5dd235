using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A case that is being tried, and what becomes of it: in force and, where something is being changed, after the change.</summary>
public sealed record Trying(TryForm Try, SetupNow Setup, Tried? InForce = null, Tried? AfterTheChange = null);

/// <summary>A case as a coordinator picks it.</summary>
public sealed class TryForm
{
    private const string PlacePrefix = "place:";
    private const string WardPrefix = "ward:";

    public string? Category { get; set; }

    /// <summary>A place or a ward of the pack; empty when it is not known where.</summary>
    public string? Where { get; set; }

    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;

    [Typed(20, Called = "The hour")]
    public string? Hour { get; set; } = "10am";

    public static string Place(string code) => PlacePrefix + code;

    public static string Ward(string code) => WardPrefix + code;

    /// <summary>The case, and the next instant at which it can come; null, with the fault, when it cannot be read.</summary>
    public (RoutedCase Case, DateTimeOffset At)? Read(SetupNow setup, DateOnly today, ModelStateDictionary faults, IStringLocalizer words)
    {
        var hour = HoursTyped.Hour(Hour);
        if (hour is null) { faults.AddModelError("Try.Hour", words["Enter the hour like ‘3am’ or ‘15:30’"]); }

        if (setup.Pack.Category(Category) is not { } category) { faults.AddModelError("Try.Category", words["Select what it is about"]); return null; }

        if (hour is not { } at || !Enum.IsDefined(Day)) { return null; }

        var place = setup.Places.FirstOrDefault(one => Place(one.Code) == Where);
        var ward = place is null ? setup.Pack.Wards.FirstOrDefault(one => Ward(one.Code) == Where)?.Code : place.Ward;
        var on = today.AddDays(((int)Day - (int)today.DayOfWeek + 7) % 7);
        return (new(category.Code, ward, place?.Code, Day, at), on.LondonAt(at));
    }
}

/// <summary>What becomes of a case under a pack.</summary>
public sealed record Tried(RoutingRule Rule, int Number, string Team, Category Category, DateOnly ReplyBy, IReadOnlyList<ServiceNow> Services, HelpNow? Help, DateTimeOffset At)
{
    public static Tried In(Pack pack, RoutedCase one, DateTimeOffset at)
    {
        var category = pack.Category(one.Category) ?? throw new InvalidOperationException("The category is not in the pack.");
        var rule = pack.Routing.First(rule => rule.Fits(one));
        var answers = new ReportAnswers { Category = one.Category, Where = new() { Ward = one.Ward, NearPlace = one.Place } };
        return new(rule, pack.Routing.ToList().IndexOf(rule) + 1, pack.InFull(rule.To), category, at.LondonDay.PlusWorkingDays(pack.Standards[category.Tier].FirstReply),
            pack.ServicesFor(one.Category, one.Ward, one.Place).OpenFirst(at, one.Category), HelpNow.For(answers, pack, at), at);
    }
}
