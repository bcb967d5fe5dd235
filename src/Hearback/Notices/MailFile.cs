using MimeKit;

namespace Hearback.Notices;

/// <summary>Something that came with an email besides its words. It lies in memory as it came, and nothing of it is written anywhere.</summary>
/// <param name="Part">The part of the email that it is.</param>
/// <param name="IsLayout">Whether it is a part of how the email looks, as the emblem in a signature is.</param>
public sealed record MailFile(MimeEntity Part, bool IsLayout)
{
    // What is smaller and part of the layout is the emblem in a signature.
    private const long LargestEmblem = 20_000;

    // What is smaller, and was not attached, is the point by which a sender of news counts its readers.
    private const long LargestPoint = 1_000;

    /// <summary>Whether it was never meant to be looked at by itself.</summary>
    public bool IsOrnament => Part is MimePart { Content.Stream.Length: var length } && Part.ContentType.IsMimeType("image", "*")
        && (IsLayout ? length < LargestEmblem : length < LargestPoint && Part is { IsAttachment: false });

    /// <summary>Its first bytes, up to <paramref name="longest"/>; none of what is no file by itself, such as an email within the email.</summary>
    public byte[] Read(int longest)
    {
        if (Part is not MimePart { Content: { } content }) { return []; }

        using var file = content.Open();
        using var held = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (held.Length < longest && file.Read(piece, 0, (int)Math.Min(piece.Length, longest - held.Length)) is > 0 and var read) { held.Write(piece, 0, read); }

        return held.ToArray();
    }

    public override string ToString() => "(file of an email)";
}
