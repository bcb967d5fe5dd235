using System.Buffers.Binary;
using System.Text;
using NetVips;

namespace Hearback.Tests.Support;

/// <summary>Pictures as phones take them, and files that only look like it. What must not survive says so: it begins with "Mark".</summary>
internal static class APicture
{
    // Degrees, minutes and seconds, each as a fraction.
    private static readonly int[] North = [51, 1, 31, 1, 4711, 100];
    private static readonly int[] West = [0, 1, 7, 1, 4711, 100];

    public static byte[] Jpeg(int width = 300, int height = 200) => Of(width, height).JpegsaveBuffer(q: 90, keep: Enums.ForeignKeep.None);

    public static byte[] Png(int width = 300, int height = 200) => Of(width, height).PngsaveBuffer(keep: Enums.ForeignKeep.None);

    public static byte[] WebP(int width = 300, int height = 200) => Of(width, height).WebpsaveBuffer(q: 85, effort: 0);

    /// <summary>Red above, blue below: a turned one is seen.</summary>
    public static Image Of(int width, int height)
    {
        var red = Image.Black(width, height / 2, bands: 3).Linear([1.0], [220.0, 20.0, 20.0], uchar: true);
        var blue = Image.Black(width, height - (height / 2), bands: 3).Linear([1.0], [20.0, 20.0, 220.0], uchar: true);
        return red.Join(blue, Enums.Direction.Vertical).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>A picture with all that a phone writes into it: the place, the maker's own notes, a small first picture, XMP, IPTC and a comment, and a film behind it.</summary>
    public static byte[] OfAPhone(int orientation = 1)
    {
        var picture = Jpeg();
        byte[][] parts =
        [
            picture[..2],
            Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]),
            Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta xmlns:x='adobe:ns:meta/'>MarkXmp</x:xmpmeta>"u8]),
            Segment(0xED, [.. "Photoshop 3.0\08BIM"u8, 4, 4, 0, 0, 0, 0, 0, 13, 0x1C, 2, 80, 0, 8, .. "MarkIptc"u8, 0]),
            Segment(0xFE, "MarkComment"u8),
            picture[2..],
            [0, 0, 0, 24, .. "ftypmp42"u8, .. "MarkFilmBehindThePicture"u8],
        ];
        return [.. parts.SelectMany(part => part)];
    }

    /// <summary>A PNG of a few bytes that claims to be this large.</summary>
    public static byte[] PngThatClaims(int width, int height)
    {
        var png = Png(8, 8);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content)
    {
        var segment = new byte[content.Length + 4];
        (segment[0], segment[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(content.Length + 2));
        content.CopyTo(segment.AsSpan(4));
        return segment;
    }

    /// <summary>TIFF as EXIF has it: a first directory, that of the camera with the maker's notes, that of the place, and a small picture with EXIF of its own.</summary>
    private static byte[] Exif(int orientation)
    {
        const int first = 8, camera = 200, place = 300, second = 500, small = 700;
        var thumbnail = Segment(0xFE, "MarkThumbnail"u8);
        thumbnail = [0xFF, 0xD8, .. thumbnail, .. Jpeg(16, 16)[2..]];
        var tiff = new byte[small + thumbnail.Length];
        "II*\0"u8.CopyTo(tiff);
        Int(4, first);
        Directory(first, next: second, (0x010F, 2, "MarkMaker\0"), (0x0110, 2, "MarkModel\0"), (0x0112, 3, orientation), (0x0132, 2, "2026:05:31 MarkT\0"), (0x013B, 2, "MarkOwner\0"), (0x8769, 4, camera), (0x8825, 4, place));
        Directory(camera, next: 0, (0x927C, 7, "MarkNotes of the maker\0"), (0xA431, 2, "MarkSerial\0"));
        Directory(place, next: 0, (0x0001, 2, "N\0\0\0"), (0x0002, 5, North), (0x0003, 2, "W\0\0\0"), (0x0004, 5, West), (0x001B, 7, "MarkPlace\0"));
        Directory(second, next: 0, (0x0103, 3, 6), (0x0201, 4, small), (0x0202, 4, thumbnail.Length));
        thumbnail.CopyTo(tiff, small);
        return tiff;

        void Int(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);

        void Directory(int at, int next, params (int Tag, int Type, object Value)[] entries)
        {
            BinaryPrimitives.WriteInt16LittleEndian(tiff.AsSpan(at), (short)entries.Length);
            var behind = at + 2 + (12 * entries.Length) + 4;
            Int(behind - 4, next);
            foreach (var (index, (tag, type, value)) in entries.Index())
            {
                var entry = at + 2 + (12 * index);
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(entry), (ushort)tag);
                BinaryPrimitives.WriteInt16LittleEndian(tiff.AsSpan(entry + 2), (short)type);
                var (count, bytes) = value switch
                {
                    int number => (1, BitConverter.GetBytes(number)),
                    string text => (text.Length, Encoding.ASCII.GetBytes(text)),
                    int[] fractions => (fractions.Length / 2, fractions.SelectMany(BitConverter.GetBytes).ToArray()),
                    _ => throw new ArgumentException("EXIF has no such value.", nameof(entries)),
                };
                Int(entry + 4, count);
                if (bytes.Length <= 4) { bytes.CopyTo(tiff, entry + 8); continue; }

                Int(entry + 8, behind);
                bytes.CopyTo(tiff, behind);
                behind += bytes.Length + (bytes.Length % 2);
            }
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) { crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(crc & 1)); }
        }

        return ~crc;
    }
}
