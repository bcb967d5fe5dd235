using System.Net;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

/// <summary>What is a service's task: whoever reports it hears so, can have it sent there, tell it themselves, or leave it with us.</summary>
public sealed class NotOursTests : IAsyncLifetime
{
    private const string NotOurs = "/report/not-ours", HandOver = "/report/hand-over", TellThem = "/report/tell-them";
    private Service _service = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _visitor = _service.Visitor();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Needles_are_Clean_Camdens_and_the_page_says_why_and_what_one_can_do()
    {
        var page = await Begin("needles");

        Assert.Equal(NotOurs, page.Path);
        Assert.Equal("Clean Camden deals with this", page.Heading);
        Assert.Contains("Clean Camden takes away needles, litter and dumped rubbish. It is their task, and not one of ours.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["SendForMe", "TellThemMyself", "LeaveWithUs"], Choices(page));
    }

    [Fact]
    public async Task Somebody_who_sleeps_rough_is_a_matter_of_welfare_and_the_exact_way_is_shown()
    {
        var page = await Begin("rough-sleeping");
        Assert.Equal("Routes off the Street deals with this", page.Heading);
        Assert.Contains("A person sleeping rough is a welfare matter, never a matter for enforcement.", page.Text, StringComparison.Ordinal);
        Assert.Contains("call 999", page.Text, StringComparison.Ordinal);
        Assert.Equal(["TellThemMyself", "LeaveWithUs"], Choices(page));

        var ways = await _visitor.Send(page, ("Choice", "TellThemMyself"));
        Assert.Equal(TellThem, ways.Path);
        Assert.NotNull(ways.Document.QuerySelector("a[href='tel:08088000005']"));
        var sent = await _visitor.Press(ways, "Yes, ask me later");
        Assert.Equal("We ask you later", sent.Heading);
        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal((ReportState.WithService, IdentityLevel.Anonymous, "community-safety", new DateOnly(2026, 6, 8)), (report.State, report.Identity, report.Team, report.DueOn));
        Assert.Equal(HandoverState.LeftToReporter, report.Handovers[0].State);
        Assert.Equal(0, await _service.SendHandovers());
        Assert.Equal("You tell Routes off the Street, and we ask you whether it worked.", (await _service.Visitor().Track(sent.Reference(), sent.Code())).Heading);
    }

    [Theory]
    [InlineData("litter")]
    [InlineData("something-else")]
    public async Task What_is_ours_is_asked_about_as_ever(string category)
    {
        Assert.Equal("/report/when", (await Begin(category)).Path);
        Assert.Equal("/report/when", (await _visitor.Open(NotOurs)).Path);
        Assert.Equal("/report/when", (await _visitor.Open(TellThem)).Path);
        Assert.Equal("/report/when", (await _visitor.Open(HandOver)).Path);
    }

    [Fact]
    public async Task Nobody_gets_past_the_question_and_no_forged_answer_is_taken()
    {
        await Begin("needles");
        Assert.Equal(NotOurs, (await _visitor.Open("/report/when")).Path);
        foreach (var forged in (string[])["", "Nothing", "99"])
        {
            var page = await _visitor.Forge(NotOurs, ("Choice", forged));
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal("Choice", Assert.Single(page.Refusals()).Field);
        }

        await Begin("rough-sleeping");
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.Forge(NotOurs, ("Choice", "SendForMe"))).Status);
        Assert.Equal(NotOurs, (await _visitor.Forge(HandOver, ("Shown", "x"))).Path);
    }

    [Fact]
    public async Task Left_with_us_it_is_a_report_as_any_other()
    {
        var when = await _visitor.Send(await Begin("needles"), ("Choice", "LeaveWithUs"));
        Assert.Equal("/report/when", when.Path);
        await AnswerRest(when);
        await _visitor.Send(await _visitor.Open("/report/effect"), ("Effect", "Bothered"), ("WhyMe", "NotAboutMe"), ("Before", "No"));
        await _visitor.Send(await _visitor.Open("/report/wish"), ("Wish", ""));
        var sent = await _visitor.SendReport(await _visitor.Send(await _visitor.Open("/report/known"), ("Identity", "Anonymous")));

        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal((ReportState.New, "clean-camden"), (report.State, report.Team));
        Assert.Empty(report.Handovers);
    }

    [Theory]
    [InlineData(IdentityLevel.Anonymous)]
    [InlineData(IdentityLevel.Confidential)]
    public async Task Exactly_what_was_shown_is_sent_and_nothing_of_who_they_are(IdentityLevel identity)
    {
        var check = await AnswerForService(identity);
        Assert.Equal("What Clean Camden will get", check.Heading);
        Assert.Empty(check.Document.QuerySelectorAll("[name=Tell]"));
        var shown = check.Document.QuerySelectorAll(".govuk-summary-list__row").Select(row => (Asked: Page.Plain(row.QuerySelector("dt")!), Said: Page.Plain(row.QuerySelector("dd")!))).ToList();
        Assert.Equal(["What is happening", "What is lying there?", "Where", "When", "What happened"], shown.Select(line => line.Asked));

        // What no page offered changes nothing.
        var sent = await _visitor.Forge(HandOver, ("Shown", check.Answer("Shown")!), ("Tell", "WhoIAm"));
        Assert.Equal("It goes to Clean Camden", sent.Heading);
        _service.AQuarterOfAnHourPasses();
        await _service.SendHandovers();

        var letter = Assert.Single(_service.Letters.To("hand-over@clean-camden.example"));
        var read = letter.Text.Replace('\u00A0', ' ');
        Assert.All(shown, line => Assert.Contains(line.Asked.EndsWith('?') ? $"{line.Asked} {line.Said}" : $"{line.Asked}: {line.Said}", read, StringComparison.Ordinal));
        Assert.DoesNotContain("Rosa", letter.Text + letter.Subject, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_named_reporter_is_made_known_there_only_by_a_tick()
    {
        var check = await AnswerForService(IdentityLevel.Named);
        var untouched = await _visitor.Press(check, "Send it to Clean Camden for me");
        Assert.Equal("/report/sent", untouched.Path);
        _visitor = _service.Visitor();
        check = await AnswerForService(IdentityLevel.Named);
        await _visitor.Press(check, "Send it to Clean Camden for me", ("Tell", "WhoIAm"));
        await _service.SendHandovers();

        var letters = _service.Letters.To("hand-over@clean-camden.example");
        Assert.Equal([false, true], letters.Select(letter => letter.Text.Contains("Rosa Field", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain("Call after six", letters[0].Text + letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_presses_twice_has_one_report_and_the_service_one_request()
    {
        var check = await AnswerForService(IdentityLevel.Anonymous);
        var pages = await Task.WhenAll(_visitor.Press(check, "Send it to Clean Camden for me"), _visitor.Press(check, "Send it to Clean Camden for me"));
        var again = await _visitor.Press(check, "Send it to Clean Camden for me");
        _service.AQuarterOfAnHourPasses();
        await _service.SendHandovers();

        Assert.Single(pages.Append(again).Select(page => page.Reference()).Distinct());
        Assert.Single(_service.Letters.To("hand-over@clean-camden.example"));
    }

    [Fact]
    public async Task It_is_a_report_that_stays_with_a_team_of_ours_and_not_with_the_service_itself()
    {
        var sent = await _visitor.Press(await AnswerForService(IdentityLevel.Anonymous), "Send it to Clean Camden for me");

        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal((ReportState.WithService, "community-safety", new DateOnly(2026, 6, 8)), (report.State, report.Team, report.DueOn));
        Assert.Equal([EntryKind.Received, EntryKind.HandedOver], report.Thread.OrderBy(entry => entry.Number).Select(entry => entry.Kind));
        Assert.Empty(report.Notices);
        var page = await _service.Visitor().Track(sent.Reference(), sent.Code());
        Assert.Equal("Your report is on its way to Clean Camden.", page.Heading);
        Assert.Contains("We ask you on Monday 8 June whether it worked", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_under_them_is_shown_again_before_it_is_sent()
    {
        var check = await AnswerForService(IdentityLevel.Anonymous);
        await _service.Given(A.Pack.Service("clean-camden")! with { Handover = new() { Email = "another@clean-camden.example" } });

        var page = await _visitor.Press(check, "Send it to Clean Camden for me");
        Assert.Equal("What Clean Camden gets has changed. Read it again, then send it", page.ErrorSummary());
        Assert.Equal("/report/sent", (await _visitor.Press(page, "Send it to Clean Camden for me")).Path);
    }

    [Fact]
    public async Task What_is_too_long_for_Open311_is_said_so_with_the_way_on()
    {
        await _service.Given(A.Pack.Service("clean-camden")! with { Handover = new() { Open311 = new() { Endpoint = new("https://open311.example/v2"), ServiceCode = "N" } } });
        var check = await AnswerForService(IdentityLevel.Anonymous, new string('x', 4000));

        var page = await _visitor.Press(check, "Send it to Clean Camden for me");

        Assert.StartsWith("Clean Camden takes no more than 4,000 characters. Make what happened shorter by", page.ErrorSummary(), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a[href='/report/what-happened']"));
        Assert.NotNull(page.Document.QuerySelector($"main a[href='{NotOurs}']"));
    }

    [Fact]
    public async Task Another_kind_chosen_later_takes_the_choice_back()
    {
        await AnswerForService(IdentityLevel.Anonymous);
        var page = await _visitor.Press(await _visitor.Open("/report/what"), "Continue", ("Category", "litter"));

        Assert.Equal("/report/effect", page.Path);
    }

    private static List<string> Choices(Page page) => [.. page.Document.QuerySelectorAll("[name=Choice]").Select(choice => choice.GetAttribute("value")!)];

    private async Task<Page> Begin(string category)
    {
        await _service.HoldDraft(_visitor, new()
        {
            Category = category,
            Where = A.At("mayford-estate"),
            FollowUps = [.. A.Pack.FollowUps.Where(asked => asked.Categories.Contains(category)).Select(asked => FollowUpAnswer.To(asked, [asked.Choices[^1].Code]))],
        });
        return await _visitor.Press(await _visitor.Open("/report"), "Continue my report");
    }

    private async Task<Page> AnswerRest(Page when, string story = "Needles at the gate")
    {
        var page = await _visitor.Press(when, "Continue", ("Kind", nameof(WhenKind.Today)));
        return await _visitor.Press(page, "Continue", ("Story", story));
    }

    private async Task<Page> AnswerForService(IdentityLevel identity, string story = "Needles at the gate")
    {
        var known = await AnswerRest(await _visitor.Send(await Begin("needles"), ("Choice", "SendForMe")), story);
        Assert.Equal("/report/known", known.Path);
        var page = await _visitor.Send(known, ("Identity", identity.ToString()));
        if (identity is not IdentityLevel.Anonymous) { page = await _visitor.Send(page, [.. Walk.Rosa, ("Answer.SafeTime", "Call after six")]); }

        Assert.Equal(HandOver, page.Path);
        return page;
    }
}
