using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.LivePlan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>The list that is gone through, what will change for readers, and the press that makes the edition, now or at an hour.</summary>
public sealed class PublishModel(DraftDesk desk, PublishPlan publish, HearbackDb db, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    [Typed(500, Called = "What is corrected")]
    public string? Corrects { get; set; }

    [BindProperty]
    public DateAnswer Day { get; set; } = new();

    [BindProperty]
    public int? Hour { get; set; }

    public Draft Draft { get; private set; } = null!;

    public PublicationCheck Check { get; private set; } = null!;

    public ComparedPlans Compared { get; private set; } = null!;

    public PlannedEdition? Planned { get; private set; }

    public Guid Me { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        Version = Draft.Version;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync(CancellationToken.None);
        if (!ModelState.IsValid) { return Page(); }

        await publish.NowAsync(Version, new(Me, Typed.ReadOrNull(Corrects)));
        return Redirect("/plan/editions");
    }

    public async Task<IActionResult> OnPostLaterAsync()
    {
        await LoadAsync(CancellationToken.None);
        if (Day.AsDate() is not { } day || Hour is not { } hour || hour is < 0 or > 23)
        {
            ModelState.AddModelError(nameof(Day), words["Enter the day and the hour at which it is published"]);
            return Page();
        }

        if (!ModelState.IsValid) { return Page(); }

        Note(AuditedAct.SetPublication);
        await publish.PlanAsync(Version, new(Me, Typed.ReadOrNull(Corrects)), day.LondonAt(new TimeOnly(hour, 0)));
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostCallOffAsync()
    {
        await LoadAsync(CancellationToken.None);
        Note(AuditedAct.CalledOffPublication);
        await publish.CallOffAsync();
        await db.SaveChangesAsync();
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostConfirmAsync(string finding)
    {
        await LoadAsync(CancellationToken.None);
        await desk.EditAsync((draft, member) => draft.Confirm(finding, member.Id), AuditedAct.ConfirmedWords);
        return RedirectToPage();
    }

    private void Note(AuditedAct act) => db.Audit.Add(new(act, Me, time.GetUtcNow().WholeHour));

    private async Task LoadAsync(CancellationToken stop)
    {
        (Draft, Me) = (await desk.ReadAsync(stop), (await desk.MemberAsync(stop)).Id);
        Check = PublicationCheck.Of(Draft, pack.Now, Me);
        Compared = ComparedPlans.Between(await desk.PublishedAsync(stop), Draft.Plan);
        Planned = await db.PlannedEditions.AsNoTracking().SingleOrDefaultAsync(stop);
    }
}
