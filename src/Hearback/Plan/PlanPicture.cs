using System.Security.Cryptography;
using Hearback.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>
/// A picture of the plan, in clear, because everybody is to see it; until an edition has it, only members do. It is never changed, and the databases
/// themselves refuse to delete one that an edition has.
/// </summary>
public sealed class PlanPicture
{
    internal const int IdLength = 32;

    public PlanPicture(PictureInTwoSizes picture, DateOnly today)
    {
        Id = Convert.ToHexStringLower(SHA256.HashData(picture.Large.Jpeg))[..IdLength];
        (Jpeg, Small, Width, Height, AddedOn) = (picture.Large.Jpeg, picture.Small.Jpeg, picture.Width, picture.Height, today);
    }

    private PlanPicture()
    {
    }

    public string Id { get; private set; } = "";

    public byte[] Jpeg { get; private set; } = [];

    public byte[] Small { get; private set; } = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public DateOnly AddedOn { get; private set; }

    /// <summary>As an update has it.</summary>
    public UpdatePicture Showing(string alt) => new(Id, alt.Trim(), Width, Height);
}

/// <summary>An edition has this picture, and keeps it for as long as there are editions.</summary>
public sealed class EditionPicture
{
    internal EditionPicture(int edition, string pictureId) => (Edition, PictureId) = (edition, pictureId);

    public int Edition { get; private set; }

    public string PictureId { get; private set; }
}

internal sealed class PlanPictureMapping : IEntityTypeConfiguration<PlanPicture>, IEntityTypeConfiguration<EditionPicture>
{
    public void Configure(EntityTypeBuilder<PlanPicture> builder)
    {
        builder.ToTable("plan_pictures");
        builder.Property(picture => picture.Id).HasMaxLength(PlanPicture.IdLength);
    }

    public void Configure(EntityTypeBuilder<EditionPicture> builder)
    {
        builder.ToTable("plan_edition_pictures");
        builder.HasKey(shown => new { shown.PictureId, shown.Edition });
        builder.HasOne<PlanPicture>().WithMany().HasForeignKey(shown => shown.PictureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Edition>().WithMany(edition => edition.Pictures).HasForeignKey(shown => shown.Edition).OnDelete(DeleteBehavior.Restrict);
    }
}
