using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hearback.Vault;

/// <summary>The secret part of a link: 32 random bytes. Only its hash is kept.</summary>
public readonly record struct LinkToken
{
    private readonly byte[] _bytes;

    private LinkToken(byte[] bytes) => _bytes = bytes;

    public byte[] Hash => SHA256.HashData(_bytes);

    public static LinkToken New() => new(RandomNumberGenerator.GetBytes(32));

    public static LinkToken? Read(string? text)
    {
        Span<byte> bytes = stackalloc byte[33];
        return text is { Length: 43 } && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == 32
            ? new LinkToken(bytes[..32].ToArray())
            : null;
    }

    /// <summary>The token as it stands in the link.</summary>
    public string Reveal() => Base64Url.EncodeToString(_bytes);

    public override string ToString() => "(link token)";
}
