using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hearback.Vault;

/// <summary>Names a data key in the vault.</summary>
public readonly record struct DataKeyId(Guid Value);

/// <summary>
/// The key of one report, draft or notice. What it seals it opens again only for the same purpose: a sealed name
/// moved into the column of a message does not open.
/// </summary>
/// <remarks>AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D); one key seals far fewer than 2^32 texts.</remarks>
public sealed class DataKey
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key;

    public DataKey(DataKeyId id, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32);
        Id = id;
        _key = key;
    }

    public DataKeyId Id { get; }

    public static DataKey New() => NewFor(Guid.NewGuid());

    /// <summary>A key that the vault keeps beside those of what was written together with <paramref name="owner"/>.</summary>
    public static DataKey NewFor(Guid owner) => new(new DataKeyId(Ids.Beside(owner)), RandomNumberGenerator.GetBytes(32));

    public SealedText Seal(string text, string purpose) => new(SealBytes(Encoding.UTF8.GetBytes(text), purpose));

    public SealedText Seal<T>(T value, string purpose) => new(SealBytes(JsonSerializer.SerializeToUtf8Bytes(value), purpose));

    /// <exception cref="CryptographicException">The text was sealed with another key, for another purpose, or was changed since.</exception>
    public string Open(SealedText text, string purpose) => Encoding.UTF8.GetString(OpenBytes(text.Bytes, purpose));

    /// <inheritdoc cref="Open(SealedText, string)"/>
    public T Open<T>(SealedText text, string purpose) => JsonSerializer.Deserialize<T>(OpenBytes(text.Bytes, purpose))
        ?? throw new CryptographicException("A sealed value is empty.");

    internal byte[] SealBytes(ReadOnlySpan<byte> plain, string purpose)
    {
        var result = new byte[1 + NonceLength + plain.Length + TagLength];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, plain, result.AsSpan(1 + NonceLength, plain.Length), result.AsSpan(result.Length - TagLength), Encoding.UTF8.GetBytes(purpose));
        return result;
    }

    internal byte[] OpenBytes(ReadOnlySpan<byte> text, string purpose)
    {
        if (text.Length < 1 + NonceLength + TagLength || text[0] != Version) { throw new CryptographicException("This is not a sealed text."); }

        var plain = new byte[text.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(text.Slice(1, NonceLength), text.Slice(1 + NonceLength, plain.Length), text[^TagLength..], plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    /// <summary>The same text gives the same number, and without the key nobody can tell which text it was.</summary>
    internal Guid Fingerprint(string text, string purpose) => new(Sign(Encoding.UTF8.GetBytes(text), purpose).AsSpan(0, 16));

    internal byte[] Sign(byte[] bytes, string purpose) =>
        HMACSHA256.HashData(HKDF.Expand(HashAlgorithmName.SHA256, _key, 32, Encoding.UTF8.GetBytes(purpose)), bytes);

    /// <summary>The key as the vault may keep it.</summary>
    public WrappedKey WrappedBy(MasterKey master, IReadOnlyList<ReporterMark>? marks = null) => new() { Id = Id, Bytes = master.Key.SealBytes(_key, Id.Value.ToString()), Marks = marks ?? [] };

    internal static DataKey Unwrap(WrappedKey wrapped, MasterKey master) => new(wrapped.Id, master.Key.OpenBytes(wrapped.Bytes, wrapped.Id.Value.ToString()));
}
