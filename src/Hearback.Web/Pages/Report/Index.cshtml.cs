using Hearback.Directory;
using Hearback.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

/// <summary>The start: danger first, then what this is for.</summary>
public sealed class StartModel(Journey journey, CurrentPack pack, OurMailbox mailbox) : PageModel
{
    public PackAbout About => pack.Now.About;

    /// <summary>Where one can report by email too; null while no mailbox is read.</summary>
    public string? Email => mailbox.Address;

    /// <summary>Whether this browser began a report and has not sent it.</summary>
    public bool HasDraft { get; private set; }

    public async Task OnGetAsync(CancellationToken stop) => HasDraft = await journey.BeganAsync(stop);

    public async Task<IActionResult> OnPostAsync()
    {
        if (await journey.BeganAsync(CancellationToken.None)) { return journey.LeadToOpen(); }

        return await OnPostAgainAsync();
    }

    public async Task<IActionResult> OnPostAgainAsync()
    {
        await journey.ForgetAsync();
        return Questions.LeadTo(Reports.Question.What);
    }
}
