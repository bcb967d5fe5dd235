using Hearback.Data;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.Reporting;

/// <summary>The start: danger first, then what this is for.</summary>
public sealed class StartModel(Journey journey, CurrentPack pack, HearbackDb db) : PageModel
{
    public PackAbout About => pack.Now.About;

    /// <summary>Whether this browser began a report and has not sent it.</summary>
    public bool HasDraft { get; private set; }

    public async Task OnGetAsync(CancellationToken stop) => HasDraft = await BeganAsync(stop);

    public async Task<IActionResult> OnPostAsync()
    {
        if (await BeganAsync(CancellationToken.None)) { return journey.LeadToOpen(); }

        return await OnPostAgainAsync();
    }

    public async Task<IActionResult> OnPostAgainAsync()
    {
        await journey.ForgetAsync();
        return Questions.LeadTo(Reports.Question.What);
    }

    private async Task<bool> BeganAsync(CancellationToken stop) =>
        await journey.LoadAsync(stop) && !await db.Reports.AnyAsync(report => report.Id == journey.Answers.ReportId, stop);
}
