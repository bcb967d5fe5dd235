using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hearback.Notices;

/// <summary>Why a mailbox cannot be read.</summary>
public enum InboxFault
{
    /// <summary>Nobody answers at its address, or what answers makes no sense.</summary>
    NoAnswer,

    /// <summary>The name or the password is refused.</summary>
    Refused,

    /// <summary>The server cannot show that it is the one it says.</summary>
    Untrusted,

    /// <summary>There is no such folder.</summary>
    NoFolder,

    /// <summary>The server does not do what it is asked.</summary>
    Unwilling,

    /// <summary>The emails came, but could not be stored here. They are still in the mailbox.</summary>
    NotStored,
}

/// <summary>
/// The mailbox in which emails to us arrive, read by IMAP. They are held in memory and never written down as they came. An email leaves its
/// folder only after it was taken, so whoever takes them must know one that comes again.
/// </summary>
public sealed class Inbox(IOptions<InboxOptions> options)
{
    /// <summary>What is larger is not fetched.</summary>
    public const uint Largest = 25 * 1024 * 1024;

    private const int LongestHeaders = 256 * 1024;
    private const int Timeout = 30_000;

    static Inbox() => Charsets.KnowAll();

    /// <summary>
    /// Hands over what has arrived, the oldest first. What was taken is deleted, and what was not, for the reason that comes back, is put aside.
    /// </summary>
    /// <exception cref="Exception">The server is away or refuses; <see cref="FaultOf"/> says which it is.</exception>
    public async Task ReadAsync(Func<ArrivedMail, Task<WhyAside?>> take, CancellationToken stop)
    {
        var inbox = options.Value;
        using var client = new ImapClient { Timeout = Timeout };
        await client.ConnectAsync(inbox.Host, inbox.Port, inbox.Tls switch
        {
            InboxTls.Always => SecureSocketOptions.SslOnConnect,
            InboxTls.StartTls => SecureSocketOptions.StartTls,
            InboxTls.None => SecureSocketOptions.None,
        }, stop);
        await client.AuthenticateAsync(inbox.User, inbox.Password, stop);
        var folder = await client.GetFolderAsync(inbox.Folder, stop);
        await folder.OpenAsync(FolderAccess.ReadWrite, stop);
        var most = Math.Max(1, (int)Math.Min(int.MaxValue, (long)inbox.MailsAMinute * inbox.EverySeconds / 60));
        if (folder.Count > 0)
        {
            foreach (var waiting in await folder.FetchAsync(0, Math.Min(folder.Count, most) - 1, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, stop))
            {
                stop.ThrowIfCancellationRequested();
                WhyAside? why;
                try
                {
                    why = await FetchAsync(folder, waiting, stop) is { } arrived ? await take(arrived) : WhyAside.Unreadable;
                }
                catch (MessageNotFoundException)
                {
                    // Another process was first.
                    continue;
                }

                // Once it was taken it must go, also when the service is told to stop.
                if (why is null) { await folder.AddFlagsAsync(waiting.UniqueId, MessageFlags.Deleted, silent: true, CancellationToken.None); }
                else { await folder.MoveToAsync(waiting.UniqueId, await AsideAsync(client, inbox.Aside), CancellationToken.None); }

                await folder.ExpungeAsync([waiting.UniqueId], CancellationToken.None);
            }
        }

        await client.DisconnectAsync(quit: true, stop);
    }

    /// <summary>What is wrong, in words that can be shown.</summary>
    public static InboxFault FaultOf(Exception fault) => fault switch
    {
        AuthenticationException => InboxFault.Refused,
        SslHandshakeException or NotSupportedException => InboxFault.Untrusted,
        FolderNotFoundException => InboxFault.NoFolder,
        SocketException or IOException or TimeoutException or ProtocolException or OperationCanceledException => InboxFault.NoAnswer,
        CommandException => InboxFault.Unwilling,
        _ => InboxFault.NotStored,
    };

    private static async Task<ArrivedMail?> FetchAsync(IMailFolder folder, IMessageSummary waiting, CancellationToken stop)
    {
        try
        {
            // Never more than this, whatever size the server told us.
            if (waiting.Size <= Largest)
            {
                await using var mail = await folder.GetStreamAsync(waiting.UniqueId, "", 0, (int)Largest, stop);
                MailParts.Check(mail);
                return new(await MimeMessage.LoadAsync(mail, stop));
            }

            await using var headers = await folder.GetStreamAsync(waiting.UniqueId, "HEADER", 0, LongestHeaders, stop);
            MailParts.Check(headers);
            return new(new MimeMessage(await HeaderList.LoadAsync(headers, stop)), TooLarge: true);
        }
        catch (Exception fault) when (fault is FormatException or CommandException)
        {
            // It is no email at all, or the server cannot read it itself. A person may look at it; the next one must not wait for it.
            return null;
        }
    }

    private static async Task<IMailFolder> AsideAsync(ImapClient client, string name)
    {
        try
        {
            return await client.GetFolderAsync(name, CancellationToken.None);
        }
        catch (FolderNotFoundException)
        {
            var top = client.GetFolder(client.PersonalNamespaces[0]);
            return await top.CreateAsync(name, isMessageFolder: true, CancellationToken.None) ?? throw new FolderNotFoundException(name);
        }
    }
}

/// <summary>How it stands with the mailbox, as far as this process knows: counts, and never an email.</summary>
public sealed record InboxState
{
    /// <summary>When it was last read without a fault.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    public InboxFault? Fault { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How often in a row it failed.</summary>
    public int Tries { get; init; }

    /// <summary>How many became a report or a message since the start.</summary>
    public int Taken { get; init; }

    /// <summary>How many were put aside since the start.</summary>
    public int Aside { get; init; }
}
