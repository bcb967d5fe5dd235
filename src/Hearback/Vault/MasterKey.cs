using System.Security.Cryptography;

namespace Hearback.Vault;

/// <summary>Wraps every data key. It comes from the settings or from a file that only the service's user can read.</summary>
public sealed class MasterKey(byte[] bytes)
{
    internal DataKey Key { get; } = new(new DataKeyId(Guid.Empty), bytes);

    public SealedText Seal(string text, string purpose) => Key.Seal(text, purpose);

    /// <exception cref="CryptographicException">It was sealed by another master key, for another purpose, or changed since.</exception>
    public string Open(SealedText text, string purpose) => Key.Open(text, purpose);

    /// <summary>What nobody can make who lacks the key: it shows that bytes are as we wrote them, for this purpose.</summary>
    public byte[] Sign(byte[] bytes, string purpose) => Key.Sign(bytes, purpose);

    /// <summary>By which a text can be found again although only the sealed text is kept. It is the same in every process, and tells nothing to whoever lacks the key.</summary>
    public Guid Fingerprint(string text, string purpose) => Key.Fingerprint(text, purpose);

    /// <summary>Reads the key file, or makes it on the very first start.</summary>
    public static MasterKey FromFile(string path)
    {
        if (!File.Exists(path))
        {
            // CreateNew: when two processes start at once, only one may decide what the key is.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }

            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }

        return new MasterKey(File.ReadAllBytes(path));
    }
}
