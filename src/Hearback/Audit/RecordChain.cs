using System.Buffers.Binary;
using System.Text;
using Hearback.Vault;

namespace Hearback.Audit;

/// <summary>An entry as the next one needs it.</summary>
public readonly record struct Link(long Number, byte[] Hash)
{
    /// <summary>What stands before the first entry of a book.</summary>
    public static Link First => new(0, new byte[32]);
}

/// <summary>
/// Ties each entry to the one before it: HMAC-SHA-256, under a key drawn from the master key, of all its fields and of the hash before it.
/// Whoever can write into the database and has no master key can make none of these hashes.
/// </summary>
/// <remarks>
/// What is hashed, one after the other: the byte 1 for this layout; the hash before (32 bytes); the book's name; the number (8 bytes);
/// when, in units of 100 ns since the beginning of year 1 UTC (8 bytes); the act's name; member, report and subject; the sealed reason. Numbers
/// are big-endian. Names and the reason have their length before them (4 bytes); what may be missing has a byte before it, 0 when it is, and an id is 16 bytes as it is written.
/// </remarks>
public sealed class RecordChain(MasterKey master)
{
    internal byte[] HashOf(AuditEntry entry, byte[] before)
    {
        using var bytes = new MemoryStream();
        bytes.WriteByte(1);
        bytes.Write(before);
        Text(bytes, entry.Book.ToString());
        Number(bytes, entry.Number);
        Number(bytes, entry.At.UtcTicks);
        Text(bytes, entry.Act.ToString());
        Id(bytes, entry.MemberId);
        Id(bytes, entry.ReportId);
        Id(bytes, entry.SubjectId);
        if (Is(bytes, entry.Why is not null)) { Bytes(bytes, entry.Why!.Value.Bytes); }

        return master.Sign(bytes.ToArray(), "record.entry");
    }

    internal byte[] SignStart(Book book, Link last) => master.Sign(Encoding.ASCII.GetBytes($"{book} {last.Number} {Convert.ToHexStringLower(last.Hash)}"), "record.start");

    internal byte[] SignHead(string line) => master.Sign(Encoding.ASCII.GetBytes(line), "record.head");

    private static void Number(Stream bytes, long number)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(eight, number);
        bytes.Write(eight);
    }

    private static void Text(Stream bytes, string text) => Bytes(bytes, Encoding.UTF8.GetBytes(text));

    private static void Bytes(Stream bytes, byte[] content)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, content.Length);
        bytes.Write(four);
        bytes.Write(content);
    }

    private static void Id(Stream bytes, Guid? id)
    {
        if (Is(bytes, id is not null)) { bytes.Write(id!.Value.ToByteArray(bigEndian: true)); }
    }

    private static bool Is(Stream bytes, bool there)
    {
        bytes.WriteByte(there ? (byte)1 : (byte)0);
        return there;
    }
}
