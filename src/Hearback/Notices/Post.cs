using Hearback.Calendar;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hearback.Notices;

/// <summary>The way by which letters leave.</summary>
public interface IPost
{
    /// <exception cref="IOException">The letter could not be handed over; it is tried again.</exception>
    /// <exception cref="SmtpCommandException">The mail server refused it; it is tried again.</exception>
    /// <exception cref="SmtpProtocolException">The mail server made no sense; it is tried again.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The mail server did not answer; it is tried again.</exception>
    Task SendAsync(Guid id, string to, Letter letter, CancellationToken stop);
}

/// <summary>Writes each letter as a file into the folder <c>mail</c>: for trying out, and until a mail server is set.</summary>
internal sealed class FilePost(IOptions<NoticeOptions> options, TimeProvider time) : IPost
{
    public async Task SendAsync(Guid id, string to, Letter letter, CancellationToken stop)
    {
        var folder = System.IO.Directory.CreateDirectory(options.Value.Folder).FullName;
        var path = Path.Combine(folder, $"{id:N}.eml");
        // The same letter again replaces itself; a letter cut short by a crash never stands under its name.
        var unfinished = path + ".part";
        await Mail.Of(id, to, letter, options.Value, time).WriteToAsync(unfinished, stop);
        File.SetLastWriteTimeUtc(unfinished, time.GetUtcNow().WholeHour.UtcDateTime);
        File.Move(unfinished, path, overwrite: true);
    }
}

/// <summary>Hands letters to a mail server.</summary>
internal sealed class SmtpPost(IOptions<NoticeOptions> options, TimeProvider time) : IPost
{
    public async Task SendAsync(Guid id, string to, Letter letter, CancellationToken stop)
    {
        var smtp = options.Value.Smtp ?? throw new InvalidOperationException("No mail server is set.");
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(smtp.Host, smtp.Port, smtp.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, stop);
        if (smtp.User is { Length: > 0 } user) { await client.AuthenticateAsync(user, smtp.Password ?? "", stop); }

        await client.SendAsync(Mail.Of(id, to, letter, options.Value, time), stop);
        await client.DisconnectAsync(quit: true, stop);
    }
}

internal static class Mail
{
    public static MimeMessage Of(Guid id, string to, Letter letter, NoticeOptions options, TimeProvider time)
    {
        var from = MailboxAddress.Parse(options.From);
        var mail = new MimeMessage
        {
            MessageId = $"{Notice.NameOf(id):N}@{from.Domain}",
            Subject = letter.Subject,
            Date = time.GetUtcNow().WholeHour,
            Body = new TextPart("plain") { Text = letter.Text },
        };
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(to));
        if (letter.AnswerTo is { } answerTo) { mail.ReplyTo.Add(MailboxAddress.Parse(answerTo)); }

        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.Stop is { } stop)
        {
            // RFC 8058: the mail program shows a button of its own, and posts to this address when it is pressed.
            mail.Headers.Add("List-Unsubscribe", $"<{stop.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return mail;
    }

    /// <summary>The name of our mail that a Message-Id bears; null when it is not one of ours.</summary>
    public static Guid? NameIn(string messageId, NoticeOptions options) =>
        messageId.Split('@') is [var name, var domain] && string.Equals(domain, MailboxAddress.Parse(options.From).Domain, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParseExact(name, "N", out var known) ? known : null;
}
