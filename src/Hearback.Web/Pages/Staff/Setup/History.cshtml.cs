using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>One version as it is told: who made it, when and why, and what it changed.</summary>
public sealed record ToldVersion(int Number, DateTimeOffset At, string? By, SetupPart? Part, bool OfService, int? BackTo, string? Why, IReadOnlyList<ChangedThing> Things);

/// <summary>Every version of the pack, the latest first.</summary>
public sealed class HistoryModel(SetupDesk desk, HearbackDb db, IStringLocalizer<Words> words) : PageModel
{
    private const int OnOnePage = 10;

    public IReadOnlyList<ToldVersion> Versions { get; private set; } = [];

    public int InForce { get; private set; }

    /// <summary>From where the earlier ones go on; null when these are all.</summary>
    public int? Earlier { get; private set; }

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(int? before, AuditedAct? done, CancellationToken stop)
    {
        var setup = await desk.ReadAsync(stop);
        (Done, InForce) = (done, setup.Number);
        // One more than is shown, to tell what the last of them changed.
        var rows = await db.Packs.AsNoTracking().Where(version => version.Number < (before ?? int.MaxValue)).OrderByDescending(version => version.Number).Take(OnOnePage + 1).ToListAsync(stop);
        var members = rows.Select(row => row.By).ToHashSet();
        var names = await db.Users.Where(member => members.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
        Versions = [.. rows.Take(OnOnePage).Select((row, index) => Tell(row, rows.ElementAtOrDefault(index + 1)))];
        Earlier = rows.Count > OnOnePage ? rows[OnOnePage - 1].Number : null;

        ToldVersion Tell(PackVersion row, PackVersion? earlier) => new(row.Number, row.ImportedAt, row.By is { } by ? names.GetValueOrDefault(by, words["A former member"]) : null, row.Part, row.Service is not null, row.BackTo, row.Why,
            earlier is null ? [] : new SetupFacts(earlier.Read(), row.Read(), setup.PlaceName, words).All());
    }

    /// <summary>"Sam Field changed the routing".</summary>
    public string Say(ToldVersion version) => version switch
    {
        { OfService: true } => words["{0} changed a service", version.By ?? ""],
        { Part: SetupPart.Categories } => words["{0} changed the categories", version.By ?? ""],
        { Part: SetupPart.Questions } => words["{0} changed the questions", version.By ?? ""],
        { Part: SetupPart.Routing } => words["{0} changed the routing", version.By ?? ""],
        { Part: SetupPart.All } => words["{0} went back to version {1}", version.By ?? "", version.BackTo ?? 0],
        { Number: 1 } => words["The pack was imported for the first time"],
        _ => words["The pack was imported"],
    };
}
