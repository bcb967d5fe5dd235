using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

public sealed class PublishPlanTests : IAsyncLifetime
{
    private static readonly Guid Priya = Guid.Parse("11111111-0000-0000-0000-000000000001");
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Publishing_makes_a_numbered_edition_that_says_what_changed()
    {
        await Given(APlan.Draft(APlan.Action()));
        Assert.Equal(1, (await Publish()).Number);

        await Edit(draft => draft.ChangeState("locks", ActionState.Done, APlan.Update()));
        var second = await Publish(corrects: "The first edition named the wrong estate");

        Assert.Equal((2, "The first edition named the wrong estate"), (second.Number, second.Corrects));
        Assert.Contains(second.Changes, change => change.Field is PlanField.State && change.Now is nameof(ActionState.Done));
    }

    public static TheoryData<string> Lacks() => ["lead", "date", "title", "concerns"];

    [Theory]
    [MemberData(nameof(Lacks))]
    public async Task Publishing_is_refused_for_each_missing_thing(string lack)
    {
        var plan = APlan.Of(APlan.Action());
        await Given(APlan.DraftOf(lack switch
        {
            "lead" => APlan.Of(APlan.Action() with { Leads = [] }),
            "date" => APlan.Of(APlan.Action() with { TargetDate = null }),
            "title" => plan with { Title = " " },
            _ => plan with { Concerns = [] },
        }));

        await Assert.ThrowsAsync<RefusedException>(() => Publish());
        Assert.Empty(await _service.With<HearbackDb, List<Edition>>(db => db.Editions.ToListAsync()));
    }

    [Fact]
    public async Task A_reason_and_a_review_day_stand_in_for_a_date_and_an_ask_leans_on_its_action()
    {
        await Given(APlan.Draft(
            APlan.Action() with { TargetDate = null, NoDate = new("we ask three makers", APlan.Today.AddDays(14)) },
            APlan.Action("ask") with { Kind = ActionKind.Ask, GoesWith = "locks", Leads = [], TargetDate = null }));

        Assert.Equal(1, (await Publish()).Number);
    }

    [Theory]
    [InlineData("Mr Example Person lives there", FindingKind.Name)]
    [InlineData("Ask PC Lantern", FindingKind.Name)]
    [InlineData("the people in flat 12b", FindingKind.FlatNumber)]
    [InlineData("call 07700 900123", FindingKind.Phone)]
    [InlineData("write to rosa@mail.example", FindingKind.Email)]
    public async Task Words_that_may_tell_who_somebody_is_need_a_second_member(string words, FindingKind kind)
    {
        await Given(APlan.Draft(APlan.Action() with { Text = words }));
        await Assert.ThrowsAsync<RefusedException>(() => Publish());

        var finding = Assert.Single(PublicationCheck.Of(await Draft(), _service.Pack, Priya).Unconfirmed);
        Assert.Equal(kind, finding.Kind);

        await Edit(draft => draft.Confirm(finding.Key, Priya));
        await Assert.ThrowsAsync<RefusedException>(() => Publish());
        await Edit(draft => draft.Confirm(finding.Key, Guid.NewGuid()));
        Assert.Equal(1, (await Publish()).Number);
    }

    [Fact]
    public async Task The_numbers_of_our_own_services_need_nobody()
    {
        await Given(APlan.Draft(APlan.Action() with { Text = "Call 020 7974 4444 or 101, or write to community-safety@camden.example" }));
        Assert.Equal(1, (await Publish()).Number);
    }

    [Fact]
    public async Task What_nobody_changed_is_not_published_again()
    {
        await Given(APlan.Draft(APlan.Action()));
        await Publish();
        await Assert.ThrowsAsync<RefusedException>(() => Publish());
    }

    [Fact]
    public async Task A_draft_that_changed_since_it_was_gone_through_is_gone_through_again()
    {
        await Given(APlan.Draft(APlan.Action()));
        var seen = (await Draft()).Version;
        await Edit(draft => draft.AddUpdate("locks", APlan.Update()));

        await Assert.ThrowsAsync<RefusedException>(() => _service.With<PublishPlan, Edition>(publish => publish.NowAsync(seen, new(Priya))));
    }

    [Theory]
    [InlineData("UPDATE plan_editions SET \"Content\" = '{}'")]
    [InlineData("UPDATE plan_editions SET \"Number\" = 7")]
    [InlineData("DELETE FROM plan_editions")]
    public async Task The_database_itself_refuses_to_change_an_edition(string statement)
    {
        await Given(APlan.Draft(APlan.Action()));
        await Publish();

        await Assert.ThrowsAnyAsync<Exception>(() => _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync(statement)));
        Assert.Equal("Fit new locks", (await _service.With<HearbackDb, Edition>(db => db.Editions.SingleAsync())).Plan.Action("locks")!.Text);
    }

    [Fact]
    public async Task An_edition_set_for_an_hour_is_published_at_it_as_it_stood_when_that_was_decided()
    {
        await Given(APlan.Draft(APlan.Action()));
        var at = Service.Start.AddHours(3);
        await _service.With<PublishPlan>(async publish => await publish.PlanAsync((await Draft()).Version, new(Priya), at));
        await Edit(draft => draft.AddUpdate("locks", APlan.Update("Written later")));

        await Round();
        Assert.Equal(0, await Count());
        _service.Later(TimeSpan.FromHours(3));
        await using var other = await Service.StartAsync(beside: _service);
        await Task.WhenAll(Round(), Round(other));

        var edition = await _service.With<HearbackDb, Edition>(db => db.Editions.SingleAsync());
        Assert.Empty(edition.Plan.Action("locks")!.Updates);
        Assert.Equal(Priya, edition.PublishedBy);
    }

    [Fact]
    public async Task An_edition_cannot_be_set_for_an_hour_that_has_passed_and_can_be_called_off()
    {
        await Given(APlan.Draft(APlan.Action()));
        var seen = (await Draft()).Version;
        await Assert.ThrowsAsync<RefusedException>(() => _service.With<PublishPlan>(publish => publish.PlanAsync(seen, new(Priya), Service.Start)));

        await _service.With<PublishPlan>(publish => publish.PlanAsync(seen, new(Priya), Service.Start.AddHours(1)));
        await _service.With<PublishPlan>(publish => publish.CallOffAsync());
        _service.Later(TimeSpan.FromHours(2));
        await Round();
        Assert.Equal(0, await Count());
    }

    private Task<int> Count() => _service.With<HearbackDb, int>(db => db.Editions.CountAsync());

    private Task Round(Service? of = null) => ((of ?? _service).App.Services.GetService(typeof(PublishOnTime)) as PublishOnTime)!.RoundAsync();

    private Task Given(Draft draft) => _service.With<HearbackDb>(async db =>
    {
        db.PlanDraft.Add(draft);
        await db.SaveChangesAsync();
    });

    private Task<Draft> Draft() => _service.With<HearbackDb, Draft>(db => db.PlanDraft.AsNoTracking().SingleAsync());

    private Task Edit(Action<Draft> edit) => _service.With<HearbackDb>(async db =>
    {
        edit(await db.PlanDraft.SingleAsync());
        await db.SaveChangesAsync();
    });

    private async Task<Edition> Publish(string? corrects = null)
    {
        var seen = (await Draft()).Version;
        return await _service.With<PublishPlan, Edition>(publish => publish.NowAsync(seen, new(Priya, corrects)));
    }
}
