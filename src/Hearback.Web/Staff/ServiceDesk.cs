using Hearback.Audit;
using Hearback.Corrections;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>A correction that waits, and the coordinator who has it before them.</summary>
public sealed record CorrectionAtHand(Correction Correction, Member Member);

/// <summary>The directory on the desk of the coordinator who is signed in. What is done is kept together with the record that it was done.</summary>
public sealed class ServiceDesk(EditServices edit, CurrentPack current, HearbackDb db, SignedIn signedIn, KeyVault vault, TimeProvider time)
{
    /// <summary>The pack as it is this moment, whichever process changed it.</summary>
    public async Task<Pack> ReadAsync(CancellationToken stop)
    {
        await current.LoadAsync(stop);
        return current.Now;
    }

    /// <exception cref="RefusedException">It is not as it was seen any more, or something in it is wrong.</exception>
    public Task SaveAsync(ListedService service, string seen) => DoAsync((by, note) => edit.SaveAsync(service, seen, by, note));

    /// <inheritdoc cref="SaveAsync"/>
    public Task RemoveAsync(string code, string seen) => DoAsync((by, note) => edit.RemoveAsync(code, seen, by, note));

    /// <summary>Null when there is none, or when somebody has dealt with it.</summary>
    public async Task<CorrectionAtHand?> FindAsync(Guid id, CancellationToken stop) =>
        await db.Corrections.SingleOrDefaultAsync(correction => correction.Id == id, stop) is { } found ? new(found, await signedIn.MemberAsync(stop)) : null;

    /// <summary>The words. That they were read is written down before they are seen.</summary>
    public async Task<string> OpenAsync(CorrectionAtHand hand)
    {
        var words = hand.Correction.Open(await vault.OpenAsync(hand.Correction.KeyId));
        db.Audit.Add(new(AuditedAct.OpenedCorrection, hand.Member.Id, time.GetUtcNow()) { SubjectId = hand.Correction.Id });
        await db.SaveChangesAsync();
        return words;
    }

    /// <summary>Deletes what was written, and its key.</summary>
    /// <exception cref="RefusedException">The coordinator has not read it.</exception>
    public async Task DealtWithAsync(CorrectionAtHand hand)
    {
        var (correction, member) = hand;
        if (!await db.Audit.AnyAsync(entry => entry.Act == AuditedAct.OpenedCorrection && entry.SubjectId == correction.Id && entry.MemberId == member.Id))
        {
            throw new RefusedException("Read it before you say that it is dealt with");
        }

        db.Corrections.Remove(correction);
        db.Audit.Add(new(AuditedAct.DealtWithCorrection, member.Id, time.GetUtcNow()) { SubjectId = correction.Id });
        await db.SaveChangesAsync();
        await vault.ForgetAsync(correction.KeyId);
    }

    private async Task DoAsync(Func<Guid, Action<HearbackDb>, Task> change)
    {
        var by = (await signedIn.MemberAsync(CancellationToken.None)).Id;
        await change(by, together => together.Audit.Add(new(AuditedAct.ChangedService, by, time.GetUtcNow())));
        await current.LoadAsync(CancellationToken.None);
    }
}
