using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<ThreadEntry>, IEntityTypeConfiguration<TrackLink>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Reference).IsUnique();
        builder.Property(r => r.Category).HasMaxLength(40);
        builder.Property(r => r.Ward).HasMaxLength(20);
        builder.Property(r => r.Place).HasMaxLength(80);
        builder.Property(r => r.Team).HasMaxLength(40);
        builder.ComplexProperty(r => r.Closure);
        builder.ComplexProperty(r => r.Feedback);
        builder.ComplexProperty(r => r.Code);
        builder.ComplexProperty(r => r.Hold);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.PausedUntil);

        // The queue: a team's open reports, or everybody's, in the order in which they are due. The last columns let the counts
        // beside it be read from the index alone; row by row from a million reports, they took longer than the page itself.
        builder.HasIndex(r => new { r.Team, r.DueOn, r.Id, r.MemberId, r.LastWordBy });
        builder.HasIndex(r => new { r.DueOn, r.Id, r.MemberId, r.LastWordBy });
        builder.HasIndex(r => new { r.MemberId, r.DueOn, r.Id, r.Team }).HasFilter("\"MemberId\" IS NOT NULL");
        builder.HasIndex(r => new { r.CellX, r.CellY, r.ReceivedOn }).HasFilter("\"CellX\" IS NOT NULL");

        builder.HasMany(r => r.Thread).WithOne().HasForeignKey(entry => entry.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Thread).HasField("_thread");
        builder.HasMany(r => r.Links).WithOne().HasForeignKey(link => link.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Links).HasField("_links");
        builder.HasMany(r => r.Notices).WithOne().HasForeignKey("ReportId").OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Notices).HasField("_notices");
        builder.HasMany(r => r.Pictures).WithOne().HasForeignKey(picture => picture.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Pictures).HasField("_pictures");
        builder.HasMany(r => r.Handovers).WithOne().HasForeignKey(handover => handover.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Handovers).HasField("_handovers");
        builder.Ignore(r => r.LastHandover).Ignore(r => r.Cell);
        builder.HasMany(r => r.Promises).WithOne().HasForeignKey(promise => promise.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Promises).HasField("_promises");
        builder.HasMany(r => r.PassingsOn).WithOne().HasForeignKey(passing => passing.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.PassingsOn).HasField("_passingsOn");
        builder.HasMany(r => r.Milestones).WithOne().HasForeignKey(milestone => milestone.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Milestones).HasField("_milestones");
    }

    public void Configure(EntityTypeBuilder<ThreadEntry> builder)
    {
        builder.ToTable("thread_entries");
        // Two members who write at once draw the same number; the second is told.
        builder.HasKey(entry => new { entry.ReportId, entry.Number });
        builder.Property(entry => entry.Number).ValueGeneratedNever();
        builder.Property(entry => entry.Team).HasMaxLength(40);
        builder.Property(entry => entry.Organisation).HasMaxLength(40);
        builder.Property(entry => entry.Service).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<TrackLink> builder)
    {
        builder.ToTable("track_links");
        builder.HasKey(link => link.TokenHash);
        builder.Property(link => link.Version).IsConcurrencyToken();
    }
}
