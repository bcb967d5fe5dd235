using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Hearback.Tests.Support;

/// <summary>A passkey in a device of our own (WebAuthn level 2, ES256), which can be made to lie.</summary>
internal sealed class SoftKey : IDisposable
{
    public const string Origin = "http://localhost:5080";
    private const int Present = 0x01;
    private const int Verified = 0x04;
    private const int NewKey = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private string _user = "";

    /// <summary>How often it signed. Zero for one that does not count.</summary>
    public uint Count { get; set; }

    /// <summary>The fields that the script sends for a new passkey.</summary>
    public (string, string)[] Make(string asked, bool verified = true)
    {
        using var options = JsonDocument.Parse(asked);
        _user = options.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var point = _key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(options.RootElement.GetProperty("rp").GetProperty("id").GetString()!, NewKey | (verified ? Verified : 0)), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return [("made.Id", Text(_id)), ("made.ClientData", Text(ClientData("webauthn.create", options, Origin))), ("made.Attestation", Text(attestation)), ("made.Transports", "internal evil")];
    }

    /// <summary>The fields that the script sends for a passkey that is used.</summary>
    public (string, string)[] Use(string asked, bool verified = true, string origin = Origin, string? site = null)
    {
        using var options = JsonDocument.Parse(asked);
        var data = Data(site ?? options.RootElement.GetProperty("rpId").GetString()!, verified ? Verified : 0);
        var client = ClientData("webauthn.get", options, origin);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return [("passkey.Id", Text(_id)), ("passkey.ClientData", Text(client)), ("passkey.AuthenticatorData", Text(data)), ("passkey.Signature", Text(signature)), ("passkey.UserHandle", _user)];
    }

    public void Dispose() => _key.Dispose();

    private byte[] Data(string site, int flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(Present | flags), .. count];
    }

    private static byte[] ClientData(string type, JsonDocument options, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.RootElement.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private static string Text(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
