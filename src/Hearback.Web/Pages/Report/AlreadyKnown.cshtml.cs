using Hearback.Calendar;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>"We know about this": what is done about it, and a report of one press for whoever has nothing to add.</summary>
[Asks(Question.When)]
public sealed class AlreadyKnownModel(Journey journey, AlreadyKnown known, SendReport send, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    public const string Address = "/report/already-known";

    /// <summary>How many actions the page names; the plan has the others.</summary>
    public const int MostActions = 3;

    public DateOnly Today => time.Today;

    public KnownHere Known { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : journey.LeadToOpen();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return journey.LeadToOpen(); }

        await send.SendAsync(journey.Answers with { AffectsMeToo = true, Identity = IdentityLevel.Anonymous, Contact = null, Story = Story });
        return Redirect("/report/sent");
    }

    /// <summary>What they wrote to find the kind of behaviour is theirs, and may say what nobody has told us yet.</summary>
    private string Story => journey.Answers.Said is { } said ? $"{said}\n\n{words["It affects me too."]}" : words["It affects me too."];

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await known.AboutAsync(journey.Answers, stop) is not { } found) { return false; }

        Known = found;
        return true;
    }
}
