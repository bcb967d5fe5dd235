using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearback.Plan;

/// <summary>How a plan is kept in a row: as JSON, enums by name.</summary>
internal static class StoredPlan
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Json) ?? throw new InvalidOperationException("A stored plan is empty.");

    /// <summary>Tells whether something is still as somebody saw it.</summary>
    public static string Fingerprint<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json)))[..16];
}
