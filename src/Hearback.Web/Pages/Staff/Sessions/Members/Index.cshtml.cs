using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignedInAt;

/// <summary>Who is signed in, for an administrator, who signs a member out everywhere or disables one.</summary>
public sealed class MembersModel(SessionDesk desk, UserManager<Member> members) : PageModel
{
    public IReadOnlyList<MemberSignedIn> Members { get; private set; } = [];

    public bool IsDone { get; private set; }

    public async Task OnGetAsync(bool done, CancellationToken stop)
    {
        IsDone = done;
        Members = await desk.AllAsync(stop);
    }

    public Task<IActionResult> OnPostAsync(Guid member) => DoAsync(member, chosen => desk.EndAsync(chosen.Id, User.MemberId, all => all));

    public Task<IActionResult> OnPostDisableAsync(Guid member) => DoAsync(member, chosen => desk.DisableAsync(chosen, User.MemberId));

    public Task<IActionResult> OnPostEnableAsync(Guid member) => DoAsync(member, chosen => desk.EnableAsync(chosen, User.MemberId));

    private async Task<IActionResult> DoAsync(Guid member, Func<Member, Task> act)
    {
        // Shown again when a rule says no.
        Members = await desk.AllAsync(CancellationToken.None);
        if (await members.FindByIdAsync(member.ToString()) is not { } chosen) { return NotFound(); }

        await act(chosen);
        return RedirectToPage(new { done = true });
    }
}
