using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reviews;

internal sealed class ReviewMapping : IEntityTypeConfiguration<CaseReview>, IEntityTypeConfiguration<ReviewEntry>, IEntityTypeConfiguration<Recommendation>
{
    public void Configure(EntityTypeBuilder<CaseReview> builder)
    {
        builder.ToTable("reviews");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Reference).IsUnique();
        builder.HasIndex(r => r.ReportId).HasFilter("\"ReportId\" IS NOT NULL");
        builder.HasIndex(r => new { r.State, r.DueOn });
        builder.HasIndex(r => r.AskedOn);
        builder.ComplexProperty(r => r.Code);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasMany(r => r.Record).WithOne().HasForeignKey(entry => entry.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Record).HasField("_record");
        builder.HasMany(r => r.Recommendations).WithOne().HasForeignKey(one => one.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Recommendations).HasField("_recommendations");
    }

    public void Configure(EntityTypeBuilder<ReviewEntry> builder)
    {
        builder.ToTable("review_entries");
        builder.HasKey(entry => new { entry.ReviewId, entry.Number });
        builder.Property(entry => entry.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Recommendation> builder)
    {
        builder.ToTable("review_recommendations");
        builder.HasKey(one => new { one.ReviewId, one.Number });
        builder.Property(one => one.Number).ValueGeneratedNever();
        builder.Property(one => one.Owner).HasMaxLength(40);
    }
}
