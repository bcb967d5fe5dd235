using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff.Work;

/// <summary>All that an administrator sees of a message that did not leave: no recipient, no text.</summary>
public sealed record GivenUp(Guid Id, NoticeKind Kind, DateTimeOffset QueuedAt, DateTimeOffset GivenUpAt, int Tries);

/// <summary>Messages that were tried for three days in vain, and how it stands with the mailbox to which people write.</summary>
public sealed class MailModel(HearbackDb db, ReceiveMail mail, IOptions<InboxOptions> inbox, TimeProvider time) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<GivenUp> Notices { get; private set; } = [];

    public bool IsSentAgain { get; private set; }

    /// <summary>How it stands with the mailbox to which people write; null when none is read.</summary>
    public InboxState? Inbox => inbox.Value.IsOn ? mail.State : null;

    /// <summary>The folder in which to look for what was put aside.</summary>
    public string Aside => inbox.Value.Aside;

    public async Task OnGetAsync(bool again, CancellationToken stop)
    {
        IsSentAgain = again;
        await LoadAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync(Guid notice)
    {
        await LoadAsync(CancellationToken.None);
        if (await db.Notices.SingleOrDefaultAsync(known => known.Id == notice) is not { } found) { return NotFound(); }

        found.TryAgain(time.GetUtcNow());
        await db.SaveChangesAsync();
        return RedirectToPage(new { again = true });
    }

    private async Task LoadAsync(CancellationToken stop) =>
        Notices = await db.Notices.Where(notice => notice.GivenUpAt != null).OrderByDescending(notice => notice.GivenUpAt).Take(Most)
            .Select(notice => new GivenUp(notice.Id, notice.Kind, notice.QueuedAt, notice.GivenUpAt!.Value, notice.Tries)).ToListAsync(stop);
}
