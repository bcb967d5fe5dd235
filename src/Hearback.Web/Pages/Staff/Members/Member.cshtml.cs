using Hearback.Audit;
using Hearback.Directory;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.MemberWork;

/// <summary>One member: what they may do, and where; their invitation; and the way out.</summary>
public sealed class MemberModel(MemberDesk desk, InviteMember invite, CurrentPack pack, IStringLocalizer<Words> words) : PageModel, IHasMemberForm
{
    [FromRoute] public Guid Id { get; set; }

    [BindProperty] public MemberForm Form { get; set; } = new();

    public Member Member { get; private set; } = null!;

    public bool IsMe { get; private set; }

    public IReadOnlyList<Organisation> Organisations => pack.Now.Organisations;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        Form = new() { Role = Member.Role, Teams = [.. Member.Teams.Select(one => one.Team)] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        var teams = Form.TeamsOf(pack.Now);
        if (Form.Role?.IsOfTeams() is true && teams is []) { ModelState.AddModelError("Form.Teams", words["Select at least one team"]); }

        if (!ModelState.IsValid) { return Page(); }

        await desk.ChangeAsync(Member, Form.Role!.Value, teams);
        return Done(AuditedAct.ChangedMember);
    }

    public async Task<IActionResult> OnPostInviteAsync()
    {
        ModelState.Clear();
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        await invite.InviteAsync(Member.Name, Member.Email!, Member.Role, [.. Member.Teams.Select(one => one.Team)], (await desk.MeAsync(CancellationToken.None)).Id);
        return Done(AuditedAct.InvitedMember);
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        ModelState.Clear();
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        await desk.RemoveAsync(Member);
        return Done(AuditedAct.RemovedMember);
    }

    private RedirectToPageResult Done(AuditedAct act) => RedirectToPage("/Staff/Members/Index", new { done = act });

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await desk.FindAsync(Id, stop) is not { } found) { return false; }

        (Member, IsMe) = (found, (await desk.MeAsync(stop)).Id == found.Id);
        return true;
    }
}
