using System.Globalization;
using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.RecordWork;

/// <summary>An entry of the record as it is shown: no content, and no reason.</summary>
public sealed record ShownEntry(Book Book, long Number, DateTimeOffset At, string Who, AuditedAct Act, string? Report);

/// <summary>The record: who did and who read what, the latest first. It shows which report it was, and nothing of what stands in it.</summary>
public sealed class RecordModel(HearbackDb db, IStringLocalizer<Words> words) : PageModel
{
    public const int AtOnce = 50;

    // The order in which the database sorts the names of books, where two entries share hour and number.
    private static readonly List<Book> ByName = [.. Enum.GetValues<Book>().OrderBy(book => book.ToString(), StringComparer.Ordinal)];

    [BindProperty(SupportsGet = true)]
    public Guid? Member { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Report { get; set; }

    [BindProperty(SupportsGet = true)]
    public AuditedAct? Act { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    /// <summary>The last entry of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public IReadOnlyList<ShownEntry> Entries { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Members { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; private set; }

    public bool IsNarrowed => Member is not null || !string.IsNullOrWhiteSpace(Report) || Act is not null || Day is not null;

    public async Task OnGetAsync(CancellationToken stop)
    {
        // An address that says what we do not know narrows nothing.
        ModelState.Clear();
        var names = await db.Users.AsNoTracking().IgnoreAutoIncludes().OrderBy(member => member.Name).Select(member => new { member.Id, member.Name }).ToListAsync(stop);
        Members = [.. names.Select(member => new SelectListItem(member.Name, member.Id.ToString(), member.Id == Member))];
        var found = await (await ChosenAsync(stop)).Take(AtOnce + 1).ToListAsync(stop);
        var shown = found.Take(AtOnce).ToList();
        Next = found.Count > AtOnce ? Place(shown[^1]) : null;
        var reports = shown.Select(entry => entry.ReportId).OfType<Guid>().Distinct().ToList();
        var references = await db.Reports.AsNoTracking().Where(report => reports.Contains(report.Id)).Select(report => new { report.Id, report.Reference }).ToDictionaryAsync(report => report.Id, report => report.Reference.Value, stop);
        foreach (var stone in await db.Tombstones.AsNoTracking().Where(stone => reports.Contains(stone.Id)).Select(stone => new { stone.Id, stone.Reference }).ToListAsync(stop)) { references[stone.Id] = stone.Reference.Value; }

        var byId = names.ToDictionary(member => member.Id, member => member.Name);
        Entries = [.. shown.Select(entry => new ShownEntry(entry.Book, entry.Number, entry.At, WhoIn(entry, byId), entry.Act, entry.ReportId is { } id ? references.GetValueOrDefault(id) : null))];
    }

    /// <summary>The address of the next page, with the same choices.</summary>
    public string NextPage => $"/staff/record?{string.Join('&', new (string Name, string? Value)[] { ("member", Member?.ToString()), ("report", Report), ("act", Act?.ToString()), ("day", Day?.ToString("O", CultureInfo.InvariantCulture)), ("before", Next) }
        .Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"))}";

    private async Task<IQueryable<AuditEntry>> ChosenAsync(CancellationToken stop)
    {
        var entries = db.Audit.AsNoTracking();
        if (Member is { } member) { entries = entries.Where(entry => entry.MemberId == member); }

        if (Act is { } act && Enum.IsDefined(act)) { entries = entries.Where(entry => entry.Act == act); }

        if (Day is { } day)
        {
            var (from, to) = (day.LondonMidnight, day.AddDays(1).LondonMidnight);
            entries = entries.Where(entry => entry.At >= from && entry.At < to);
        }

        if (!string.IsNullOrWhiteSpace(Report))
        {
            var reference = Reference.Read(Report) ?? default;
            var id = await db.Reports.Where(report => report.Reference == reference).Select(report => (Guid?)report.Id).SingleOrDefaultAsync(stop)
                ?? await db.Tombstones.Where(stone => stone.Reference == reference).Select(stone => (Guid?)stone.Id).SingleOrDefaultAsync(stop) ?? Guid.Empty;
            entries = entries.Where(entry => entry.ReportId == id);
        }

        if (ReadPlace(Before) is var (at, number, book))
        {
            var later = ByName.Take(ByName.IndexOf(book)).ToList();
            entries = entries.Where(entry => entry.At < at || (entry.At == at && (entry.Number < number || (entry.Number == number && later.Contains(entry.Book)))));
        }

        return entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number).ThenByDescending(entry => entry.Book);
    }

    private string WhoIn(AuditEntry entry, Dictionary<Guid, string> names) => entry.MemberId is { } member ? names.GetValueOrDefault(member) ?? words["A former member"] : entry.Book switch
    {
        Book.SignIns => words["Somebody we do not know"],
        Book.Reporters => words["The reporter"],
        Book.Acts => entry.Act is AuditedAct.ImportedPack or AuditedAct.ImportedPlaces or AuditedAct.ImportedPlan or AuditedAct.ExportedPack or AuditedAct.ExportedPlan or AuditedAct.MadeBackup or AuditedAct.RestoredBackup or AuditedAct.InvitedMember ? words["Somebody at the command line"] : words["The service itself"],
    };

    private static string Place(AuditEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcTicks}.{entry.Number}.{entry.Book}");

    private static (DateTimeOffset At, long Number, Book Book)? ReadPlace(string? place) =>
        place?.Split('.') is [var ticks, var number, var book] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && Enum.TryParse<Book>(book, out var known) && Enum.IsDefined(known)
            ? (new(at, TimeSpan.Zero), read, known)
            : null;
}
