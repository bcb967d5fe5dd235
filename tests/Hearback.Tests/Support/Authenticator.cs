using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Hearback.Tests.Support;

/// <summary>An authenticator app (RFC 6238). Sign-in reads the machine's own clock here, so the app does too.</summary>
internal static class Authenticator
{
    /// <summary>What the app shows now for this key, as the set-up page writes it.</summary>
    public static string Show(string key)
    {
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard says SHA-1.
        var hash = HMACSHA1.HashData(Decode(key.Replace(" ", "", StringComparison.Ordinal)), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(bytes => bytes.Length is 8).Select(bytes => Convert.ToByte(new string(bytes), 2))];
    }
}
