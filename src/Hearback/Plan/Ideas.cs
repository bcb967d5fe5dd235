using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan;

/// <summary>An idea as the person who had it reads it.</summary>
public sealed record TrackedIdea(Reference Reference, DateOnly On, IdeaState State, string Words, bool GetsMail, IReadOnlyList<IdeaReply> Replies);

/// <summary>Takes ideas in, shows each to the person who had it, and answers.</summary>
public sealed class Ideas(HearbackDb db, KeyVault vault, CurrentPack pack, TimeProvider time)
{
    /// <summary>Keeps an idea and tells the coordinators, and gives its reference. One that came before, by Send pressed twice, keeps what it has.</summary>
    public async Task<Reference> KeepAsync(Guid id, IdeaContent content, AccessCode code, string? concern)
    {
        if (await db.Ideas.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id) is { } before) { return before.Reference; }

        var key = await vault.NewKeyAsync();
        var idea = new Idea(id, content, code, concern, key, time.Today);
        // Whoever reads one reads all that wait, so that a flood of ideas is no flood of letters.
        if (!await db.Ideas.AnyAsync(known => known.State == IdeaState.New)) { await TellCoordinatorsAsync(key); }

        db.Ideas.Add(idea);
        try
        {
            await db.SaveChangesAsync();
            return idea.Reference;
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            await vault.ForgetAsync(key.Id);
            db.ChangeTracker.Clear();
            return (await db.Ideas.AsNoTracking().SingleAsync(known => known.Id == id)).Reference;
        }
    }

    /// <summary>Null when there is none.</summary>
    public async Task<TrackedIdea?> ReadAsync(Guid id, CancellationToken stop)
    {
        if (await db.Ideas.AsNoTracking().SingleOrDefaultAsync(idea => idea.Id == id, stop) is not { } found) { return null; }

        var content = found.Open(await vault.OpenAsync(found.KeyId));
        return new(found.Reference, found.On, found.State, content.Words, content.Email is not null, content.Replies);
    }

    /// <summary>Replies, and writes to whoever left an address. What it changes is saved by the caller.</summary>
    /// <exception cref="RefusedException">There are no words, or they decide nothing.</exception>
    public async Task ReplyAsync(Idea idea, IdeaState state, string words)
    {
        var key = await vault.OpenAsync(idea.KeyId);
        idea.Reply(state, words, key, time.Today);
        if (idea.Open(key).Email is not { } email) { return; }

        db.Notices.Add(new(NoticeKind.IdeaAnswered, key, new() { To = email, Reference = idea.Reference.Value, Words = words, By = pack.Now.About.Partnership, Path = "/track" }, time.GetUtcNow()));
    }

    private async Task TellCoordinatorsAsync(DataKey key)
    {
        foreach (var email in await db.Users.Where(member => member.Role == Role.Coordinator).Select(member => member.Email!).ToListAsync())
        {
            // As with a report, the time of a letter must not tell when somebody was here.
            db.Notices.Add(new(NoticeKind.IdeaCame, key, new() { To = email, Path = "/staff/plan/ideas" }, time.GetUtcNow(), notBefore: time.GetUtcNow().NextQuarterHour));
        }
    }
}
