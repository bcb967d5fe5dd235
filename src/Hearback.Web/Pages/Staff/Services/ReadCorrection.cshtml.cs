using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Corrections;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>What somebody says is wrong: it is read, the service is put right, and then it is deleted.</summary>
public sealed class ReadCorrectionModel(ServiceDesk desk, TimeProvider time) : PageModel
{
    private CorrectionAtHand _hand = null!;

    [FromRoute]
    public Guid Id { get; set; }

    public Correction Correction => _hand.Correction;

    /// <summary>The service it is about; null when it was taken out meanwhile.</summary>
    public ListedService? Service { get; private set; }

    /// <summary>Once the coordinator has asked for them.</summary>
    public string? Words { get; private set; }

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReadAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        Words = await desk.OpenAsync(_hand);
        return Page();
    }

    public async Task<IActionResult> OnPostDoneAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        await desk.DealtWithAsync(_hand);
        return RedirectToPage("/Staff/Services/Index", new { done = AuditedAct.DealtWithCorrection });
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await desk.FindAsync(Id, stop) is not { } hand) { return false; }

        (_hand, Service) = (hand, (await desk.ReadAsync(stop)).Service(hand.Correction.Service));
        return true;
    }
}
