using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>Brings back what stood in an earlier version, once it is read what that changes.</summary>
public sealed class GoBackModel(SetupDesk desk, IStringLocalizer<Words> words) : PageModel
{
    private Pack _then = null!;

    [FromRoute]
    public int Number { get; init; }

    [BindProperty]
    [Required(ErrorMessage = "Say why, for the history")]
    [Typed(EditSetup.LongestWhy, Called = "Why")]
    public string? Why { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public SetupNow Setup { get; private set; } = null!;

    public IReadOnlyList<ChangedThing> Things { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        Version = Setup.Number;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        // Whoever goes back must have read all that it changes.
        var seen = Version;
        Version = Setup.Number;
        if (seen != Setup.Number) { throw new RefusedException(EditSetup.SomebodyWasFirst); }

        await desk.SaveAsync(SetupPart.All, SetupChanges.BackTo(_then), seen, Typed.Read(Why), Number);
        return RedirectToPage("/Staff/Setup/History", new { done = AuditedAct.ChangedSetup });
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Setup = await desk.ReadAsync(stop);
        if (await desk.AsOfAsync(Number, stop) is not { } then) { return false; }

        _then = then;
        Things = new SetupFacts(Setup.Pack, SetupChanges.BackTo(then)(Setup.Pack, Setup.Pack), Setup.PlaceName, words).Setup();
        return true;
    }
}
