using Hearback.Calendar;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan;

/// <summary>An answer as the public reads it. It has no field for the words of one that is not shown.</summary>
public sealed record ShownAnswer(Working Working, string Words, string? Reply, string? ReplyBy);

/// <summary>How many gave each answer.</summary>
public sealed record AnswerCounts(int Yes, int Partly, int No);

/// <summary>All that the public reads of the answers to one action. <see cref="Counts"/> is null below <see cref="ActionAnswers.Fewest"/>.</summary>
public sealed record AnswersSoFar(AnswerCounts? Counts, IReadOnlyList<ShownAnswer> Shown);

/// <summary>The answers to "Is this working?": takes one in, and reads what is public of them.</summary>
public sealed class ActionAnswers(HearbackDb db, KeyVault vault, TimeProvider time)
{
    /// <summary>Below this nothing is counted in public, so that nobody can tell who answered what.</summary>
    public const int Fewest = 5;

    private const int MostShown = 50;

    /// <summary>Whether it can be asked of an action: an ask to residents is not ours to have judged.</summary>
    public static bool AreAskedOf(PlannedAction action) => action.Kind is ActionKind.Doing;

    /// <summary>Keeps an answer. One that came before, by Send pressed twice, is left as it is.</summary>
    public async Task KeepAsync(Guid id, string actionId, Working working, string words)
    {
        if (await db.ActionAnswers.AnyAsync(answer => answer.Id == id)) { return; }

        var key = words is "" ? null : await vault.NewKeyAsync();
        db.ActionAnswers.Add(new(id, actionId, working, words, key, time.Today));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            if (key is not null) { await vault.ForgetAsync(key.Id); }
        }
    }

    public async Task<AnswersSoFar> ReadAsync(string actionId, CancellationToken stop)
    {
        var counts = await db.ActionAnswers.Where(answer => answer.ActionId == actionId)
            .GroupBy(answer => answer.Working).Select(group => new { Working = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Working, group => group.Count, stop);
        var shown = await db.ActionAnswers.Where(answer => answer.ActionId == actionId && answer.State == AnswerState.Shown)
            .OrderByDescending(answer => answer.On).ThenBy(answer => answer.Id).Take(MostShown)
            .Select(answer => new ShownAnswer(answer.Working, answer.Words!, answer.Reply, answer.ReplyBy)).ToListAsync(stop);
        return new(counts.Values.Sum() < Fewest ? null : new(Of(Working.Yes), Of(Working.Partly), Of(Working.No)), shown);

        int Of(Working working) => counts.GetValueOrDefault(working);
    }
}
