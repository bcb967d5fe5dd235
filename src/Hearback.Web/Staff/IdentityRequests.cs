using Hearback.Data;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>What another member reads of somebody who asks.</summary>
public sealed record AskedToOpen(Guid Id, string By, string Why, DateOnly On)
{
    public DateOnly Until => On.AddDays(IdentityRequest.GoodForDays);
}

/// <summary>Who asks to open who the reporter of a report is: what waits for this member's yes or no, what they asked themselves, and the no that they last got.</summary>
public sealed record IdentityRequests(ReportAtHand Hand, IReadOnlyList<AskedToOpen> ToAnswer, IdentityRequest? Mine, SecondMember? No)
{
    public static async Task<IdentityRequests> OfAsync(ReportAtHand hand, HearbackDb db, CancellationToken stop)
    {
        var (today, me) = (hand.Desk.Today, hand.Member.Id);
        // A yes of the last day waits for as long again.
        var since = today.AddDays(-2 * IdentityRequest.GoodForDays);
        var all = await db.IdentityRequests.Where(request => request.ReportId == hand.Report.Id && request.UsedOn == null && request.AskedOn >= since).OrderBy(request => request.AskedOn).ToListAsync(stop);
        var waiting = all.Where(request => request.MemberId != me && request.WaitsOn(today)).ToList();
        var ids = waiting.Select(request => request.MemberId).ToList();
        var names = ids is [] ? [] : await db.Users.AsNoTracking().IgnoreAutoIncludes().Where(member => ids.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
        return new(
            hand,
            [.. waiting.Where(request => names.ContainsKey(request.MemberId)).Select(request => new AskedToOpen(request.Id, names[request.MemberId], request.OpenWhy(hand.Desk.Key), request.AskedOn))],
            all.LastOrDefault(request => request.MemberId == me && (request.WaitsOn(today) || request.OpensOn(today))),
            all.LastOrDefault(request => request.MemberId == me)?.Second is { Agrees: false } no ? no : null);
    }
}
