using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>What one member changed of a service, and when.</summary>
public sealed record ShownChange(DateTimeOffset At, string By, IReadOnlyList<ChangedFact> Facts);

/// <summary>Everything that members changed of a service, the latest first.</summary>
public sealed class HistoryModel(ServiceDesk desk, HearbackDb db, IStringLocalizer<Words> words, TimeProvider time) : PageModel
{
    [FromRoute]
    public required string Code { get; init; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<ShownChange> Changes { get; private set; } = [];

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var pack = await desk.ReadAsync(stop);
        var history = await db.HistoryOfAsync(Code, stop);
        // One that was taken out still has its history.
        if ((pack.Service(Code) ?? (history is [var latest, ..] ? latest.Before : null)) is not { } service) { return NotFound(); }

        var members = history.Select(change => change.By).ToHashSet();
        var names = await db.Users.Where(member => members.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, stop);
        Name = service.Name;
        Changes = [.. history.Select(change => new ShownChange(change.At, change.By is { } by && names.TryGetValue(by, out var name) ? name : words["A former member"], ServiceFacts.Between(change.Before, change.After, pack, words)))];
        return Page();
    }
}
