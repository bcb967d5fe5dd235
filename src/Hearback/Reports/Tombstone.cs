using Hearback.Directory;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>How it comes that a report is forgotten.</summary>
public enum Forgetting
{
    /// <summary>Its reporter asked for it while it was open: who they are is gone, and the rest goes when it has been closed for as long as it can be reopened.</summary>
    WhenClosed,

    /// <summary>Its reporter asked for it, and it goes now.</summary>
    AskedFor,

    /// <summary>It was kept for as long as the rule says, and it goes now.</summary>
    TimeIsOver,

    /// <summary>Its key was gone: it came back with a backup from before it was forgotten, and what was left goes now.</summary>
    ForgottenBefore,
}

/// <summary>
/// What stays of a report that was forgotten, so that counts stay right and whoever has its code is told what became of it: nothing that anybody
/// wrote, and nothing by which its reporter or its spot could be found.
/// </summary>
public sealed class Tombstone
{
    internal Tombstone(Report report, NsirClass? kind, DateOnly today)
    {
        Id = report.Id;
        Reference = report.Reference;
        Class = kind;
        Month = new(report.ReceivedOn.Year, report.ReceivedOn.Month, 1);
        Ward = report.Ward;
        Outcome = report.Closure?.Reason;
        Because = report.Forgetting ?? throw new InvalidOperationException("The report is not to be forgotten.");
        ForgottenOn = today;
        Code = report.Code;
    }

    private Tombstone()
    {
    }

    /// <summary>The report's own number, by which the record names it.</summary>
    public Guid Id { get; private set; }

    public Reference Reference { get; private set; }

    public NsirClass? Class { get; private set; }

    /// <summary>The first day of the month in which it came.</summary>
    public DateOnly Month { get; private set; }

    public string? Ward { get; private set; }

    public CloseReason? Outcome { get; private set; }

    public Forgetting Because { get; private set; }

    public DateOnly ForgottenOn { get; private set; }

    /// <summary>A salted hash of 120 random bits: who has the code may be told, and nobody else learns that there was a report.</summary>
    public AccessCodeHash Code { get; private set; } = AccessCodeHash.OfNobody;
}

internal sealed class TombstoneMapping : IEntityTypeConfiguration<Tombstone>
{
    public void Configure(EntityTypeBuilder<Tombstone> builder)
    {
        builder.ToTable("tombstones");
        builder.Property(stone => stone.Id).ValueGeneratedNever();
        builder.HasIndex(stone => stone.Reference).IsUnique();
        builder.Property(stone => stone.Ward).HasMaxLength(20);
        builder.ComplexProperty(stone => stone.Code);
    }
}
