using Microsoft.Extensions.Options;
using MimeKit;

namespace Hearback.Notices;

/// <summary>The mailbox to which people write us, as far as they are told of it.</summary>
public sealed class OurMailbox(IOptions<InboxOptions> inbox, IOptions<NoticeOptions> notices)
{
    /// <summary>Its address; null while none is read. Answers to letters go there, so it is the one that letters come from.</summary>
    public string? Address => inbox.Value.IsOn ? MailboxAddress.Parse(notices.Value.From).Address : null;
}
