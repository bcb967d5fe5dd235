using System.Buffers.Binary;
using System.Text;

namespace Hearback.Pictures;

/// <summary>What a file is by its bytes, whatever its name says. What is no picture, or something else besides, never reaches the library that reads pictures.</summary>
internal static class PictureFile
{
    private const int Head = 1024;

    /// <summary>A ZIP archive ends with a record of 22 bytes and a comment of at most 65,535.</summary>
    private const int ZipTail = 22 + ushort.MaxValue;

    private static readonly string[] OfAppleAndOthers = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

    // What a reader of these would find at the head of a file, even behind the first bytes of a picture.
    private static readonly byte[][] OtherBeginnings = [.. new[] { "%PDF-", "<!doctype", "<html", "<script", "<?php", "<svg" }.Select(Encoding.ASCII.GetBytes)];

    // What people hang behind a picture to carry it past a guard. The short film that some phones put there is none of these; it is left behind.
    private static readonly byte[][] OtherArchives = [[.. "Rar!"u8, 0x1A, 0x07], [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]];

    /// <exception cref="RefusedException">It is no picture that we can take.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) { throw new RefusedException("This file is empty. Choose another one"); }

        if (file.Length > CleanPictures.LongestFile) { throw new RefusedException("The picture must be smaller than 15 MB"); }

        if (IsHeic(file)) { throw new RefusedException("This picture is in the HEIC format, which we cannot read. Take a screenshot of it and choose that. For new pictures choose ‘Most Compatible’ in the camera’s settings"); }

        if (!IsPicture(file)) { throw new RefusedException("This is not a picture that we can take. Choose a JPEG, PNG or WebP picture"); }

        if (IsSomethingElseToo(file)) { throw new RefusedException("This file is a picture and something else in one. Choose the picture as your phone or camera took it"); }
    }

    private static bool IsPicture(ReadOnlySpan<byte> file) =>
        file.StartsWith<byte>([0xFF, 0xD8, 0xFF])
        || file.StartsWith<byte>([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'])
        || (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8));

    private static bool IsHeic(ReadOnlySpan<byte> file) =>
        file.Length > 12 && file[4..].StartsWith("ftyp"u8) && OfAppleAndOthers.Contains(Encoding.ASCII.GetString(file[8..12]));

    private static bool IsSomethingElseToo(ReadOnlySpan<byte> file)
    {
        var head = Lower(file[..Math.Min(file.Length, Head)]);
        foreach (var other in OtherBeginnings)
        {
            if (head.AsSpan().IndexOf(Lower(other)) >= 0) { return true; }
        }

        foreach (var other in OtherArchives)
        {
            if (file.IndexOf(other) >= 0) { return true; }
        }

        return EndsAsZip(file[Math.Max(0, file.Length - ZipTail)..]);
    }

    private static bool EndsAsZip(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.LastIndexOf("PK\u0005\u0006"u8); at >= 0; at = tail[..at].LastIndexOf("PK\u0005\u0006"u8))
        {
            // By chance four bytes may stand anywhere in a picture; with a first disk of 0 behind them and room for the comment they do not.
            var record = tail[at..];
            if (record.Length >= 22 && record[4..8].IndexOfAnyExcept((byte)0) < 0 && 22 + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) <= record.Length) { return true; }
        }

        return false;
    }

    private static byte[] Lower(ReadOnlySpan<byte> bytes)
    {
        var lower = bytes.ToArray();
        foreach (ref var sign in lower.AsSpan()) { sign = char.IsAsciiLetterUpper((char)sign) ? (byte)(sign | 0x20) : sign; }

        return lower;
    }
}
