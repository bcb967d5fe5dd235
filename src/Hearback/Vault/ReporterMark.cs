using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Vault;

/// <summary>By what a person can be told again.</summary>
public enum MarkOf
{
    Email,
    Phone,
}

/// <summary>
/// Says that a report is of the same person as others, and of which incident it tells, without saying who or what: keyed hashes, of which nobody can make
/// one without the master key. It stands in the vault beside the key of the report and goes with it, so the main database alone never tells which
/// reports one person made (docs/adr/0030).
/// </summary>
public sealed class ReporterMark
{
    public required Guid Person { get; init; }

    public required MarkOf Of { get; init; }

    public required Guid ReportId { get; init; }

    public DataKeyId KeyId { get; internal set; }

    /// <summary>The same for two reports of one kind, day and place.</summary>
    public required Guid Incident { get; init; }

    /// <summary>Whether it was reported soon enough after it happened, by the rule of that day.</summary>
    public required bool InTime { get; init; }

    /// <summary>Whether it was looked at if the person must be told of the case review.</summary>
    public bool Looked { get; set; }
}

internal sealed class ReporterMarkMapping : IEntityTypeConfiguration<WrappedKey>, IEntityTypeConfiguration<ReporterMark>
{
    public void Configure(EntityTypeBuilder<WrappedKey> builder)
    {
        builder.ToTable("keys");
        builder.HasMany(key => key.Marks).WithOne().HasForeignKey(mark => mark.KeyId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(key => key.Marks).HasField("_marks");
    }

    public void Configure(EntityTypeBuilder<ReporterMark> builder)
    {
        builder.ToTable("reporter_marks");
        builder.HasKey(mark => new { mark.KeyId, mark.Person });
        builder.HasIndex(mark => mark.Person);
        builder.HasIndex(mark => mark.ReportId);
        builder.HasIndex(mark => mark.Looked).HasFilter("NOT \"Looked\"");
    }
}
