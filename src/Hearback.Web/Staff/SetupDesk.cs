using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff;

/// <summary>The pack in force, which version it is, and its places.</summary>
public sealed record SetupNow(int Number, Pack Pack, IReadOnlyList<Place> Places)
{
    public string PlaceName(string code) => Places.FirstOrDefault(place => place.Code == code)?.Name ?? code;
}

/// <summary>Categories, questions and routing on the desk of the coordinator who is signed in. What is done is kept together with the record that it was done.</summary>
public sealed class SetupDesk(EditSetup edit, CurrentPack current, HearbackDb db, SignedIn signedIn, TimeProvider time)
{
    /// <summary>As it is this moment, whichever process changed it.</summary>
    public async Task<SetupNow> ReadAsync(CancellationToken stop)
    {
        await current.LoadAsync(stop);
        var (number, pack) = current.InForce;
        return new(number, pack, await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Name).ToListAsync(stop));
    }

    /// <summary>The pack as that version had it; null when there is none.</summary>
    public async Task<Pack?> AsOfAsync(int number, CancellationToken stop) =>
        (await db.Packs.AsNoTracking().SingleOrDefaultAsync(version => version.Number == number, stop))?.Read();

    /// <summary>What was changed of categories, questions and routing after that version.</summary>
    public async Task<IReadOnlyList<ChangedThing>?> ChangedSinceAsync(int number, SetupNow now, IStringLocalizer words) =>
        await AsOfAsync(number, CancellationToken.None) is { } then ? new SetupFacts(then, now.Pack, now.PlaceName, words).Setup() : null;

    /// <summary>The pack as the change would make it.</summary>
    /// <exception cref="RefusedException">It is not as it was seen any more, or something in it is wrong.</exception>
    public Task<Pack> TryAsync(SetupChange change, int seen) => edit.TryAsync(change, seen);

    /// <inheritdoc cref="TryAsync"/>
    public async Task SaveAsync(SetupPart part, SetupChange change, int seen, string why, int? backTo = null)
    {
        var by = (await signedIn.MemberAsync(CancellationToken.None)).Id;
        await edit.SaveAsync(change, new(part, seen, why, by) { BackTo = backTo }, together => together.Audit.Add(new(AuditedAct.ChangedSetup, by, time.GetUtcNow())));
        await current.LoadAsync(CancellationToken.None);
    }
}
