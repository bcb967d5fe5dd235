using Hearback.Data;
using Hearback.Pictures;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>A picture of a draft, sealed under the key that only the browser's cookie holds. It goes when the draft goes.</summary>
public sealed class DraftPicture
{
    public required Guid DraftId { get; init; }

    public required int Number { get; init; }

    public required SealedText Sealed { get; init; }
}

/// <summary>The pictures of somebody who is reporting, up to five, until Send or until the draft is deleted.</summary>
public sealed class DraftPictures(HearbackDb db, ReportDrafts drafts)
{
    public const int Most = ReportPicture.MostAtOnce;

    /// <summary>Those of all drafts together. Beyond it people send their report without, so that pictures never take the room that reports need.</summary>
    public const int MostOfAll = 2000;

    public Task<List<int>> NumbersAsync(DraftTicket ticket, CancellationToken stop)
    {
        var id = ticket.Id;
        return db.DraftPictures.Where(picture => picture.DraftId == id).Select(picture => picture.Number).OrderBy(number => number).ToListAsync(stop);
    }

    /// <summary>The picture, or null when the draft has none of this number.</summary>
    public async Task<CleanPicture?> OpenAsync(DraftTicket ticket, int number, CancellationToken stop)
    {
        var id = ticket.Id;
        return await db.DraftPictures.AsNoTracking().SingleOrDefaultAsync(picture => picture.DraftId == id && picture.Number == number, stop) is { } found ? Open(found, ticket) : null;
    }

    public async Task<IReadOnlyList<CleanPicture>> AllAsync(DraftTicket ticket)
    {
        var id = ticket.Id;
        var found = await db.DraftPictures.AsNoTracking().Where(picture => picture.DraftId == id).OrderBy(picture => picture.Number).ToListAsync();
        return [.. found.Select(picture => Open(picture, ticket))];
    }

    /// <summary>Keeps the picture beside the draft, which goes on for two more hours.</summary>
    /// <exception cref="RefusedException">There are five already, or the draft is gone.</exception>
    public async Task AddAsync(DraftTicket ticket, CleanPicture picture)
    {
        // Read here: while the picture was on its way, another question may have been answered.
        var answers = await drafts.OpenAsync(ticket, CancellationToken.None)
            ?? throw new RefusedException("It is more than two hours since your last answer, so your answers are deleted. Start again");
        var taken = await NumbersAsync(ticket, CancellationToken.None);
        // From 1 to 5 each can be taken once, also by two who add at the same time.
        if (Enumerable.Range(1, Most).Except(taken).ToList() is not [var number, ..]) { throw new RefusedException("You can send up to five pictures"); }

        if (await db.DraftPictures.CountAsync() >= MostOfAll) { throw new RefusedException("We cannot take pictures just now. You can send your report without them"); }

        db.DraftPictures.Add(new DraftPicture { DraftId = ticket.Id, Number = number, Sealed = new(ticket.Key.SealBytes(picture.Jpeg, Purpose(number))) });
        await drafts.KeepAsync(ticket, answers);
    }

    /// <summary>Deletes a picture. Nothing happens when it was deleted before.</summary>
    public async Task TakeOutAsync(DraftTicket ticket, int number)
    {
        if (await drafts.OpenAsync(ticket, CancellationToken.None) is not { } answers) { return; }

        var id = ticket.Id;
        await db.DraftPictures.Where(picture => picture.DraftId == id && picture.Number == number).ExecuteDeleteAsync();
        await drafts.KeepAsync(ticket, answers);
    }

    /// <summary>Deletes them all: they are sent.</summary>
    public Task ForgetAsync(DraftTicket ticket)
    {
        var id = ticket.Id;
        return db.DraftPictures.Where(picture => picture.DraftId == id).ExecuteDeleteAsync();
    }

    private static CleanPicture Open(DraftPicture picture, DraftTicket ticket) => new(ticket.Key.OpenBytes(picture.Sealed.Bytes, Purpose(picture.Number)));

    private static string Purpose(int number) => $"draft.picture.{number}";
}

internal sealed class DraftPictureMapping : IEntityTypeConfiguration<DraftPicture>
{
    public void Configure(EntityTypeBuilder<DraftPicture> builder)
    {
        builder.ToTable("draft_pictures");
        builder.HasKey(picture => new { picture.DraftId, picture.Number });
        builder.Property(picture => picture.Number).ValueGeneratedNever();
        // Whoever forgets or sweeps a draft forgets its pictures, without a thought of them.
        builder.HasOne<ReportDraft>().WithMany().HasForeignKey(picture => picture.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}
