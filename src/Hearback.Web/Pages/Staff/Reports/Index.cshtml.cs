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
    private const int MostPages = 40;

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

    /// <summary>
    /// The pages turned so far: of each the last row, as "2026-06-04_" and its id. The last of them is where this page begins, and
    /// without it the page before is asked for.
    /// </summary>
    [BindProperty(SupportsGet = true)]
    public IReadOnlyList<string> After { get; set; } = [];

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

    public bool IsNarrowed => State is not null || Category is not null || Place is not null || Tier is not null;

    public string TeamNames => Member.Role.IsOfTeams()
        ? string.Join(", ", Member.Teams.Select(team => Pack.Team(team.Team)?.Name ?? team.Team))
        : Pack.About.Partnership;

    /// <summary>How many the view and the choices let through, wherever the page begins; counted up to <see cref="OpenReports.CountUpTo"/>.</summary>
    public int Count { get; private set; }

    public CameFrom Here => CameFrom.Here(Request);

    /// <summary>The pages turned so far and this one; null on the last page. An address can carry only so many, so the oldest are let go.</summary>
    public IReadOnlyList<string>? Next => Queue.Next is { } mark ? [.. After.TakeLast(MostPages - 1), $"{mark.DueOn:yyyy-MM-dd}_{mark.Id:N}"] : null;

    public IReadOnlyList<string>? Previous => After.Count is 0 ? null : [.. After.SkipLast(1)];

    /// <summary>The same view with the same choices, beginning elsewhere.</summary>
    public string Beginning(IReadOnlyList<string> after) => "/staff/reports" + QueryString.Create(new[]
    {
        ("view", View.ToString()), ("category", Category), ("place", Place), ("state", State?.ToString()), ("tier", Tier?.ToString()),
    }.Concat(after.Select(mark => ("after", (string?)mark))).Where(pair => !string.IsNullOrWhiteSpace(pair.Item2)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

    public async Task OnGetAsync(CancellationToken stop)
    {
        // An address that asks for what there is not, asks for nothing.
        ModelState.Clear();
        After = [.. After.Where(mark => ReadMark(mark) is not null)];
        Member = await signedIn.MemberAsync(stop);
        Places = await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Name).ToDictionaryAsync(place => place.Code, place => place.Name, stop);
        (Category, Place) = (Pack.Category(Category)?.Code, Place is { } place && Places.ContainsKey(place) ? place : null);
        var counts = new Dictionary<QueueView, int>();
        foreach (var view in Enum.GetValues<QueueView>()) { counts[view] = await open.CountAsync(Member, FilterOf(view), Today, stop); }

        Counts = counts;
        var filter = FilterOf(View) with { State = State, Category = Category, Place = Place, Tier = Tier };
        Count = IsNarrowed ? await open.CountAsync(Member, filter, Today, stop) : counts[View];
        Queue = await open.PageAsync(Member, filter, ReadMark(After is [.., var last] ? last : null), Today, stop);
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

    private static QueueMark? ReadMark(string? text) =>
        text?.Split('_') is [var due, var id]
        && DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dueOn) && Guid.TryParseExact(id, "N", out var report)
            ? new QueueMark(dueOn, report)
            : null;
}
