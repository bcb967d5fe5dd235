using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Notices;

public static class LettersTogether
{
    /// <summary>Saves letters in one commit with all else that waits to be saved, such as the marks that they were written. If it fails, their keys are forgotten.</summary>
    public static async Task SaveWithLettersAsync(this HearbackDb db, KeyVault vault, IReadOnlyList<(NoticeKind Kind, NoticeContent Content)> letters, DateTimeOffset now)
    {
        var keys = new List<DataKey>();
        foreach (var (kind, content) in letters)
        {
            var key = await vault.NewKeyAsync();
            keys.Add(key);
            db.Notices.Add(new(kind, key, content, now));
        }

        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException)
        {
            foreach (var key in keys) { await vault.ForgetAsync(key.Id); }

            throw;
        }
    }
}
