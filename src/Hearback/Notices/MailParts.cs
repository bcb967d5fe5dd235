using MimeKit;

namespace Hearback.Notices;

/// <summary>
/// Reads an email once and builds nothing of it, to see that it is one that a person can have sent: millions of empty parts or headers
/// fit into a single email, and would take a hundred times its room.
/// </summary>
internal sealed class MailParts(Stream mail) : MimeReader(mail, MimeFormat.Entity)
{
    private const int MostParts = 1_000;
    private const int MostHeaders = 5_000;
    private const int LongestHeaders = 1_000_000;

    private int _parts;
    private int _headers;
    private long _length;

    /// <exception cref="FormatException">It is made to take our memory.</exception>
    public static void Check(Stream mail)
    {
        new MailParts(mail).ReadMessage(CancellationToken.None);
        mail.Position = 0;
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        _length += header.RawField.Length + header.RawValue.Length;
        if (++_headers > MostHeaders || _length > LongestHeaders) { throw new FormatException("The email has too many headers."); }
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        if (++_parts > MostParts) { throw new FormatException("The email has too many parts."); }
    }
}
