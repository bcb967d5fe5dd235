using System.Globalization;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Web.GovUk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The plan as it stood at the end of a day in London: the edition then in force.</summary>
public sealed class OnModel(HearbackDb db, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public string? Date { get; init; }

    /// <summary>As it was typed, when the address names no day.</summary>
    [FromQuery]
    public DateAnswer Day { get; init; } = new();

    [FromQuery]
    public string? Show { get; init; }

    public ChosenDay Chosen => new() { Day = Day };

    /// <summary>Null while it has to be chosen.</summary>
    public DateOnly? On { get; private set; }

    /// <summary>Null when nothing had been published by then.</summary>
    public ShownPlan? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (Date is null) { return Choose(); }

        if (!DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) || on > time.Today) { return NotFound(); }

        On = on;
        Shown = await EditionOnAsync(db, on, stop) is { } edition ? new(edition, PlanSelection.Of(edition.Plan, new(), on)) : null;
        return Page();
    }

    private IActionResult Choose()
    {
        if (Show is null && Day.IsBlank) { return Page(); }

        if (Day.AsDate() is { } day && day <= time.Today) { return Redirect(string.Create(CultureInfo.InvariantCulture, $"/plan/{(Show is "since" ? "since" : "on")}/{day:yyyy-MM-dd}")); }

        var (part, sentence) = Day.Fault(words, "The day") ?? (null, words[Day.IsBlank ? "Enter a day" : "The day must be today or before"]);
        ModelState.AddModelError(part is null ? nameof(Day) : $"{nameof(Day)}.{part}", sentence);
        return Page();
    }

    /// <summary>The edition in force at the end of the day; null before the first.</summary>
    internal static async Task<Edition?> EditionOnAsync(HearbackDb db, DateOnly day, CancellationToken stop)
    {
        var end = day.AddDays(1).LondonMidnight;
        return await db.Editions.AsNoTracking().Where(edition => edition.PublishedAt < end).OrderByDescending(edition => edition.Number).FirstOrDefaultAsync(stop);
    }
}

/// <summary>The form that asks for a day.</summary>
public sealed class ChosenDay
{
    public DateAnswer Day { get; init; } = new();
}
