using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hearback.Staff;

/// <summary>The six figures that an authenticator app shows (RFC 6238), which change every 30 seconds.</summary>
public static class AuthenticatorCode
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Seconds = 30;

    /// <summary>A phone's clock may be this many steps before ours or behind.</summary>
    private const int Drift = 1;

    /// <summary>For how long a code may be used. It is used once, so this is also how long that is remembered.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(Seconds * ((2 * Drift) + 1));

    /// <summary>The step of time to which a code of this key belongs; null when it is no code of now.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (secret, typed, current) = (Decode(key), Encoding.ASCII.GetBytes(code), now.ToUnixTimeSeconds() / Seconds);
        long? found = null;
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Shown(secret, step)), typed)) { found = step; }
        }

        return found;
    }

    /// <summary>What the app shows.</summary>
    internal static string Shown(string key, DateTimeOffset now) => Shown(Decode(key), now.ToUnixTimeSeconds() / Seconds);

    private static string Shown(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard says SHA-1, and apps know no other.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in base32)
        {
            buffer = (buffer << 5 | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
