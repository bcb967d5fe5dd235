using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan;

/// <summary>Makes editions: now, or when the hour has come that was set. Each is one transaction.</summary>
public sealed class PublishPlan(HearbackDb db, PlanPictures pictures, CurrentPack pack, TimeProvider time)
{
    /// <summary>Makes an edition of the draft as it is, if that is still the version that the publisher has <paramref name="seen"/>.</summary>
    /// <exception cref="RefusedException">Something is missing or unconfirmed, nothing changed, or the draft has changed since it was gone through.</exception>
    public async Task<Edition> NowAsync(long seen, Publication publication)
    {
        var draft = await CheckedAsync(seen, publication);
        return await MakeAsync(draft.Plan, publication) ?? throw new RefusedException("Nothing has changed since the last edition");
    }

    /// <summary>Keeps the draft as it is, to be published at an hour to come.</summary>
    /// <exception cref="RefusedException">As with <see cref="NowAsync"/>, or the hour has passed.</exception>
    public async Task PlanAsync(long seen, Publication publication, DateTimeOffset at)
    {
        if (at <= time.GetUtcNow()) { throw new RefusedException("The day and hour must be in the future"); }

        var draft = await CheckedAsync(seen, publication);
        await CallOffAsync();
        db.PlannedEditions.Add(new(draft.Plan, publication, at));
        await db.SaveChangesAsync();
    }

    /// <summary>Calls off what was to be published. Nothing happens when there is nothing.</summary>
    public async Task CallOffAsync() => await db.PlannedEditions.ExecuteDeleteAsync();

    /// <summary>Publishes what was set for an hour that has come; null when there is nothing.</summary>
    public async Task<Edition?> WhatIsDueAsync()
    {
        var due = await db.PlannedEditions.SingleOrDefaultAsync(planned => planned.PublishAt <= time.GetUtcNow());
        if (due is null) { return null; }

        // With the same commit it leaves the waiting place, so that of two processes one publishes.
        db.Remove(due);
        if (await MakeAsync(due.Plan, new(due.By, due.Corrects)) is { } edition) { return edition; }

        await db.SaveChangesAsync();
        return null;
    }

    private async Task<Draft> CheckedAsync(long seen, Publication publication)
    {
        var draft = await db.PlanDraft.SingleOrDefaultAsync() ?? throw new RefusedException("There is no draft to publish");
        if (draft.Version != seen) { throw new RefusedException("The draft has changed since you went through it: go through it again"); }

        var check = PublicationCheck.Of(draft, pack.Now, publication.By);
        if (check.Missing.Count > 0) { throw new RefusedException("The plan cannot be published while something is missing"); }

        if (check.Unconfirmed.Any(finding => finding.Kind is FindingKind.Picture)) { throw new RefusedException("A second member must look at the pictures and confirm that they may be published"); }

        if (check.Unconfirmed.Count > 0) { throw new RefusedException("A second member must confirm the words that may tell who somebody is"); }

        return draft;
    }

    /// <summary>Makes the edition; null when nothing has changed since the one before.</summary>
    private async Task<Edition?> MakeAsync(ActionPlan plan, Publication publication)
    {
        var before = await db.Editions.OrderByDescending(edition => edition.Number).FirstOrDefaultAsync();
        var edition = new Edition(plan, before, publication, time.GetUtcNow());
        if (edition.Changes.Count is 0) { return null; }

        if (edition.Pictures.Count > 0)
        {
            var there = await pictures.SizesAsync(CancellationToken.None);
            if (!edition.Pictures.All(picture => there.ContainsKey(picture.PictureId))) { throw new RefusedException("A picture of the draft is gone: take it out of its update, or add it again"); }
        }

        db.Editions.Add(edition);
        db.Audit.Add(new(AuditedAct.PublishedPlan, publication.By, time.GetUtcNow().WholeHour));
        (await db.PlanDraft.SingleOrDefaultAsync())?.WasPublished(plan);
        await db.SaveChangesAsync();
        return edition;
    }
}
