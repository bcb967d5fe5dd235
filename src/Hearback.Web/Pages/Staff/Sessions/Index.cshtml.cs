using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignedInAt;

/// <summary>Where a member is signed in. They end what is theirs, and nothing of anybody else.</summary>
public sealed class SessionsModel(SessionDesk desk) : PageModel
{
    public IReadOnlyList<Session> Open { get; private set; } = [];

    /// <summary>The one in which this is read.</summary>
    public Guid Current => User.SessionId ?? Guid.Empty;

    public bool IsEnded { get; private set; }

    private Guid Me => User.MemberId ?? throw new InvalidOperationException("Nobody is signed in.");

    public async Task OnGetAsync(bool ended, CancellationToken stop)
    {
        IsEnded = ended;
        Open = await desk.OfAsync(Me, stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid session)
    {
        await desk.EndAsync(Me, Me, own => own.Where(one => one.Id == session));
        return RedirectToPage(new { ended = true });
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        await desk.EndAsync(Me, Me, own => own.Where(one => one.Id != Current));
        return RedirectToPage(new { ended = true });
    }
}
