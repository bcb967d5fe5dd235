using Hearback.Calendar;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Corrections;

/// <summary>Takes in what people say is wrong with a service.</summary>
public sealed class TakeCorrections(HearbackDb db, KeyVault vault, TimeProvider time)
{
    /// <summary>Keeps a correction and tells the coordinators. One that came before, by Send pressed twice, is left as it is.</summary>
    public async Task KeepAsync(Guid id, string service, string words)
    {
        if (await db.Corrections.AnyAsync(known => known.Id == id)) { return; }

        var key = await vault.NewKeyAsync();
        // Whoever reads one reads all that wait, so that a flood of corrections is no flood of letters.
        if (!await db.Corrections.AnyAsync()) { await TellCoordinatorsAsync(); }

        db.Corrections.Add(new(id, service, words, key, time.Today));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            await vault.ForgetAsync(key.Id);
        }
    }

    private async Task TellCoordinatorsAsync()
    {
        foreach (var email in await db.Users.Where(member => member.Role == Role.Coordinator).Select(member => member.Email!).ToListAsync())
        {
            // Under a key of its own, since that of the correction is forgotten with it. And the time of a letter must not tell when somebody was here.
            db.Notices.Add(new(NoticeKind.CorrectionCame, await vault.NewKeyAsync(), new() { To = email, Path = "/staff/services" }, time.GetUtcNow(), notBefore: time.GetUtcNow().NextQuarterHour));
        }
    }
}

public static class CorrectionServices
{
    /// <summary>"Is this wrong?" on the page of a service.</summary>
    public static IServiceCollection AddCorrections(this IServiceCollection services) => services.AddScoped<TakeCorrections>();
}
