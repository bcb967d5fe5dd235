using MimeKit;

namespace Hearback.Notices;

/// <summary>Why an email becomes neither a report nor a message.</summary>
public enum WhyAside
{
    /// <summary>A machine wrote it: an automatic answer, or news that a letter could not be delivered.</summary>
    Automatic,

    /// <summary>It went to a mailing list.</summary>
    List,

    /// <summary>It comes from our own address.</summary>
    FromUs,

    /// <summary>Nobody can be answered.</summary>
    NoSender,

    /// <summary>One sender wrote more in an hour than a person does.</summary>
    TooMany,

    TooLarge,

    /// <summary>There is not a word in it.</summary>
    NoWords,

    /// <summary>It is not an email that could be read.</summary>
    Unreadable,
}

/// <summary>An email to us, as the mailbox gave it. Of one that is too large only the headers were asked for.</summary>
public sealed record ArrivedMail(MimeMessage Mail, bool TooLarge = false)
{
    private static readonly string[] SentToMany = ["bulk", "junk", "list", "auto_reply"];
    private static readonly string[] SentByMachines = ["mailer-daemon", "postmaster"];

    /// <summary>Whom an answer goes to: the one sender, if there is one. What else the headers name is never written to.</summary>
    public MailboxAddress? Sender => Mail.From is [MailboxAddress { Address: { Length: > 0 and <= 254 } address } only]
        && only.Domain.Contains('.', StringComparison.Ordinal) && MailboxAddress.TryParse(address, out var again) && again.Address == address ? only : null;

    /// <summary>Why nobody waits for an answer to it; null when somebody does.</summary>
    /// <param name="ours">The address from which our letters come.</param>
    /// <param name="textsFrom">The domain of a gateway that sends text messages on, of which a machine is no wonder.</param>
    public WhyAside? WhyNobodyWaits(string ours, string textsFrom)
    {
        if (Sender is not { } sender) { return WhyAside.NoSender; }

        if (Mailbox.Of(sender.Address) == Mailbox.Of(MailboxAddress.Parse(ours).Address)) { return WhyAside.FromUs; }

        if (IsFrom(textsFrom)) { return null; }

        if (IsAutomatic(sender)) { return WhyAside.Automatic; }

        return Mail.Headers.Contains(HeaderId.ListId) || Mail.Headers.Contains(HeaderId.ListUnsubscribe) || Mail.Headers.Contains(HeaderId.ListPost) ? WhyAside.List : null;
    }

    /// <summary>Whether it comes from an address of this domain.</summary>
    public bool IsFrom(string domain) => domain.Length > 0 && string.Equals(Sender?.Domain, domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>What it answers, the nearest first, as far as a chain of answers goes back.</summary>
    public IEnumerable<string> Answers => new[] { Mail.InReplyTo }.OfType<string>().Concat(Mail.References.Reverse()).Distinct().Take(20);

    // RFC 3834, and what is older or comes from one maker. An empty return path is how servers say that a letter could not be delivered.
    private bool IsAutomatic(MailboxAddress sender) =>
        (Mail.Headers[HeaderId.AutoSubmitted] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || (Mail.Headers[HeaderId.Precedence] is { } precedence && SentToMany.Contains(precedence.Trim(), StringComparer.OrdinalIgnoreCase))
        || Mail.Headers["X-Auto-Response-Suppress"] is { } suppress && !suppress.Trim().Equals("None", StringComparison.OrdinalIgnoreCase)
        || Mail.Headers.Contains("X-Failed-Recipients") || Mail.Headers.Contains("X-Autoreply") || Mail.Headers.Contains("X-Autorespond")
        || Mail.Headers[HeaderId.ReturnPath]?.Replace(" ", "", StringComparison.Ordinal).Trim() is "<>"
        || SentByMachines.Contains(sender.LocalPart, StringComparer.OrdinalIgnoreCase)
        || Mail.Body?.ContentType.IsMimeType("multipart", "report") is true
        || (Mail.Headers[HeaderId.ContentType]?.TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) is true);

    public override string ToString() => "(email)";
}
