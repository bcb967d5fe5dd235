using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>
/// A report on a member's desk, with all that an act on it needs. <paramref name="By"/> speaks for the team that had the report when it was read,
/// also after an act gave it to another.
/// </summary>
public sealed record ReportAtHand(Report Report, Member Member, Officer By, Desk Desk, string Title, CameFrom From)
{
    /// <summary>The place as it stands in clear: of the pack, or the ward, or the whole area.</summary>
    public required string Where { get; init; }

    /// <summary>The member read this version. If somebody acted since, they are told before anything is done.</summary>
    /// <exception cref="RefusedException">Somebody was first.</exception>
    public void WasReadAt(long version)
    {
        if (version != Report.Version) { throw new RefusedException("Someone else changed this while you were reading it. Read what is new, then send yours again"); }
    }

    public string? ServiceName(string? code) => Desk.Pack.Service(code)?.Name ?? code;

    /// <summary>Where a member goes after an act: back to the report, or to the queue when it is no longer theirs.</summary>
    public string Next(AuditedAct done) => Member.MayAnswer(Report.Team) ? Page("", $"done={done}") : From.Back($"done={done}");

    /// <summary>The address of the report or of an act on it, "/reply", from which Back still leads to where the member came from.</summary>
    public string Page(string act = "", string? more = null) => From.On($"/staff/reports/{Report.Reference}{act}", more);
}

/// <summary>
/// The reporter's own view of the report after an act that was done here, but not saved: the preview is the act itself, so the two cannot differ.
/// Of the thread it has only what the act adds. What the reporter told us stays sealed.
/// </summary>
public sealed record Preview(TrackedReport Tracked, DateOnly Today)
{
    public static Preview Of(ReportAtHand hand, IEnumerable<Member> members)
    {
        var tracked = TrackedReport.Of(hand.Report, hand.Desk.Key, hand.Desk.Pack, [], members, [], hand.Desk.Today);
        var said = tracked.Thread.Index().Last(line => line.Item is TeamSaid).Index;
        return new(tracked with { Thread = [.. tracked.Thread.Skip(said)], Place = null }, hand.Desk.Today);
    }

    /// <summary>Whether this is what was looked at, however the browser ends its lines.</summary>
    public static bool IsOf(string? previewed, string? words) => previewed is not null && previewed.ReplaceLineEndings("\n") == words?.ReplaceLineEndings("\n");
}

/// <summary>Finds a report for the member who is signed in, and keeps what they do to it together with the record that they did.</summary>
public sealed class ReportsAtHand(HearbackDb db, SignedIn signedIn, KeyVault vault, CurrentPack pack, TimeProvider time, IHttpContextAccessor accessor)
{
    /// <summary>The report; null when there is none, or when it is another team's: who may not see it learns nothing of it.</summary>
    public async Task<ReportAtHand?> FindAsync(string reference, CancellationToken stop)
    {
        if (Reference.Read(reference) is not { } known) { return null; }

        var member = await signedIn.MemberAsync(stop);
        var report = await db.Reports.SeenBy(member).Include(r => r.Thread).Include(r => r.Handovers).Include(r => r.PassingsOn).AsSplitQuery().SingleOrDefaultAsync(r => r.Reference == known, stop);
        // One whose key is about to go, or gone, is there for nobody.
        if (report is not { IsGoing: false }) { return null; }

        var place = report.Place is { } code ? await db.Places.Where(p => p.OfPack && p.Code == code).Select(p => p.Name).FirstOrDefaultAsync(stop) : null;
        var where = place ?? pack.Now.Wards.FirstOrDefault(ward => ward.Code == report.Ward)?.Name;
        var what = pack.Now.Category(report.Category)?.ShortName ?? report.Category;
        var by = new Officer(member.Id, member.FirstName, report.Team, pack.Now.Team(report.Team)?.Name ?? report.Team);
        var desk = new Desk(await vault.OpenAsync(report.KeyId), pack.Now, time.GetUtcNow());
        return new(report, member, by, desk, where is null ? what : $"{what}, {where}", CameFrom.Of(accessor.HttpContext?.Request)) { Where = where ?? pack.Now.About.Name };
    }

    /// <summary>What the reporter would read of an act that was done, but not saved.</summary>
    public async Task<Preview> WhatReporterReadsAsync(ReportAtHand hand)
    {
        var ids = hand.Report.Thread.Select(entry => entry.MemberId).Append(hand.Report.MemberId).OfType<Guid>().Distinct().ToList();
        return Preview.Of(hand, await db.Users.AsNoTracking().Where(member => ids.Contains(member.Id)).ToListAsync());
    }

    /// <summary>Saves what was done and who did it, together or not at all. A reason is sealed under the report's key.</summary>
    public async Task SaveAsync(ReportAtHand hand, AuditedAct act, string? why = null)
    {
        db.Audit.Add(new AuditEntry(act, hand.Member.Id, hand.Desk.Now, hand.Report.Id, why is null ? null : hand.Desk.Key.Seal(why, AuditEntry.WhyPurpose)));
        await db.SaveChangesAsync();
    }
}
