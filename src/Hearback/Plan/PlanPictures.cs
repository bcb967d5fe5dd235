using Hearback.Calendar;
using Hearback.Data;
using Hearback.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan;

/// <summary>A picture as somebody may see it, and whether everybody may.</summary>
public sealed record FoundPicture(CleanPicture Picture, bool IsPublic);

/// <summary>The pictures of the plan: kept from the draft on, public with the first edition that has them, and swept when nothing has them any more.</summary>
public sealed class PlanPictures(HearbackDb db, TimeProvider time)
{
    /// <summary>Of the whole service: some five gigabytes.</summary>
    public const int MostOfAll = 10_000;

    /// <summary>Of those that no edition has: a few hundred updates are written at once at most.</summary>
    public const int MostUnpublished = 500;

    /// <summary>Days for which a picture stays that nothing has any more, for whoever is just putting it back.</summary>
    public const int KeptUnused = 1;

    /// <summary>Keeps a picture with what else is saved. The same picture again is the same.</summary>
    /// <exception cref="RefusedException">There is no room for it.</exception>
    public async Task<PlanPicture> KeepAsync(PictureInTwoSizes picture)
    {
        var kept = new PlanPicture(picture, time.Today);
        if (await db.PlanPictures.AnyAsync(one => one.Id == kept.Id)) { return kept; }

        if (await db.PlanPictures.CountAsync() >= MostOfAll || await Unpublished.CountAsync() >= MostUnpublished)
        {
            throw new RefusedException("The plan has no room for more pictures. Take out some that are not published yet, or give the address of a web page instead");
        }

        db.PlanPictures.Add(kept);
        return kept;
    }

    /// <summary>The picture for everybody or, before any edition has it, <paramref name="forMembers"/> alone; null when there is none of this name.</summary>
    public async Task<FoundPicture?> FindAsync(string id, bool small, Func<Task<bool>> forMembers, CancellationToken stop)
    {
        var isPublic = await db.EditionPictures.AnyAsync(shown => shown.PictureId == id, stop);
        if (!isPublic && !await forMembers()) { return null; }

        return await db.PlanPictures.Where(picture => picture.Id == id).Select(picture => small ? picture.Small : picture.Jpeg).SingleOrDefaultAsync(stop) is { } jpeg
            ? new(new(jpeg), isPublic)
            : null;
    }

    /// <summary>How large each picture is, by its name.</summary>
    public Task<Dictionary<string, (int Width, int Height)>> SizesAsync(CancellationToken stop) =>
        db.PlanPictures.Select(picture => new { picture.Id, picture.Width, picture.Height }).ToDictionaryAsync(picture => picture.Id, picture => (picture.Width, picture.Height), stop);

    /// <summary>Deletes the pictures that neither an edition nor the draft has, nor an edition that waits for its hour. Says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken stop)
    {
        var newest = time.Today.AddDays(-KeptUnused);
        var unused = (await Unpublished.Where(picture => picture.AddedOn < newest).Select(picture => picture.Id).ToListAsync(stop)).ToHashSet();
        if (unused.Count is 0) { return 0; }

        var draft = await db.PlanDraft.SingleOrDefaultAsync(stop);
        unused.ExceptWith(draft?.PicturesInUse ?? []);
        unused.ExceptWith((await db.PlannedEditions.AsNoTracking().SingleOrDefaultAsync(stop))?.Plan.Pictures.Select(picture => picture.Id) ?? []);
        if (unused.Count is 0) { return 0; }

        // Whoever adds one of them to the draft in this moment is told by the draft's version, and adds it anew.
        await using var atOnce = await db.Database.BeginTransactionAsync(stop);
        draft?.LostPictures();
        await db.SaveChangesAsync(stop);
        var deleted = await db.PlanPictures.Where(picture => unused.Contains(picture.Id)).ExecuteDeleteAsync(stop);
        await atOnce.CommitAsync(stop);
        return deleted;
    }

    private IQueryable<PlanPicture> Unpublished => db.PlanPictures.Where(picture => !db.EditionPictures.Any(shown => shown.PictureId == picture.Id));
}
