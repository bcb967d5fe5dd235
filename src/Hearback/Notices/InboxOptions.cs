using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hearback.Notices;

/// <summary>How the way to the mailbox is made safe.</summary>
public enum InboxTls
{
    /// <summary>From the first byte on.</summary>
    Always,

    /// <summary>By STARTTLS; a server that does not speak it is refused.</summary>
    StartTls,

    /// <summary>In clear: only for a server on this machine.</summary>
    None,
}

/// <summary>The mailbox in which emails to us arrive. Section <c>Inbox</c>. Without a host none is read.</summary>
public sealed class InboxOptions : IValidatableObject
{
    /// <summary>The IMAP server.</summary>
    public string Host { get; set; } = "";

    /// <summary>1 to 65535.</summary>
    public int Port { get; set; } = 993;

    public InboxTls Tls { get; set; } = InboxTls.Always;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Where they arrive. What became a report or a message is deleted from it.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>Where those are moved that become nothing, so that no report is lost to a wrong guess of ours.</summary>
    public string Aside { get; set; } = "Aside";

    /// <summary>Seconds between two looks. 5 to 3600.</summary>
    public int EverySeconds { get; set; } = 30;

    /// <summary>How many are taken in a minute; the others wait in the mailbox. 1 to 10,000.</summary>
    public int MailsAMinute { get; set; } = 60;

    /// <summary>The domain of a gateway that sends text messages on as emails. What comes from it is taken although a machine sends it.</summary>
    public string TextsFrom { get; set; } = "";

    /// <summary>Whether a mailbox is read at all.</summary>
    public bool IsOn => Host.Length > 0;

    // Not by [Range]: the generated validator would say a sentence of its own instead of ours.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EverySeconds is < 5 or > 3600) { yield return new("Inbox:EverySeconds must be from 5 to 3600"); }

        if (MailsAMinute is < 1 or > 10_000) { yield return new("Inbox:MailsAMinute must be from 1 to 10,000"); }

        if (Port is < 1 or > 65535) { yield return new("Inbox:Port must be from 1 to 65535"); }

        if (TextsFrom.Contains('@', StringComparison.Ordinal)) { yield return new("Inbox:TextsFrom must be the part after the @ of the gateway's addresses, such as texts.example"); }

        if (!IsOn) { yield break; }

        if (User.Length is 0 || Password.Length is 0) { yield return new("Inbox:User and Inbox:Password must open the mailbox at Inbox:Host"); }

        if (Folder.Length is 0 || Aside.Length is 0 || string.Equals(Folder, Aside, StringComparison.OrdinalIgnoreCase))
        {
            yield return new("Inbox:Folder and Inbox:Aside must name two folders of the mailbox");
        }

        if (Tls is InboxTls.None && Host is not ("localhost" or "127.0.0.1" or "::1"))
        {
            yield return new("Inbox:Tls may be None only when Inbox:Host is this machine, because the password and the emails would cross the network in clear");
        }
    }
}

[OptionsValidator]
internal sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
