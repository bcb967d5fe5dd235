using Hearback.Calendar;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan;

/// <summary>What somebody with the link of a letter reads of it. There is no way to ask for more than one.</summary>
public sealed record Following(Followed Followed, bool Confirmed);

/// <summary>Takes in who wants to follow the plan, by a link that only their mailbox gets, and lets them stop.</summary>
public sealed class Followers(HearbackDb db, KeyVault vault, MasterKey master, CurrentPlan current, IStringLocalizer<LetterWords> words, TimeProvider time)
{
    /// <summary>How many letters that ask for a yes one mailbox gets in a day: anybody can type a stranger's address.</summary>
    public const int MostAskedADay = 3;

    /// <summary>Keeps the wish and asks the mailbox for its yes. Whoever types the address learns nothing of what it follows.</summary>
    public async Task AskAsync(string email, Followed followed)
    {
        var (mailbox, today) = (master.Fingerprint(Mailbox.Of(email), "follower.mailbox"), time.Today);
        if (await db.Followers.CountAsync(one => one.Mailbox == mailbox && one.AskedOn == today && one.ConfirmedOn == null) >= MostAskedADay) { return; }

        var (key, token) = (await vault.NewKeyAsync(), LinkToken.New());
        db.Followers.Add(new(mailbox, new(email, followed, token), key, today));
        var plan = (await current.ReadAsync(CancellationToken.None))?.Plan ?? new();
        db.Notices.Add(new(NoticeKind.ConfirmFollowing, key, new() { To = email, Words = followed.InWords(plan, words), Path = $"/plan/follow/{token.Reveal()}" }, time.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    /// <summary>What the link is about; null when it is unknown, too old, or its mailbox has stopped.</summary>
    public async Task<Following?> FindAsync(LinkToken token) =>
        await Of(token).SingleOrDefaultAsync() is { } follower && await vault.FindAsync(follower.KeyId) is { } key ? new(follower.Open(key).Followed, follower.ConfirmedOn is not null) : null;

    /// <summary>The person says yes; false when the link is unknown or too old. Saying it twice is the same as once.</summary>
    public async Task<bool> ConfirmAsync(LinkToken token)
    {
        if (await Of(token).SingleOrDefaultAsync() is not { } follower) { return false; }

        follower.Confirm((await current.ReadAsync(CancellationToken.None))?.Number ?? 0, time.Today);
        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Deletes all that the mailbox of this link follows, and recalls what has not left yet. Nothing happens when there is nothing.</summary>
    public async Task StopAsync(LinkToken token)
    {
        if (await Of(token).Select(follower => (Guid?)follower.Mailbox).SingleOrDefaultAsync() is not { } mailbox) { return; }

        foreach (var follower in await db.Followers.Where(one => one.Mailbox == mailbox).ToListAsync()) { await db.ForgetAsync(follower, vault); }
    }

    private IQueryable<Follower> Of(LinkToken token)
    {
        var (hash, oldest) = (token.Hash, time.Today.AddDays(-Follower.KeptUnconfirmed));
        return db.Followers.Where(one => one.Link == hash && (one.ConfirmedOn != null || one.AskedOn >= oldest));
    }
}

internal static class ForgottenFollowers
{
    /// <summary>Withdraws what waits for it, forgets its key and then deletes it: cut short anywhere, nothing more is sent, and stopping again ends the work.</summary>
    public static async Task ForgetAsync(this HearbackDb db, Follower follower, KeyVault vault)
    {
        await db.Notices.Where(notice => notice.KeyId == follower.KeyId && notice.NextTryAt != null)
            .ExecuteUpdateAsync(row => row.SetProperty(notice => notice.NextTryAt, (DateTimeOffset?)null).SetProperty(notice => notice.Version, notice => notice.Version + 1));
        await vault.ForgetAsync(follower.KeyId);
        await db.Followers.Where(one => one.Id == follower.Id).ExecuteDeleteAsync();
    }
}
