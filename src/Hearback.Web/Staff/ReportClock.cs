using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;

namespace Hearback.Web.Staff;

/// <summary>What is due on an open report: the day, the run of working days up to it, and how far off it is.</summary>
public sealed record ReportClock(bool IsFirstReply, DateOnly DueOn, int Gone, int Run, DateOnly Today)
{
    /// <summary>The last day on which it may stand still, because we wait for the reporter; null while it runs.</summary>
    public DateOnly? PausedUntil { get; init; }

    public bool IsLate => DueOn < Today;

    public int DaysLeft => Today.WorkingDaysUntil(DueOn);

    public int DaysOver => DueOn.WorkingDaysUntil(Today);

    /// <summary>Null when nothing is due, because the report is closed.</summary>
    public static ReportClock? Of(Report report, Pack pack, DateOnly today)
    {
        if (report.DueOn is not { } due) { return null; }

        var isFirstReply = report.FirstRepliedOn is null;
        var run = Math.Max(1, isFirstReply ? report.ReceivedOn.WorkingDaysUntil(due) : pack.Standards[report.Tier].NextUpdate);
        var paused = report.PausedUntil is { } until && today <= until ? until : (DateOnly?)null;
        return new(isFirstReply, due, Math.Clamp(run - Math.Max(0, today.WorkingDaysUntil(due)), 0, run), run, today) { PausedUntil = paused };
    }
}
