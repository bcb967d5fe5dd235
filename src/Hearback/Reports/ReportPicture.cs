using Hearback.Pictures;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>A picture that a reporter sent with a report or with a message, sealed under the report's own key as the words are.</summary>
public sealed class ReportPicture
{
    /// <summary>Those of one report or of one message.</summary>
    public const int MostAtOnce = 5;

    /// <summary>Those of a report with all its messages, so that nobody fills the store by writing again and again.</summary>
    public const int MostInAll = 20;

    internal ReportPicture(int number, int entry, CleanPicture picture, DataKey key)
    {
        Number = number;
        Entry = entry;
        Sealed = new(key.SealBytes(picture.Jpeg, Purpose));
    }

    private ReportPicture()
    {
    }

    public Guid ReportId { get; private set; }

    public int Number { get; private set; }

    /// <summary>The entry of the thread that it came with; the first is the report itself.</summary>
    public int Entry { get; private set; }

    public SealedText Sealed { get; private set; }

    private string Purpose => $"picture.{Number}";

    public CleanPicture Open(DataKey key) => new(key.OpenBytes(Sealed.Bytes, Purpose));
}

/// <summary>That there is a picture, and which entry of the thread it came with; not the picture.</summary>
public sealed record SentPicture(int Number, int Entry);

/// <summary>Pictures that come with a message, and how many the report has already: it never holds them itself.</summary>
public sealed record MorePictures(IReadOnlyList<CleanPicture> Pictures, int Before)
{
    public static readonly MorePictures None = new([], 0);
}

public static class PicturesOfReport
{
    /// <summary>What pictures a report has, in their order, without the pictures.</summary>
    public static Task<List<SentPicture>> OfAsync(this IQueryable<ReportPicture> pictures, Guid report, CancellationToken stop) =>
        pictures.Where(picture => picture.ReportId == report).OrderBy(picture => picture.Number).Select(picture => new SentPicture(picture.Number, picture.Entry)).ToListAsync(stop);

    public static Task<int> CountOfAsync(this IQueryable<ReportPicture> pictures, Guid report) => pictures.CountAsync(picture => picture.ReportId == report);
}

internal sealed class ReportPictureMapping : IEntityTypeConfiguration<ReportPicture>
{
    public void Configure(EntityTypeBuilder<ReportPicture> builder)
    {
        builder.ToTable("report_pictures");
        builder.HasKey(picture => new { picture.ReportId, picture.Number });
        builder.Property(picture => picture.Number).ValueGeneratedNever();
        // Those that were stored before a message could have pictures came with the report.
        builder.Property(picture => picture.Entry).HasDefaultValue(1);
    }
}
