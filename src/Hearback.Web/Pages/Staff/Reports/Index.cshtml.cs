using System.Globalization;
using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff.Work;

/// <summary>The views that every member finds ready.</summary>
public enum QueueView
{
    Due,
    Overdue,
    Nobody,
    TheyWrote,
    Mine,
}

/// <summary>A member's open reports, most urgent clock first.</summary>
public sealed class QueueModel(OpenReports open, HearbackDb db, SignedIn signedIn, CurrentPack pack, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public QueueView View { get; set; }

    [BindProperty(SupportsGet = true)]
    public ReportState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Category { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    [BindProperty(SupportsGet = true)]
    public Tier? Tier { get; set; }

    /// <summary>Where the page begins: the last row of the one before, as "2026-06-04_" and its id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public AuditedAct? Done { get; set; }

    public Member Member { get; private set; } = null!;

    public DateOnly Today => time.Today;

    public Pack Pack => pack.Now;

    public QueuePage Queue { get; private set; } = new([], null);

    public IReadOnlyDictionary<QueueView, int> Counts { get; private set; } = new Dictionary<QueueView, int>();

    /// <summary>The pack's places by code, in the order of their names.</summary>
    public IReadOnlyDictionary<string, string> Places { get; private set; } = new Dictionary<string, string>();

    /// <summary>The names of members who have a report on this page.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool IsNarrowed => State is not null || !string.IsNullOrEmpty(Category) || !string.IsNullOrEmpty(Place) || Tier is not null;

    public string TeamNames => Member.Role is Role.Officer
        ? string.Join(", ", Member.Teams.Select(team => Pack.Team(team.Team)?.Name ?? team.Team))
        : Pack.About.Partnership;

    public string? Next => Queue.Next is { } mark ? $"{mark.DueOn:yyyy-MM-dd}_{mark.Id:N}" : null;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Member = await signedIn.MemberAsync(stop);
        Places = await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Name).ToDictionaryAsync(place => place.Code, place => place.Name, stop);
        var counts = new Dictionary<QueueView, int>();
        foreach (var view in Enum.GetValues<QueueView>()) { counts[view] = await open.CountAsync(Member, FilterOf(view), Today, stop); }

        Counts = counts;
        Queue = await open.PageAsync(Member, FilterOf(View) with { State = State, Category = Blank(Category), Place = Blank(Place), Tier = Tier }, ReadMark(After), Today, stop);
        var with = Queue.Rows.Select(row => row.MemberId).OfType<Guid>().Distinct().ToList();
        Names = await db.Users.AsNoTracking().IgnoreAutoIncludes().Where(member => with.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
    }

    /// <summary>"99+" where counting stopped.</summary>
    public static string Capped(int count) => count < OpenReports.CountUpTo ? count.ToString(CultureInfo.CurrentCulture) : $"{OpenReports.CountUpTo - 1}+";

    public SelectList Categories => new(Pack.Categories.OrderBy(category => category.ShortName), nameof(Directory.Category.Code), nameof(Directory.Category.ShortName));

    private static QueueFilter FilterOf(QueueView view) => view switch
    {
        QueueView.Due => new(),
        QueueView.Overdue => new() { Overdue = true },
        QueueView.Nobody => new() { Nobodys = true },
        QueueView.TheyWrote => new() { TheyWroteLast = true },
        QueueView.Mine => new() { Mine = true },
    };

    private static string? Blank(string? code) => string.IsNullOrWhiteSpace(code) ? null : code;

    private static QueueMark? ReadMark(string? text) =>
        text?.Split('_') is [var due, var id]
        && DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dueOn) && Guid.TryParseExact(id, "N", out var report)
            ? new QueueMark(dueOn, report)
            : null;
}
