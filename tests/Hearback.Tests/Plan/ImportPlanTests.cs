using Hearback.Data;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

public sealed class ImportPlanTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_dry_run_tells_row_by_row_what_would_be_made_and_makes_nothing()
    {
        var told = await Import(dryRun: true);

        Assert.True(told.Changes);
        Assert.Equal([(2, ImportedKind.Concern), (2, ImportedKind.Doing), (2, ImportedKind.Doing), (2, ImportedKind.Ask), (3, ImportedKind.Doing), (3, ImportedKind.Update), (3, ImportedKind.Ask), (2, ImportedKind.Update)], told.Things.Select(thing => (thing.Row!.Value, thing.Kind)));
        Assert.All(told.Things, thing => Assert.True(thing.IsNew));
        Assert.NotEmpty(told.Doubts);
        Assert.Null(await Draft());
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_says_so()
    {
        Assert.True((await Import()).Changes);
        var first = await Draft();
        _service.Later(TimeSpan.FromDays(40));

        var again = await Import();

        Assert.False(again.Changes);
        Assert.All(again.Things, thing => Assert.False(thing.IsNew));
        Assert.False((await Import(dryRun: true)).Changes);
        Assert.Equal(first!.Version, (await Draft())!.Version);
    }

    [Fact]
    public async Task What_somebody_changed_in_the_draft_stays_and_what_is_new_is_added()
    {
        await Import();
        await _service.With<HearbackDb>(async db =>
        {
            var draft = await db.PlanDraft.SingleAsync();
            var action = draft.Plan.Actions.First();
            draft.ChangeAction(action.Id, Hearback.Plan.Draft.Seen(action with { Updates = [] }), one => one with { Text = "We mend lamps at night" });
            await db.SaveChangesAsync();
        });

        var told = await Import([.. PlanTables.Lights, ["", "We cut back trees", "", "Housing", "", ""], ["You want benches", "We look for places", "", "Planning", "", ""]]);

        Assert.Equal(["We cut back trees", "You want benches", "We look for places"], told.Things.Where(thing => thing.IsNew).Select(thing => thing.Words));
        var plan = (await Draft())!.Plan;
        Assert.Equal(["You want more light", "You want benches"], plan.Concerns.Select(concern => concern.Asked));
        Assert.Equal(("We mend lamps at night", "We cut back trees"), (plan.Concerns[0].Actions[0].Text, plan.Concerns[0].Actions[^1].Text));
        Assert.Equal(new DateOnly(2026, 6, 29), plan.Concerns[1].Actions[0].NoDate!.ReviewOn);
    }

    [Fact]
    public async Task A_file_with_one_wrong_row_leaves_the_draft_as_it_was()
    {
        await Import();
        var before = await Draft();

        await Assert.ThrowsAsync<UnreadablePlanException>(() => Import([.. PlanTables.Lights, ["You want benches", "We look for places", "", "Planning", "", ""], ["Wrong", "", "", "Housing", "", ""]]));

        Assert.Equal((before!.Version, Seen(before)), ((await Draft())!.Version, Seen((await Draft())!)));
    }

    private static string Seen(Draft draft) => Hearback.Plan.Draft.Seen(draft.Plan);

    private Task<PlanImport> Import(string[][]? rows = null, bool dryRun = false) => _service.With<ImportPlan, PlanImport>(import =>
    {
        var file = new MemoryStream(PlanTables.Html(rows ?? PlanTables.Lights));
        return dryRun ? import.TryAsync("plan.html", file, progress: null, TestContext.Current.CancellationToken) : import.FromAsync("plan.html", file, progress: null, TestContext.Current.CancellationToken);
    });

    private Task<Draft?> Draft() => _service.With<HearbackDb, Draft?>(db => db.PlanDraft.AsNoTracking().SingleOrDefaultAsync());
}
