using System.Globalization;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The plan as it stood at the end of a day in London: the edition then in force.</summary>
public sealed class OnModel(HearbackDb db, TimeProvider time) : PageModel
{
    [FromRoute]
    public string? Date { get; init; }

    public DateOnly On { get; private set; }

    /// <summary>Null when nothing had been published by then.</summary>
    public ShownPlan? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? day, [FromQuery] string? show, CancellationToken stop)
    {
        if (day is not null) { return DateOnly.TryParseExact(day, "yyyy-MM-dd", out _) ? Redirect(show is "since" ? $"/plan/since/{day}" : $"/plan/on/{day}") : NotFound(); }

        if (!DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) || on > time.Today) { return NotFound(); }

        On = on;
        Shown = await EditionOnAsync(db, on, stop) is { } edition ? new(edition, PlanSelection.Of(edition.Plan, new(), on)) : null;
        return Page();
    }

    /// <summary>The edition in force at the end of the day; null before the first.</summary>
    internal static async Task<Edition?> EditionOnAsync(HearbackDb db, DateOnly day, CancellationToken stop)
    {
        var end = day.AddDays(1).LondonMidnight;
        return await db.Editions.AsNoTracking().Where(edition => edition.PublishedAt < end).OrderByDescending(edition => edition.Number).FirstOrDefaultAsync(stop);
    }
}
