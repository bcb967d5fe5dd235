using Hearback.Data;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>A date that was promised and has ended, with the name of the team that answers for it.</summary>
public sealed record PastDate(Promise Promise, string TeamName);

/// <summary>All dates that a reporter was promised, and who was told of which.</summary>
public sealed record PromisedDates(IReadOnlyList<PastDate> Past, IReadOnlyList<ClockReminder> Reminders)
{
    public static PromisedDates None { get; } = new([], []);

    public static async Task<PromisedDates> OfAsync(Report report, Desk desk, HearbackDb db, CancellationToken stop)
    {
        var past = await db.Promises.AsNoTracking().Where(promise => promise.ReportId == report.Id).OrderBy(promise => promise.Entry).ToListAsync(stop);
        var told = await db.ClockReminders.AsNoTracking().Where(reminder => reminder.ReportId == report.Id).OrderBy(reminder => reminder.DueOn).ThenBy(reminder => reminder.On).ToListAsync(stop);
        return new([.. past.Select(promise => new PastDate(promise, desk.Pack.Team(promise.Team)?.Name ?? promise.Team))], told);
    }
}
