using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>The draft: all of it for a coordinator, the actions that their teams lead for an officer.</summary>
public sealed class IndexModel(DraftDesk desk, HearbackDb db, CurrentPack pack, TimeProvider time) : PageModel
{
    public Draft Draft { get; private set; } = null!;

    public Edition? Published { get; private set; }

    public bool Edits { get; private set; }

    public DateOnly Today => time.Today;

    /// <summary>The concerns with what this member works on.</summary>
    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    public int Changes { get; private set; }

    /// <summary>How many words of the draft nobody has confirmed yet.</summary>
    public int Unconfirmed { get; private set; }

    public int UnconfirmedPictures { get; private set; }

    /// <summary>By action, who was told that people wait.</summary>
    public ILookup<string, Reminder> Reminders { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop)
    {
        var member = await desk.MemberAsync(stop);
        (Draft, Published, Edits) = (await desk.ReadAsync(stop), await desk.PublishedAsync(stop), member.Role.May(Right.EditPlan));
        Changes = PlanComparison.Between(Published?.Plan ?? new(), Draft.Plan).Count;
        Concerns = Edits ? Draft.Plan.Concerns : [.. Draft.Plan.Concerns.Select(concern => concern with { Actions = [.. concern.Actions.Where(action => member.Leads(action))] }).Where(concern => concern.Actions.Count > 0)];
        var unconfirmed = PublicationCheck.Of(Draft, pack.Now, Guid.Empty).Unconfirmed;
        UnconfirmedPictures = unconfirmed.Count(finding => finding.Kind is FindingKind.Picture);
        Unconfirmed = unconfirmed.Count - UnconfirmedPictures;
        Reminders = await db.RemindersAsync(Concerns.SelectMany(concern => concern.Actions), Today, stop);
    }
}
