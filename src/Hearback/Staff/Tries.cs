using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>How often something was tried lately. What it was is known only by a fingerprint under the master key.</summary>
public sealed class TryCount
{
    private TryCount()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>In ticks of UTC: until then each further try is one too many, less the tries that are free at once.</summary>
    public long BusyUntil { get; private set; }
}

/// <summary>
/// Counts tries to sign in, for names that are known and names that are not alike, and for all processes together. A try is counted before it is
/// looked at, in one statement: a hundred at once are a hundred.
/// </summary>
public sealed class Tries(HearbackDb db, MasterKey master, TimeProvider time)
{
    private const string Purpose = "sign-in.tries";

    /// <summary>
    /// Whether one more may be made where <paramref name="atOnce"/> may be made at once, and then one in each <paramref name="each"/>. One that may not
    /// is not counted.
    /// </summary>
    public async Task<bool> CountAsync(string about, int atOnce, TimeSpan each)
    {
        var id = master.Fingerprint(about, Purpose);
        var now = time.GetUtcNow().UtcTicks;
        // What is over is forgotten here, so that names that somebody made up by the million do not stay.
        await db.TryCounts.Where(count => count.BusyUntil < now).ExecuteDeleteAsync();
        var (step, first, latest) = (each.Ticks, now + each.Ticks, now + ((atOnce - 1) * each.Ticks));
        // Both databases understand this, and do it at once.
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO sign_in_tries ("Id", "BusyUntil") VALUES ({id}, {first})
            ON CONFLICT ("Id") DO UPDATE SET "BusyUntil" = CASE WHEN sign_in_tries."BusyUntil" > {now} THEN sign_in_tries."BusyUntil" ELSE {now} END + {step}
            WHERE sign_in_tries."BusyUntil" <= {latest}
            """) is 1;
    }

    /// <summary>Whether this is the first time that it is used. Whoever overheard it and sends it again hears no.</summary>
    public Task<bool> SpendAsync(string once, TimeSpan goodFor) => CountAsync(once, atOnce: 1, goodFor);

    public Task ForgetAsync(string about)
    {
        var id = master.Fingerprint(about, Purpose);
        return db.TryCounts.Where(count => count.Id == id).ExecuteDeleteAsync();
    }
}

internal sealed class TryCountMapping : IEntityTypeConfiguration<TryCount>
{
    public void Configure(EntityTypeBuilder<TryCount> builder)
    {
        builder.ToTable("sign_in_tries");
        builder.Property(count => count.Id).ValueGeneratedNever();
        builder.HasIndex(count => count.BusyUntil);
    }
}
