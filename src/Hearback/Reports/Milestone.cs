using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>A turn of a report that figures are made of.</summary>
public enum MilestoneKind
{
    /// <summary>Another team has it.</summary>
    PassedToTeam,
    Closed,

    /// <summary>A member opened it again.</summary>
    Reopened,

    /// <summary>The reporter said whether it is sorted; "no" opened it again.</summary>
    SaidIfSorted,
}

/// <summary>
/// A turn of a report, in clear and without a word of anybody, so that figures need not open or even read the report. It is never changed.
/// </summary>
public sealed class Milestone
{
    internal Milestone(int entry, MilestoneKind kind, DateOnly on, string team, DateOnly receivedOn) => (Entry, Kind, On, Team, ReceivedOn) = (entry, kind, on, team, receivedOn);

    private Milestone()
    {
    }

    public Guid ReportId { get; private set; }

    /// <summary>The number of the thread's entry that tells of it.</summary>
    public int Entry { get; private set; }

    public MilestoneKind Kind { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>The team that had the report, or to which it went.</summary>
    public string Team { get; private set; } = "";

    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The entry with which it had been closed, when the reporter said whether it is sorted: of several answers to one closing the last counts.</summary>
    public int? Closing { get; internal init; }

    public Sorted? Sorted { get; internal init; }

    public int? KeptInformed { get; internal init; }
}

internal sealed class MilestoneMapping : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> builder)
    {
        builder.ToTable("milestones");
        builder.HasKey(m => new { m.ReportId, m.Entry });
        builder.Property(m => m.Entry).ValueGeneratedNever();
        builder.Property(m => m.Team).HasMaxLength(40);
        builder.HasIndex(m => m.On);
    }
}
