using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.MemberWork;

/// <summary>Everybody who signs in, and who was invited.</summary>
public sealed class IndexModel(MemberDesk desk, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromQuery] public AuditedAct? Done { get; set; }

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public IEnumerable<Member> Active => Members.Where(member => !member.IsInvited);

    public IEnumerable<Member> Invited => Members.Where(member => member.IsInvited);

    public async Task OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        Members = await desk.AllAsync(stop);
    }

    public string TeamsOf(Member member) => string.Join(", ", member.Teams.Select(one => pack.Now.Team(one.Team)?.Name ?? one.Team));

    /// <summary>Whether the link of the invitation works no more.</summary>
    public bool HasRunOut(Member member) => member.InvitedOn is not { } on || time.Today > on.AddDays(StaffServices.InvitationDays);
}
