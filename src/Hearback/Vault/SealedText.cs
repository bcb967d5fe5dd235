namespace Hearback.Vault;

/// <summary>Text that only its data key opens: version, nonce, AES-256-GCM ciphertext and tag. It cannot be mistaken for a string.</summary>
public readonly record struct SealedText(byte[] Bytes)
{
    public override string ToString() => "(sealed)";
}
