using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>A line of what was passed on to a member's organisation. It has no word of the report.</summary>
public sealed record PassedOnLine(Reference Reference, int Entry, DateOnly On, string Team, Gateway Gateway, bool WithName);

/// <summary>Something that was passed on to the organisation of the member who reads it: all that they see of the report.</summary>
public sealed record PassedOn(PassingOn Passing, Report Report, Member Member, DataKey Key, string By, string TeamName, string OrganisationName)
{
    /// <summary>Whether they may open who reported it: it was shared with them, and the reporter agreed to be named.</summary>
    public bool HasName => Passing.WithName && Report is { Identity: IdentityLevel.Named, Contact: not null };

    public string Page(string part = "") => $"/staff/passed-on/{Report.Reference}/{Passing.Entry}{part}";
}

/// <summary>Finds what was passed on to the organisation of the member who is signed in. That they read it is written down before they see it.</summary>
public sealed class PassedOnAtHand(HearbackDb db, SignedIn signedIn, KeyVault vault, CurrentPack pack, TimeProvider time)
{
    public const int Most = 200;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<PassedOnLine>> ListAsync(CancellationToken stop)
    {
        var ours = OrganisationsOf(await signedIn.MemberAsync(stop));
        var rows = await db.PassingsOn.AsNoTracking().Where(passing => !passing.IsWhole && ours.Contains(passing.Organisation))
            .Join(db.Reports, passing => passing.ReportId, report => report.Id, (passing, report) => new { passing.On, passing.Entry, passing.Team, passing.Gateway, passing.WithName, report.Reference })
            .OrderByDescending(row => row.On).ThenBy(row => row.Reference).Take(Most).ToListAsync(stop);
        return [.. rows.Select(row => new PassedOnLine(row.Reference, row.Entry, row.On, TeamOf(row.Team), row.Gateway, row.WithName))];
    }

    /// <summary>Null when there is none, or when it went to others: who may not see it learns nothing of it.</summary>
    public async Task<PassedOn?> FindAsync(string reference, int entry, CancellationToken stop)
    {
        if (Reference.Read(reference) is not { } known) { return null; }

        var member = await signedIn.MemberAsync(stop);
        var ours = OrganisationsOf(member);
        if (await db.Reports.AsNoTracking().SingleOrDefaultAsync(report => report.Reference == known, stop) is not { IsGoing: false } report
            || await db.PassingsOn.AsNoTracking().SingleOrDefaultAsync(passing => passing.ReportId == report.Id && passing.Entry == entry && !passing.IsWhole && ours.Contains(passing.Organisation), stop) is not { } found) { return null; }

        var by = await db.Users.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(one => one.Id == found.MemberId, stop);
        return new(found, report, member, await vault.OpenAsync(report.KeyId), by?.FirstName ?? "", TeamOf(found.Team), pack.Now.Organisation(found.Organisation)?.Name ?? found.Organisation);
    }

    public async Task<PassedWords> OpenAsync(PassedOn hand)
    {
        await SaveAsync(hand, AuditedAct.OpenedPassedOn, why: null);
        return hand.Passing.Open(hand.Key);
    }

    /// <summary>Who reported it, for a reason that the reporter can read.</summary>
    /// <exception cref="RefusedException">It was not shared.</exception>
    public async Task<Contact> OpenNameAsync(PassedOn hand, string why)
    {
        if (!hand.HasName) { throw new RefusedException("This reporter has not agreed to be named to others"); }

        await SaveAsync(hand, AuditedAct.OpenedIdentity, why);
        return hand.Report.OpenContact(hand.Key)!;
    }

    private async Task SaveAsync(PassedOn hand, AuditedAct act, string? why)
    {
        db.Audit.Add(new AuditEntry(act, hand.Member.Id, time.GetUtcNow(), hand.Report.Id, why is null ? null : hand.Key.Seal(why, AuditEntry.WhyPurpose)));
        await db.SaveChangesAsync();
    }

    private List<string> OrganisationsOf(Member member) => [.. pack.Now.Organisations
        .Where(organisation => organisation.Teams.Any(team => member.May(Right.ReadWhatWasPassedOn, team.Code))).Select(organisation => organisation.Code)];

    private string TeamOf(string code) => pack.Now.Team(code)?.Name ?? code;
}
