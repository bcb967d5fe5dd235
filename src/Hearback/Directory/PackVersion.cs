using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Directory;

/// <summary>What a coordinator changed in pages.</summary>
public enum SetupPart
{
    Categories,
    Questions,
    Routing,

    /// <summary>All three, by going back to an earlier version.</summary>
    All,
}

/// <summary>A pack as it was imported, or as a member's change left it. The latest is in force; the earlier ones say what was in force before.</summary>
public sealed class PackVersion
{
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public PackVersion(int number, Pack pack, DateTimeOffset now)
    {
        Number = number;
        Content = JsonSerializer.Serialize(pack, Json);
        Hash = HashOf(pack);
        ImportedAt = now;
    }

    private PackVersion()
    {
    }

    /// <summary>The code of the service that a member changed; null when the whole pack was imported.</summary>
    public string? Service { get; init; }

    /// <summary>What else than a service a member changed; null when it was a service, or the whole pack was imported.</summary>
    public SetupPart? Part { get; init; }

    /// <summary>Why, in the member's words, for other members to read.</summary>
    public string? Why { get; init; }

    /// <summary>The earlier version to which the member went back.</summary>
    public int? BackTo { get; init; }

    /// <summary>Which member changed it, by a number.</summary>
    public Guid? By { get; init; }

    /// <summary>Whether the import left in place what members had changed, so that it still differs from the folder.</summary>
    public bool KeptEdits { get; init; }

    /// <summary>The same of categories, questions and routing.</summary>
    public bool KeptSetup { get; init; }

    public int Number { get; private set; }

    public string Content { get; private set; } = "";

    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset ImportedAt { get; private set; }

    public Pack Read() => JsonSerializer.Deserialize<Pack>(Content, Json) ?? throw new InvalidOperationException("The stored pack is empty.");

    internal static byte[] HashOf(Pack pack) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(pack, Json));
}

internal sealed class PackVersionMapping : IEntityTypeConfiguration<PackVersion>
{
    public void Configure(EntityTypeBuilder<PackVersion> builder)
    {
        builder.ToTable("packs");
        builder.HasKey(p => p.Number);
        builder.Property(p => p.Number).ValueGeneratedNever();
        builder.Property(p => p.Service).HasMaxLength(40);
        builder.Property(p => p.Why).HasMaxLength(EditSetup.LongestWhy);
        builder.HasIndex(p => new { p.Service, p.Number });
    }
}
