using System.Text.RegularExpressions;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Directory;

/// <summary>Which change of categories, questions and routing: what it is about, the version that was seen, who makes it and why.</summary>
public sealed record SetupEdit(SetupPart Part, int Seen, string Why, Guid By)
{
    /// <summary>The version to which it goes back.</summary>
    public int? BackTo { get; init; }
}

/// <summary>A coordinator's change of categories, questions or routing: it makes a new version of the pack, checked as an import is, and all earlier versions stay.</summary>
public sealed partial class EditSetup(HearbackDb db, IPackInUse inUse, TimeProvider time)
{
    public const string SomebodyWasFirst = "Someone else changed this while you were reading it. Read what is new, then send yours again";
    public const int LongestWhy = 300;
    private const int Tries = 5;

    /// <summary>The pack as it would be, checked; nothing is kept.</summary>
    /// <exception cref="RefusedException">It is not as it was seen any more, or something in it is wrong.</exception>
    public async Task<Pack> TryAsync(SetupChange change, int seen) => (await MakeAsync(change, seen)).After;

    /// <summary>Keeps the change. Whatever else waits to be saved is saved with it.</summary>
    /// <inheritdoc cref="TryAsync"/>
    public async Task SaveAsync(SetupChange change, SetupEdit edit, Action<HearbackDb> together)
    {
        for (var tried = 1; ; tried++)
        {
            db.ChangeTracker.Clear();
            var (last, after) = await MakeAsync(change, edit.Seen);
            if (PackVersion.HashOf(after).AsSpan().SequenceEqual(last.Hash)) { return; }

            db.Packs.Add(new PackVersion(last.Number + 1, after, time.GetUtcNow()) { Part = edit.Part, Why = edit.Why, By = edit.By, BackTo = edit.BackTo });
            together(db);
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException fault) when (fault.IsConflict() && tried < Tries)
            {
                // Somebody changed something else in this very moment. Ours is made once more, in what they made of it.
                continue;
            }
        }
    }

    private async Task<(PackVersion Last, Pack After)> MakeAsync(SetupChange change, int seen)
    {
        var last = await db.Packs.AsNoTracking().OrderByDescending(version => version.Number).FirstAsync();
        var before = last.Number == seen ? last : await db.Packs.AsNoTracking().SingleOrDefaultAsync(version => version.Number == seen);
        var now = last.Read();
        var after = change((before ?? throw new RefusedException(SomebodyWasFirst)).Read(), now);
        var places = await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync();
        if (PackReading.FaultsOf(after, places) is [var wrong, ..]) { throw new RefusedException(InNames(wrong.Text, after, now)); }

        await inUse.RefuseToLoseAsync(after);
        return (last, after);
    }

    /// <summary>A fault names things by their codes, as the files do; on a page stand the names that people know.</summary>
    private static string InNames(string fault, Pack after, Pack before)
    {
        return Quoted().Replace(fault, quoted => (NameIn(after, quoted.Groups[1].Value) ?? NameIn(before, quoted.Groups[1].Value)) is { } name ? $"‘{name}’" : quoted.Value);

        static string? NameIn(Pack pack, string code) => pack.Category(code)?.ShortName ?? pack.FollowUp(code)?.Text ?? pack.Team(code)?.Name
            ?? pack.FollowUps.SelectMany(question => question.Choices).FirstOrDefault(choice => choice.Code == code)?.Text;
    }

    [GeneratedRegex("'([a-z0-9-]+)'")]
    private static partial Regex Quoted();
}
