using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>"Is this working?", from the resident who answers to the member who shows it and replies.</summary>
public sealed class AnswerPagesTests : IAsyncLifetime
{
    private const string Action = "/plan/actions/locks";
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        var ask = APlan.Action("shut") with { Kind = ActionKind.Ask, Text = "Shut the door" };
        await _service.With<HearbackDb>(async db =>
        {
            db.Editions.Add(new Edition(APlan.Of(APlan.Action(), ask), null, new(Guid.NewGuid()), _service.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Somebody_answers_without_an_account_and_only_the_day_is_kept()
    {
        var page = await Answer("Partly", "The lift still sticks");

        Assert.Equal("Thank you for your answer", page.Heading);
        var kept = await One();
        Assert.Equal((Working.Partly, AnswerState.Waiting, APlan.Today), (kept.Working, kept.State, kept.On));
    }

    [Fact]
    public async Task Send_pressed_twice_makes_one()
    {
        using var visitor = _service.Visitor();
        var form = await visitor.Open($"{Action}/answer");

        await visitor.Send(form, ("Working", "Yes"), ("Words", "Good"));
        var again = await visitor.Send(form, ("Working", "Yes"), ("Words", "Good"));

        Assert.Equal("Thank you for your answer", again.Heading);
        await One();
    }

    [Fact]
    public async Task A_wrong_answer_comes_back_with_all_that_was_typed()
    {
        using var visitor = _service.Visitor();
        var typed = new string('x', 501);

        var page = await visitor.Send(await visitor.Open($"{Action}/answer"), ("Words", typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal([("Select yes, partly or no", "Working"), ("What you see must be 500 characters or fewer", "Words")], page.Refusals());
        Assert.Equal(typed, page.Answer("Words")!.Trim());
        Assert.Equal(0, await Count());
    }

    [Theory]
    [InlineData("/plan/actions/shut/answer")]
    [InlineData("/plan/actions/none/answer")]
    [InlineData("/plan/actions/none/answered")]
    public async Task What_is_not_asked_has_no_page(string path)
    {
        using var visitor = _service.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(path)).Status);
    }

    [Fact]
    public async Task Four_answers_are_not_counted_in_public_and_five_are()
    {
        for (var i = 0; i < 4; i++) { await Answer(i is 0 ? "No" : "Yes"); }

        var four = await Public();
        Assert.Contains("Fewer than 5 answers so far", four.Text, StringComparison.Ordinal);

        await Answer("Partly");
        var five = await Public();
        Assert.Contains("Yes3 Partly1 No1", five.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fewer than 5", five.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_service_takes_so_many_a_minute_and_no_more()
    {
        await using var small = await Service.StartAsync(adjust: builder => builder.Configuration["Safety:PlanAnswersAMinute"] = "1", beside: _service);
        using var visitor = small.Visitor();
        var form = await visitor.Open($"{Action}/answer");
        await visitor.Send(form, ("Working", "Yes"));
        form = await visitor.Open($"{Action}/answer");

        var page = await visitor.Send(form, ("Working", "No"), ("Words", "Keep me"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("This was NOT saved. Try again in a minute", page.ErrorSummary());
        Assert.Equal("Keep me", page.Answer("Words")!.Trim());
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task Words_are_on_no_public_page_before_a_member_has_read_and_shown_them()
    {
        await Answer("No", "<script>alert(1)</script> & \u202Eback");
        Assert.DoesNotContain("alert", (await Public()).Html, StringComparison.Ordinal);
        using var officer = await Member("officer", "housing");

        var list = await officer.Open("/staff/plan/answers");
        Assert.DoesNotContain("alert", list.Html, StringComparison.Ordinal);
        var page = await officer.Follow(list, "Fit new locks");
        Assert.DoesNotContain("alert", page.Html, StringComparison.Ordinal);
        page = await officer.Press(page, "Read the words");
        Assert.Contains("<script>alert(1)</script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", (await Public()).Html, StringComparison.Ordinal);
        await officer.Press(page, "Show in public");

        var shown = await Public();
        Assert.Contains("<script>alert(1)</script>", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", shown.Html, StringComparison.Ordinal);
        Assert.Equal([AuditedAct.OpenedAnswer, AuditedAct.ShowedAnswer], await Audited());
        Assert.Equal(0, await Keys());
    }

    [Theory]
    [InlineData("Mrs Field in flat 12 did it", "This may tell who somebody is: Mrs Field, flat 12")]
    [InlineData("The lift still sticks", null)]
    public async Task Whoever_reads_an_answer_is_told_what_may_name_somebody(string words, string? told)
    {
        await Answer("No", words);
        using var coordinator = await Member("coordinator");

        var page = await coordinator.Press(await coordinator.Open($"/staff/plan/answers/{(await One()).Id}"), "Read the words");

        Assert.Equal(told is not null, page.Text.Contains(told ?? "may tell who somebody is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_that_are_not_shown_are_deleted_with_their_key_and_still_count()
    {
        await Answer("No", "My neighbour did it");
        using var coordinator = await Member("coordinator");
        var page = await coordinator.Press(await coordinator.Open($"/staff/plan/answers/{(await One()).Id}"), "Read the words");

        await coordinator.Press(page, "Do not show, and delete the words");

        Assert.Equal((AnswerState.NotShown, null), ((await One()).State, (await One()).Sealed));
        Assert.Equal(0, await Keys());
        Assert.DoesNotContain("neighbour did", (await Public()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_looked_at_first_and_then_stands_beside_the_answer()
    {
        await Answer("Partly", "The lift still sticks");
        using var officer = await Member("officer", "housing");
        var address = $"/staff/plan/answers/{(await One()).Id}";
        await officer.Press(await officer.Press(await officer.Open(address), "Read the words"), "Show in public");

        var unread = await officer.Forge(address, ("Version", "1"), ("Reply", "Not looked at"));
        Assert.Contains("What everyone will read", unread.Text, StringComparison.Ordinal);
        var preview = await officer.Press(await officer.Open(address), "Preview", ("Reply", "A new motor comes in June"));
        Assert.Null((await One()).Reply);
        await officer.Press(preview, "Publish the reply");

        Assert.Equal("The lift still sticks Reply from Housing A new motor comes in June", Page.Plain((await Public()).Document.QuerySelector("main section .hb-card")!));
    }

    [Fact]
    public async Task Nothing_is_shown_unread_and_the_second_of_two_is_told()
    {
        await Answer("Yes", "Good");
        var address = $"/staff/plan/answers/{(await One()).Id}";
        using var one = await Member("coordinator");
        using var other = await Member("coordinator");

        var unread = await one.Forge($"{address}?handler=Show", ("Version", "0"));
        Assert.Equal((HttpStatusCode.Conflict, "Read the words before you show them"), (unread.Status, unread.ErrorSummary()));

        var (first, second) = (await one.Press(await one.Open(address), "Read the words"), await other.Press(await other.Open(address), "Read the words"));
        await one.Press(first, "Show in public");
        var late = await other.Press(second, "Do not show, and delete the words");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("Good", (await One()).Words);
    }

    [Theory]
    [InlineData("officer", "housing", true)]
    [InlineData("officer", "community-safety", false)]
    [InlineData("coordinator", null, true)]
    [InlineData("administrator", null, false)]
    public async Task Each_looks_after_the_answers_that_are_theirs(string role, string? team, bool isTheirs)
    {
        await Answer("Yes", "Good");
        using var member = await Member(role, team is null ? [] : [team]);
        var address = $"/staff/plan/answers/{(await One()).Id}";

        Assert.Equal(isTheirs ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await member.Open(address)).Status);
        foreach (var handler in (string[])["Read", "Preview", "Hide"])
        {
            var page = await member.Forge($"{address}?handler={handler}", ("Version", "7"));
            Assert.Equal(!isTheirs, page.Status is HttpStatusCode.NotFound);
        }

        Assert.Equal(role is not "administrator", (await member.Open("/staff/plan/answers")).Status is HttpStatusCode.OK);
        if (!isTheirs) { Assert.Empty(await Audited()); }
    }

    private async Task<Page> Answer(string working, string words = "")
    {
        using var visitor = _service.Visitor();
        return await visitor.Send(await visitor.Open($"{Action}/answer"), ("Working", working), ("Words", words));
    }

    /// <summary>The action's page as a new process shows it, which has kept no earlier one.</summary>
    private async Task<Page> Public()
    {
        await using var other = await Service.StartAsync(beside: _service);
        using var visitor = other.Visitor();
        return await visitor.Open(Action);
    }

    private async Task<Visitor> Member(string role, params string[] teams) => await _service.SignedIn(await _service.Given(A.Member(role, teams)));

    private Task<ActionAnswer> One() => _service.With<HearbackDb, ActionAnswer>(db => db.ActionAnswers.AsNoTracking().SingleAsync());

    private Task<int> Count() => _service.With<HearbackDb, int>(db => db.ActionAnswers.CountAsync());

    private Task<int> Keys() => _service.With<VaultDb, int>(db => db.Keys.CountAsync());

    private Task<List<AuditedAct>> Audited() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
