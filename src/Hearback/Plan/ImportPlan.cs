using Hearback.Audit;
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
/// <param name="WasTakenOut">Whether somebody took it out of the draft, so that it is left out.</param>
public sealed record ImportedThing(int? Row, ImportedKind Kind, string Id, string Words, IReadOnlyList<string> Leads, DateOnly? TargetDate, bool IsNew, bool WasTakenOut = false);

/// <summary>What a file brings into the draft.</summary>
/// <param name="Things">Row by row.</param>
/// <param name="Doubts">Where the reader had to choose; a person decides.</param>
/// <param name="Changes">Whether the draft is, or would be, another than before.</param>
public sealed record PlanImport(IReadOnlyList<ImportedThing> Things, IReadOnlyList<Doubt> Doubts, bool Changes);

/// <summary>Takes a file into the draft, all or nothing; the same file again changes nothing.</summary>
public sealed class ImportPlan(HearbackDb db, PlanPictures pictures, CurrentPack pack, TimeProvider time)
{
    /// <summary>Reads a file, and changes nothing.</summary>
    /// <exception cref="UnreadablePlanException">The file is no plan; the faults name rows and columns.</exception>
    public async Task<ReadPlan> ReadAsync(string name, Stream file, IProgress<int>? progress, CancellationToken stop)
    {
        var read = AnyPlanFile.Read(name, await AnyPlanFile.LoadAsync(file, stop), pack.Now, time.Today, progress);
        if (read.Plan.Pictures.Any()) { read = read.WithPicturesOf(await pictures.SizesAsync(stop)); }

        return read with { Plan = read.Plan with { Concerns = [.. read.Plan.Concerns.Select(concern => concern with { Actions = [.. concern.Actions.Select(Dated)] })] } };

        // What does not say since when it is in the plan is in it from today, and is not quiet before it began.
        PlannedAction Dated(PlannedAction action) => action.AddedOn == default ? action with { AddedOn = time.Today } : action;
    }

    /// <summary>Says what it would bring, and changes nothing.</summary>
    public async Task<PlanImport> TryAsync(ReadPlan read, bool again, CancellationToken stop)
    {
        var draft = await db.PlanDraft.AsNoTracking().SingleOrDefaultAsync(stop) ?? Draft.Empty();
        var told = Told(read, draft, again);
        return told with { Changes = draft.Import(read.Plan, again) };
    }

    /// <summary>Takes it into the draft, and notes the member who did; null for the command line.</summary>
    public async Task<PlanImport> TakeAsync(ReadPlan read, bool again, CancellationToken stop, Guid? by = null)
    {
        var draft = await db.PlanDraft.SingleOrDefaultAsync(stop);
        if (draft is null) { db.PlanDraft.Add(draft = Draft.Empty()); }

        var told = Told(read, draft, again);
        if (!draft.Import(read.Plan, again)) { return told with { Changes = false }; }

        db.Audit.Add(new(AuditedAct.ImportedPlan, by, time.GetUtcNow().WholeHour));
        await db.SaveChangesAsync(CancellationToken.None);
        return told;
    }

    private static PlanImport Told(ReadPlan read, Draft draft, bool again)
    {
        var known = PlanMerge.Names(draft.Plan).ToHashSet(StringComparer.Ordinal);
        var takenOut = again ? [] : draft.TakenOut.ToHashSet(StringComparer.Ordinal);
        return new([.. read.Plan.Concerns.SelectMany(Things)], read.Doubts, Changes: true);

        IEnumerable<ImportedThing> Things(Concern concern) =>
        [
            Thing(ImportedKind.Concern, concern.Id, concern.Asked),
            .. concern.Actions.SelectMany(action => (IEnumerable<ImportedThing>)[
                Thing(action.Kind is ActionKind.Ask ? ImportedKind.Ask : ImportedKind.Doing, action.Id, action.Text) with { Leads = [.. action.Leads.Select(lead => lead.Name)], TargetDate = action.TargetDate },
                .. action.Updates.Select(update => Update(update, action.Id))]),
            .. concern.Updates.Select(update => Update(update, concern.Id)),
        ];

        ImportedThing Update(ProgressUpdate update, string within) => Thing(ImportedKind.Update, update.Id, update.Text, within);

        ImportedThing Thing(ImportedKind kind, string id, string words, string? within = null)
        {
            var isOut = takenOut.Contains(id) || (within is not null && takenOut.Contains(within));
            return new(read.Rows.TryGetValue(id, out var row) ? row : null, kind, id, words, [], null, !isOut && !known.Contains(id), isOut);
        }
    }
}
