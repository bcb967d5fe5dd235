using System.Security.Cryptography;

namespace Hearback.Vault;

/// <summary>
/// Crockford's 32 letters and digits, without look-alikes: five bits each. What people type is forgiven:
/// small letters, spaces, dashes, O for 0, I and L for 1, U for V.
/// </summary>
internal static class Letters
{
    private const string All = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Random(int count) => RandomNumberGenerator.GetString(All, count);

    /// <summary>What the person meant, or null when a sign is none of ours.</summary>
    public static string? Read(string typed)
    {
        Span<char> read = stackalloc char[Math.Min(typed.Length, 64)];
        var length = 0;
        foreach (var sign in typed)
        {
            if (char.IsWhiteSpace(sign) || char.IsPunctuation(sign) || sign is '\u00AD' or '\u200B') { continue; }

            var meant = char.ToUpperInvariant(sign) switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', var other => other };
            if (!All.Contains(meant, StringComparison.Ordinal) || length == read.Length) { return null; }

            read[length++] = meant;
        }

        return read[..length].ToString();
    }
}
