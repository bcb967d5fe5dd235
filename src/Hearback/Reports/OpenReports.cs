using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Reports;

/// <summary>Which open reports a member wants to see. What is null does not narrow.</summary>
public sealed record QueueFilter
{
    public ReportState? State { get; init; }

    public string? Category { get; init; }

    public string? Place { get; init; }

    public Tier? Tier { get; init; }

    public bool Mine { get; init; }

    public bool Nobodys { get; init; }

    public bool Overdue { get; init; }

    public bool TheyWroteLast { get; init; }
}

/// <summary>One line of the queue: dates, codes and states, never the reporter's words.</summary>
public sealed record QueueRow(
    Guid Id, Reference Reference, ReportState State, Tier Tier, IdentityLevel Identity, string Category, string? Place, int? CellX, int? CellY, string Team,
    Guid? MemberId, DateOnly DueOn, bool FirstReply, Author LastWordBy, DateOnly LastWordOn, DateOnly? WaitingSince)
{
    /// <summary>The last day on which the clock may stand still; null while we do not wait for the reporter.</summary>
    public DateOnly? PausedUntil => WaitingSince?.PlusWorkingDays(Report.LongestPause);
}

/// <summary>Where a page of the queue begins: after this report.</summary>
public sealed record QueueMark(DateOnly DueOn, Guid Id);

/// <summary>A page of the queue; <see cref="Next"/> is null on the last.</summary>
public sealed record QueuePage(IReadOnlyList<QueueRow> Rows, QueueMark? Next);

/// <summary>
/// A member's open reports, most urgent clock first. Pages are cut by the last row seen and counts stop at 100,
/// so that a page costs the same however many reports there are.
/// </summary>
public sealed class OpenReports(HearbackDb db)
{
    public const int PageSize = 50;

    /// <summary>Where counting ends: "99+".</summary>
    public const int CountUpTo = 100;

    public async Task<QueuePage> PageAsync(Member member, QueueFilter filter, QueueMark? after, DateOnly today, CancellationToken stop)
    {
        var open = Open(member, filter, today);
        if (after is { DueOn: var due, Id: var id }) { open = open.Where(report => report.DueOn > due || (report.DueOn == due && report.Id > id)); }

        var rows = await open.OrderBy(report => report.DueOn).ThenBy(report => report.Id).Take(PageSize + 1)
            .Select(report => new QueueRow(
                report.Id, report.Reference, report.State, report.Tier, report.Identity, report.Category, report.Place, report.CellX, report.CellY, report.Team,
                report.MemberId, report.DueOn!.Value, report.FirstRepliedOn == null, report.LastWordBy, report.LastWordOn, report.WaitingSince))
            .ToListAsync(stop);
        if (rows.Count <= PageSize) { return new(rows, null); }

        rows.RemoveAt(PageSize);
        return new(rows, new QueueMark(rows[^1].DueOn, rows[^1].Id));
    }

    /// <summary>How many there are, at most <see cref="CountUpTo"/>.</summary>
    public Task<int> CountAsync(Member member, QueueFilter filter, DateOnly today, CancellationToken stop) =>
        Open(member, filter, today).OrderBy(report => report.DueOn).Take(CountUpTo).CountAsync(stop);

    private IQueryable<Report> Open(Member member, QueueFilter filter, DateOnly today)
    {
        var open = db.Reports.AsNoTracking().SeenBy(member).Where(report => report.DueOn != null);
        if (filter.State is { } state) { open = open.Where(report => report.State == state); }

        if (filter.Category is { } category) { open = open.Where(report => report.Category == category); }

        if (filter.Place is { } place) { open = open.Where(report => report.Place == place); }

        if (filter.Tier is { } tier) { open = open.Where(report => report.Tier == tier); }

        if (filter.Mine) { open = open.Where(report => report.MemberId == member.Id); }

        if (filter.Nobodys) { open = open.Where(report => report.MemberId == null); }

        if (filter.Overdue) { open = open.Where(report => report.DueOn < today); }

        return filter.TheyWroteLast ? open.Where(report => report.LastWordBy == Author.Reporter) : open;
    }
}

public static class ReportsOfMember
{
    /// <summary>The reports that a member may see and answer, as <see cref="WhoMay"/> says.</summary>
    public static IQueryable<Report> SeenBy(this IQueryable<Report> reports, Member member)
    {
        var teams = member.Teams.Select(membership => membership.Team).ToList();
        return member.Role.ReachOf(Right.AnswerReports) switch
        {
            Reach.OwnTeams when teams is [var only] => reports.Where(report => report.Team == only),
            Reach.OwnTeams => reports.Where(report => teams.Contains(report.Team)),
            Reach.WithSecondYes or Reach.Everything => reports,
            Reach.None => reports.Where(_ => false),
        };
    }
}
