using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hearback.Vault;

/// <summary>
/// Ids of rows that are written together lie beside each other, so that a database writes one page of an index for many of them and not
/// a page for each (docs/adr/0002). They tell which was drawn before which, as the order of rows does anyway (docs/adr/0003), and no time:
/// each process begins at a place that is drawn at random. All but the first six bytes is random too, so nobody can guess one.
/// </summary>
/// <remarks>RFC 9562, version 8: a layout of our own, which nobody takes for one that bears a time.</remarks>
public static class Ids
{
    private const int Together = 6;
    private static readonly Drawer OfThisProcess = new();

    /// <summary>An id beside the one that was drawn before it.</summary>
    public static Guid Next() => OfThisProcess.Next();

    /// <summary>An id beside that of what it belongs to. Among all that belong there it has no order.</summary>
    public static Guid Beside(Guid other)
    {
        Span<byte> bytes = stackalloc byte[16];
        other.TryWriteBytes(bytes, bigEndian: true, out _);
        return Of(bytes);
    }

    /// <summary>The same id for the same hash, of which it holds the first 16 bytes but for six bits.</summary>
    public static Guid OfHash(Span<byte> hash) => Marked(hash[..16]);

    private static Guid Of(Span<byte> bytes)
    {
        RandomNumberGenerator.Fill(bytes[Together..]);
        return Marked(bytes);
    }

    private static Guid Marked(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Draws ids from a beginning of its own.</summary>
    internal sealed class Drawer
    {
        private readonly long _beginning = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        private long _drawn;

        public Guid Next()
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(bytes, (_beginning + Interlocked.Increment(ref _drawn)) << (8 * (sizeof(long) - Together)));
            return Of(bytes);
        }
    }
}
