using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hearback.Data;

/// <summary>How our own types stand in both databases.</summary>
internal static class StoredTypes
{
    public static void UseHearbackTypes(this ModelConfigurationBuilder types)
    {
        types.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        types.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        types.Properties<SealedText>().HaveConversion<SealedTextConverter>();
        types.Properties<DataKeyId>().HaveConversion<DataKeyIdConverter>();
        types.Properties<Reference>().HaveConversion<ReferenceConverter>().HaveMaxLength(10);
    }

    /// <summary>SQLite can neither sort nor compare DateTimeOffset, and PostgreSQL takes only UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

    private sealed class SealedTextConverter() : ValueConverter<SealedText, byte[]>(text => text.Bytes, bytes => new SealedText(bytes));

    private sealed class DataKeyIdConverter() : ValueConverter<DataKeyId, Guid>(id => id.Value, value => new DataKeyId(value));

    private sealed class ReferenceConverter() : ValueConverter<Reference, string>(reference => reference.Value, stored => Reference.Stored(stored));
}
