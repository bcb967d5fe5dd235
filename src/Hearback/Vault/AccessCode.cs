using System.Security.Cryptography;
using System.Text;

namespace Hearback.Vault;

/// <summary>The secret with which a reporter returns: 24 letters and digits, 120 random bits, shown once in groups of four.</summary>
public readonly record struct AccessCode
{
    private const int Length = 24;
    private readonly string _letters;

    private AccessCode(string letters) => _letters = letters;

    public static AccessCode New() => new(Vault.Letters.Random(Length));

    /// <summary>Reads what a person typed, forgivingly; null when it cannot be a code.</summary>
    public static AccessCode? Read(string? typed) =>
        typed is not null && Vault.Letters.Read(typed) is { Length: Length } letters ? new AccessCode(letters) : null;

    public IEnumerable<string> Groups => _letters.Chunk(4).Select(group => new string(group));

    /// <summary>Whether a person who has the code in front of them typed its last group.</summary>
    public bool EndsWith(string? typed) =>
        typed is not null && Vault.Letters.Read(typed) is { Length: 4 or Length } last && _letters.EndsWith(last, StringComparison.Ordinal);

    /// <summary>The code without its groups, to be sealed and never to be logged.</summary>
    public string Reveal() => _letters;

    internal byte[] Bytes => Encoding.ASCII.GetBytes(_letters);

    public override string ToString() => "(access code)";
}

/// <summary>
/// What is kept of an access code: a salt and a keyed hash. A slow hash would add nothing to 120 random bits
/// and would let strangers tire the server.
/// </summary>
public sealed record AccessCodeHash(byte[] Salt, byte[] Hash)
{
    /// <summary>Matches no code. An unknown reference is compared with it, so that the answer costs the same work.</summary>
    public static AccessCodeHash OfNobody { get; } = Of(AccessCode.New());

    public static AccessCodeHash Of(AccessCode code)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new(salt, HMACSHA256.HashData(salt, code.Bytes));
    }

    public bool Matches(AccessCode code) => CryptographicOperations.FixedTimeEquals(Hash, HMACSHA256.HashData(Salt, code.Bytes));
}
