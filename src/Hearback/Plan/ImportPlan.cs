using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Plan.Files;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan;

/// <summary>What a thing of a file is, for the list of what would be made.</summary>
public enum ImportedKind
{
    Concern,
    Doing,
    Ask,
    Update,
}

/// <summary>A thing that a file tells of.</summary>
/// <param name="Row">The row or line of the file in which it begins, where that is known.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name.</param>
/// <param name="Words">Its text.</param>
/// <param name="Leads">Who leads it; empty for what is no action.</param>
/// <param name="TargetDate">Its date, if the file gives one.</param>
/// <param name="IsNew">Whether it is made; what the draft has already is left alone.</param>
public sealed record ImportedThing(int? Row, ImportedKind Kind, string Id, string Words, IReadOnlyList<string> Leads, DateOnly? TargetDate, bool IsNew);

/// <summary>What a file brings into the draft.</summary>
/// <param name="Things">Row by row.</param>
/// <param name="Doubts">Where the reader had to choose; a person decides.</param>
/// <param name="Changes">Whether the draft is, or would be, another than before.</param>
public sealed record PlanImport(IReadOnlyList<ImportedThing> Things, IReadOnlyList<Doubt> Doubts, bool Changes);

/// <summary>Takes a file into the draft, all or nothing; the same file again changes nothing.</summary>
public sealed class ImportPlan(HearbackDb db, CurrentPack pack, TimeProvider time)
{
    /// <summary>Says what the file would bring, and changes nothing.</summary>
    /// <exception cref="UnreadablePlanException">The file is no plan; the faults name rows and columns.</exception>
    public async Task<PlanImport> TryAsync(string name, Stream file, IProgress<int>? progress, CancellationToken stop)
    {
        var read = await ReadAsync(name, file, progress, stop);
        var draft = await db.PlanDraft.AsNoTracking().SingleOrDefaultAsync(stop) ?? Draft.Empty();
        return Told(read, draft, PlanMerge.Of(draft.Plan, read.Plan) is not null);
    }

    /// <summary>Takes the file into the draft.</summary>
    /// <exception cref="UnreadablePlanException">The file is no plan; nothing was taken in.</exception>
    public async Task<PlanImport> FromAsync(string name, Stream file, IProgress<int>? progress, CancellationToken stop)
    {
        var read = await ReadAsync(name, file, progress, stop);
        var draft = await db.PlanDraft.SingleOrDefaultAsync(stop);
        if (draft is null) { db.PlanDraft.Add(draft = Draft.Empty()); }

        var told = Told(read, draft, changes: true);
        if (!draft.Import(read.Plan)) { return told with { Changes = false }; }

        await db.SaveChangesAsync(CancellationToken.None);
        return told;
    }

    private async Task<ReadPlan> ReadAsync(string name, Stream file, IProgress<int>? progress, CancellationToken stop)
    {
        var read = AnyPlanFile.Read(name, await AnyPlanFile.LoadAsync(file, stop), pack.Now, time.Today, progress);
        return read with { Plan = read.Plan with { Concerns = [.. read.Plan.Concerns.Select(concern => concern with { Actions = [.. concern.Actions.Select(Dated)] })] } };

        // What does not say since when it is in the plan is in it from today, and is not quiet before it began.
        PlannedAction Dated(PlannedAction action) => action.AddedOn == default ? action with { AddedOn = time.Today } : action;
    }

    private static PlanImport Told(ReadPlan read, Draft draft, bool changes)
    {
        var known = PlanMerge.Names(draft.Plan).ToHashSet(StringComparer.Ordinal);
        return new([.. read.Plan.Concerns.SelectMany(Things)], read.Doubts, changes);

        IEnumerable<ImportedThing> Things(Concern concern) =>
        [
            Thing(ImportedKind.Concern, concern.Id, concern.Asked),
            .. concern.Actions.SelectMany(action => (IEnumerable<ImportedThing>)[
                Thing(action.Kind is ActionKind.Ask ? ImportedKind.Ask : ImportedKind.Doing, action.Id, action.Text) with { Leads = [.. action.Leads.Select(lead => lead.Name)], TargetDate = action.TargetDate },
                .. action.Updates.Select(Update)]),
            .. concern.Updates.Select(Update),
        ];

        ImportedThing Update(ProgressUpdate update) => Thing(ImportedKind.Update, update.Id, update.Text);

        ImportedThing Thing(ImportedKind kind, string id, string words) =>
            new(read.Rows.TryGetValue(id, out var row) ? row : null, kind, id, words, [], null, !known.Contains(id));
    }
}
