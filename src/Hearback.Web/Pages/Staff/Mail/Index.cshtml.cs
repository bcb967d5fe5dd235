using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff.Work;

/// <summary>All that an administrator sees of a message that did not leave: no recipient, no text.</summary>
public sealed record GivenUp(Guid Id, NoticeKind Kind, DateTimeOffset QueuedAt, DateTimeOffset GivenUpAt, int Tries);

/// <summary>All that an administrator sees of a report that did not reach a service: no reference, no text.</summary>
public sealed record NotDelivered(string Service, DateOnly On, DateTimeOffset GivenUpAt, int Tries);

/// <summary>Messages that were tried for three days in vain, and how it stands with the mailbox to which people write.</summary>
public sealed class MailModel(HearbackDb db, CurrentPack pack, ReceiveMail mail, IOptions<InboxOptions> inbox, TimeProvider time) : PageModel
{
    private const int Most = 200;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(28);

    public IReadOnlyList<GivenUp> Notices { get; private set; } = [];

    /// <summary>What did not reach a service in the last weeks.</summary>
    public IReadOnlyList<NotDelivered> Handovers { get; private set; } = [];

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
        db.Audit.Add(new(AuditedAct.SentNoticeAgain, User.MemberId, time.GetUtcNow()) { SubjectId = notice });
        await db.SaveChangesAsync();
        return RedirectToPage(new { again = true });
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var since = time.GetUtcNow() - Shown;
        var failed = await db.Handovers.AsNoTracking().Where(handover => handover.GivenUpAt >= since).OrderByDescending(handover => handover.GivenUpAt).Take(Most)
            .Select(handover => new { handover.Service, handover.On, handover.GivenUpAt, handover.Tries }).ToListAsync(stop);
        Handovers = [.. failed.Select(one => new NotDelivered(pack.Now.Service(one.Service)?.Name ?? one.Service, one.On, one.GivenUpAt!.Value, one.Tries))];
        Notices = await db.Notices.Where(notice => notice.GivenUpAt != null).OrderByDescending(notice => notice.GivenUpAt).Take(Most)
            .Select(notice => new GivenUp(notice.Id, notice.Kind, notice.QueuedAt, notice.GivenUpAt!.Value, notice.Tries)).ToListAsync(stop);
    }
}
