using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>A service that is in the directory is changed, or taken out.</summary>
public sealed class EditModel(ServiceDesk desk, ServicePlaces places, IStringLocalizer<Words> words, TimeProvider time) : PageModel, IHasServiceForm
{
    [FromRoute]
    public required string Code { get; init; }

    [BindProperty]
    public ServiceForm Form { get; set; } = new();

    [BindProperty]
    public string Seen { get; set; } = "";

    public Pack Pack { get; private set; } = null!;

    public ListedService Service { get; private set; } = null!;

    /// <summary>What somebody else changed since the page was opened.</summary>
    public IReadOnlyList<ServiceFact>? Theirs { get; private set; }

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        (Form, Seen) = (ServiceForm.Of(Service, await places.ReadAsync(stop), Pack), EditServices.Seen(Service));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        var changed = Form.Read(Service, Pack, await places.ReadAsync(CancellationToken.None), ModelState, words, Today);
        if (!ModelState.IsValid) { return Page(); }

        await desk.SaveAsync(changed, SeenBefore());
        return RedirectToPage("/Staff/Services/Index", new { done = AuditedAct.ChangedService });
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        ModelState.Clear();
        await desk.RemoveAsync(Code, SeenBefore());
        return RedirectToPage("/Staff/Services/Index", new { done = AuditedAct.ChangedService });
    }

    /// <summary>What the member had before them. Whoever sends once more has read what the other wrote.</summary>
    private string SeenBefore()
    {
        var (seen, now) = (Seen, EditServices.Seen(Service));
        if (seen != now) { (Theirs, Seen) = (ServiceFacts.Of(Service, Pack, words), now); }

        ModelState.Remove(nameof(Seen));
        return seen;
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Pack = await desk.ReadAsync(stop);
        if (Pack.Service(Code) is not { } service) { return false; }

        Service = service;
        return true;
    }
}
