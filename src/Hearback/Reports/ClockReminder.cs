using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>Who was told of a date that was promised to a reporter.</summary>
public enum ClockStep
{
    /// <summary>It comes: the member who has the report or, when nobody has it, the team.</summary>
    Coming,

    /// <summary>It was missed: the leads of the team or, where it has none, the team.</summary>
    Lead,

    /// <summary>It is still missed a working day later: the coordinators.</summary>
    Coordinator,
}

/// <summary>Says that somebody was told of a date, so that they are told once, whatever number of processes looks. It stays on the record.</summary>
public sealed class ClockReminder
{
    internal ClockReminder(Guid report, DateOnly dueOn, ClockStep step, DateOnly on) => (ReportId, DueOn, Step, On) = (report, dueOn, step, on);

    private ClockReminder()
    {
    }

    public Guid ReportId { get; private set; }

    public DateOnly DueOn { get; private set; }

    public ClockStep Step { get; private set; }

    /// <summary>The day on which they were told.</summary>
    public DateOnly On { get; private set; }
}

internal sealed class ClockReminderMapping : IEntityTypeConfiguration<ClockReminder>
{
    public void Configure(EntityTypeBuilder<ClockReminder> builder)
    {
        builder.ToTable("clock_reminders");
        builder.HasKey(r => new { r.ReportId, r.DueOn, r.Step });
        builder.HasOne<Report>().WithMany().HasForeignKey(r => r.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}
