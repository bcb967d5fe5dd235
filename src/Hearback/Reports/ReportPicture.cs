using Hearback.Pictures;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>A picture that a reporter sent with a report, sealed under the report's own key as the words are.</summary>
public sealed class ReportPicture
{
    internal ReportPicture(int number, CleanPicture picture, DataKey key)
    {
        Number = number;
        Sealed = new(key.SealBytes(picture.Jpeg, Purpose));
    }

    private ReportPicture()
    {
    }

    public Guid ReportId { get; private set; }

    public int Number { get; private set; }

    public SealedText Sealed { get; private set; }

    private string Purpose => $"picture.{Number}";

    public CleanPicture Open(DataKey key) => new(key.OpenBytes(Sealed.Bytes, Purpose));
}

public static class PicturesOfReport
{
    /// <summary>The numbers of a report's pictures, without the pictures.</summary>
    public static Task<List<int>> NumbersOfAsync(this IQueryable<ReportPicture> pictures, Guid report, CancellationToken stop) =>
        pictures.Where(picture => picture.ReportId == report).Select(picture => picture.Number).OrderBy(number => number).ToListAsync(stop);
}

internal sealed class ReportPictureMapping : IEntityTypeConfiguration<ReportPicture>
{
    public void Configure(EntityTypeBuilder<ReportPicture> builder)
    {
        builder.ToTable("report_pictures");
        builder.HasKey(picture => new { picture.ReportId, picture.Number });
        builder.Property(picture => picture.Number).ValueGeneratedNever();
    }
}
