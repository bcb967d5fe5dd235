using System.Net;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

public sealed class FollowUpTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task A_category_with_follow_ups_asks_them_one_a_page_and_the_others_ask_none()
    {
        var (visitor, page) = await Choose("animals");
        Assert.Equal(("/report/more/animal-kind", "What is it about?"), (page.Path, page.Heading));
        Assert.Contains("Question 2 of 8", page.Document.Body!.TextContent, StringComparison.Ordinal);

        page = await visitor.Send(page, ("Answer", "out-of-control"));
        Assert.Equal("/report/more/animal-attack", page.Path);
        Assert.Contains("Question 3 of 9", page.Document.Body!.TextContent, StringComparison.Ordinal);
        page = await visitor.Send(page, ("Answer", "no"));
        Assert.Equal("/report/where", page.Path);
        Assert.Contains("Question 4 of 9", page.Document.Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal("/report/where", (await Choose("noise")).Page.Path);
    }

    [Fact]
    public async Task A_follow_up_that_depends_on_another_is_asked_only_for_its_answer()
    {
        var (visitor, page) = await Choose("animals");

        page = await visitor.Send(page, ("Answer", "barking"));

        Assert.Equal("/report/where", page.Path);
        Assert.Equal("/report/where", (await visitor.Open("/report/more/animal-attack")).Path);
        Assert.Equal("/report/where", (await visitor.Forge("/report/more/animal-attack", ("Answer", "yes"))).Path);
    }

    [Fact]
    public async Task Whoever_skips_a_follow_up_or_forges_a_later_step_is_led_back_to_it()
    {
        var (visitor, _) = await Choose("animals");

        foreach (var step in (string[])["/report/more", "/report/more/animal-attack", "/report/more/animal-kind/advice", "/report/more/no-such", "/report/more/sleeper-age", "/report/where", "/report/check"])
        {
            Assert.Equal("/report/more/animal-kind", (await visitor.Open(step)).Path);
            Assert.Equal("/report/more/animal-kind", (await visitor.Forge(step, ("Answer", "yes"), ("InWords", "Forged"))).Path);
        }

        Assert.Equal("/report/what", (await _service.Visitor().Open("/report/more/animal-kind")).Path);
    }

    [Fact]
    public async Task An_answer_that_stops_shows_the_advice_and_nobody_gets_past_it_unread_or_is_turned_away()
    {
        var (visitor, page) = await Choose("rough-sleeping");

        page = await visitor.Send(page, ("Answer", "under-18"));
        Assert.Equal(("/report/more/sleeper-age/advice", "Do this first"), (page.Path, page.Heading));
        Assert.Equal("999", Page.Plain(page.Document.QuerySelector("main a[href='tel:999']")!));
        foreach (var step in (string[])["/report/where", "/report/more/sleeper-hurt", "/report/check"]) { Assert.Equal("/report/more/sleeper-age/advice", (await visitor.Open(step)).Path); }

        page = await visitor.Press(page, "Still tell us");
        Assert.Equal("/report/more/sleeper-hurt", page.Path);
        Assert.Equal("/report/where", (await visitor.Press(page, "Continue")).Path);
        Assert.Equal("/report/where", (await visitor.Send(await visitor.Open("/report/more/sleeper-age"), ("Answer", "under-18"))).Path);
    }

    [Fact]
    public async Task Whoever_was_stopped_can_change_the_answer_and_go_on()
    {
        var (visitor, page) = await Choose("rough-sleeping");
        page = await visitor.Send(page, ("Answer", "under-18"));

        page = await visitor.Follow(page, "Change my answer");
        Assert.Equal("under-18", page.Answer("Answer"));
        page = await visitor.Send(page, ("Answer", "adult"));

        Assert.Equal("/report/more/sleeper-hurt", page.Path);
        Assert.Equal("/report/more/sleeper-hurt", (await visitor.Open("/report/more/sleeper-age/advice")).Path);
    }

    [Fact]
    public async Task Another_answer_that_stops_is_stopped_at_again()
    {
        var (visitor, page) = await Choose("rough-sleeping");
        await visitor.Press(await visitor.Send(page, ("Answer", "under-18")), "Still tell us");
        await visitor.Send(await visitor.Open("/report/more/sleeper-age"), ("Answer", "adult"));

        Assert.Equal("/report/more/sleeper-age/advice", (await visitor.Send(await visitor.Open("/report/more/sleeper-age"), ("Answer", "under-18"))).Path);
    }

    [Theory]
    [InlineData("animals", "Answer", "", "Answer", "Select an answer")]
    [InlineData("animals", "Answer", "meowing", "Answer", "Choose from the answers on this page")]
    [InlineData("needles", "Chosen", "swords", "Chosen", "Choose from the answers on this page")]
    [InlineData("short-lets", "Answer", "many", "Answer", "Enter a whole number from 0 to 9,999")]
    [InlineData("short-lets", "Answer", "-1", "Answer", "Enter a whole number from 0 to 9,999")]
    [InlineData("short-lets", "Answer", "10000", "Answer", "Enter a whole number from 0 to 9,999")]
    [InlineData("abandoned-vehicle", "On.Day", "31", "On.Month", "The day must include a month")]
    [InlineData("abandoned-vehicle", "On.Day=2&On.Month=6&On.Year", "2026", "On.Day", "The day must be today or in the past, and in the last 100 years")]
    [InlineData("lighting", "Answer", "long", "Answer", "Your answer must be 500 characters or fewer")]
    public async Task A_wrong_or_forged_answer_comes_back_with_an_error_and_is_not_kept(string category, string fields, string last, string field, string sentence)
    {
        var (visitor, page) = await Choose(category);
        var answers = fields.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair.ElementAtOrDefault(1) ?? (last is "long" ? new string('x', 501) : last))).ToArray();

        var refused = await visitor.Forge(page.Path, answers);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal((sentence, field), Assert.Single(refused.Refusals()));
        Assert.Equal(page.Path, (await visitor.Open("/report/where")).Path);
    }

    [Theory]
    [InlineData("needles")]
    [InlineData("short-lets")]
    [InlineData("abandoned-vehicle")]
    [InlineData("lighting")]
    public async Task What_need_not_be_answered_can_be_left_open(string category)
    {
        var (visitor, page) = await Choose(category);

        for (var left = 3; left > 0 && page.Path is not "/report/where"; left--) { page = await visitor.Press(page, "Continue"); }

        Assert.Equal("/report/where", page.Path);
    }

    [Fact]
    public async Task Answers_are_shown_to_be_checked_and_changed_and_back_leads_through_them()
    {
        var (visitor, page) = await Choose("abandoned-vehicle");
        page = await visitor.Send(page, ("On.Day", "27"), ("On.Month", "3"), ("On.Year", "2026"));
        page = await visitor.Send(page, ("Answer", "A red van\nwithout wheels"));
        Assert.Equal("/report/more/vehicle-look", page.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));

        var check = await Finish(visitor, page);
        Assert.Contains("Friday 27 March 2026", check.Text, StringComparison.Ordinal);
        Assert.Contains("A red van", check.Text, StringComparison.Ordinal);

        page = await visitor.Follow(check, "Change What does the vehicle look like?");
        Assert.Equal("/report/more/vehicle-since", page.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        check = await visitor.Send(page, ("Answer", "A blue van"));
        Assert.Equal("/report/check", check.Path);
        Assert.Contains("A blue van", check.Text, StringComparison.Ordinal);
        Assert.Equal("27", (await visitor.Open("/report/more/vehicle-since")).Answer("On.Day"));
    }

    [Fact]
    public async Task Another_category_drops_the_answers_that_no_longer_apply()
    {
        var (visitor, page) = await Choose("needles");
        var check = await Finish(visitor, await visitor.Send(page, ("Chosen", "needles"), ("Chosen", "canisters")));
        Assert.Contains("Gas canisters or balloons", check.Text, StringComparison.Ordinal);

        check = await visitor.Press(await visitor.Open("/report/what"), "Continue", ("Category", "noise"));
        Assert.Equal("/report/check", check.Path);
        Assert.DoesNotContain("Gas canisters", check.Text, StringComparison.Ordinal);
        page = await visitor.Press(await visitor.Open("/report/what"), "Continue", ("Category", "needles"));

        Assert.Equal("/report/more/needles-kind", page.Path);
        Assert.Empty(page.Document.QuerySelectorAll("main input[checked]"));
    }

    [Fact]
    public async Task An_earlier_answer_that_is_changed_takes_with_it_what_depended_on_it()
    {
        var (visitor, page) = await Choose("animals");
        page = await visitor.Send(page, ("Answer", "out-of-control"));
        var check = await Finish(visitor, await visitor.Send(page, ("Answer", "yes")));
        Assert.Contains("Has it bitten or attacked anyone?", check.Text, StringComparison.Ordinal);

        check = await visitor.Send(await visitor.Open("/report/more/animal-kind"), ("Answer", "mess"));

        Assert.Equal("/report/check", check.Path);
        Assert.DoesNotContain("Has it bitten", check.Text, StringComparison.Ordinal);
        Assert.Equal("/report/more/animal-attack", (await visitor.Send(await visitor.Open("/report/more/animal-kind"), ("Answer", "out-of-control"))).Path);
    }

    [Fact]
    public async Task The_reporter_reads_the_answers_again_beside_what_they_told_us()
    {
        var (visitor, page) = await Choose("rough-sleeping");
        page = await visitor.Press(await visitor.Send(page, ("Answer", "under-18")), "Still tell us");
        var sent = await visitor.SendReport(await Finish(visitor, await visitor.Press(page, "Continue")));

        page = await _service.Visitor().Track(sent.Reference(), sent.Code());

        var said = page.Document.QuerySelectorAll(".hb-say--you dl div").Select(Page.Plain);
        Assert.Equal(["How old does the person look?Under 18", "Is the person ill or hurt, or do they not wake up?Nothing said"], said);
    }

    [Fact]
    public async Task The_officer_reads_the_answers_beside_the_questions_as_they_were_asked_and_only_once_opened()
    {
        var (visitor, page) = await Choose("rough-sleeping");
        page = await visitor.Press(await visitor.Send(page, ("Answer", "under-18")), "Still tell us");
        var check = await Finish(visitor, await visitor.Press(page, "Continue"));
        Assert.Contains("Call 999 now and ask for the police", check.Text, StringComparison.Ordinal);
        var reference = (await visitor.SendReport(check)).Reference().AsReference();
        var report = await _service.Read(reference);
        var told = report.OpenTold(await _service.KeyOf(report));
        Assert.Equal(["How old does the person look?", "Is the person ill or hurt, or do they not wake up?"], told.FollowUps.Select(answer => answer.Asked));
        Assert.Equal([["Under 18"], []], told.FollowUps.Select(answer => answer.Said));

        var officer = await _service.SignedIn(await _service.Given(A.Member("officer", report.Team)));
        page = await officer.Open($"/staff/reports/{reference}");
        Assert.DoesNotContain("Under 18", page.Text, StringComparison.Ordinal);
        page = await officer.Press(page, "Open");

        Assert.Contains("How old does the person look?Under 18 We told them first: Someone under 18 who sleeps outside is in danger.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Is the person ill or hurt, or do they not wake up?Nothing said", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_read_and_asks_nothing()
    {
        var (visitor, page) = await Choose("harm-at-home");
        page = await visitor.Send(page, ("Answer", "no"));
        Assert.Equal("/report/more/home-safely", page.Path);
        Assert.NotNull(page.Document.QuerySelector("main a[href='tel:08082000247']"));

        var check = await Finish(visitor, await visitor.Press(page, "Continue"));

        Assert.DoesNotContain("Is it safe for you to fill this in here?", check.Text, StringComparison.Ordinal);
    }

    private async Task<(Visitor Visitor, Page Page)> Choose(string category)
    {
        var visitor = _service.Visitor();
        return (visitor, await visitor.Press(await visitor.AnswerUpTo(Question.What), "Continue", ("Category", category)));
    }

    private static async Task<Page> Finish(Visitor visitor, Page where)
    {
        Assert.Equal("/report/where", where.Path);
        var next = await visitor.Press(where, "Continue", ("InWords", "By the bins"));
        if (next.Path is "/report/not-ours") { await visitor.Send(next, ("Choice", nameof(NotOursChoice.LeaveWithUs))); }

        await visitor.Send(await visitor.Open("/report/when"), ("Kind", nameof(WhenKind.Today)));
        await visitor.Send(await visitor.Open("/report/what-happened"), ("Story", Walk.Story));
        await visitor.Send(await visitor.Open("/report/effect"), ("Effect", nameof(Effect.Bothered)), ("WhyMe", nameof(WhyMe.NotAboutMe)), ("Before", nameof(Before.No)));
        await visitor.Send(await visitor.Open("/report/wish"), ("Wish", "Mend it"));
        var check = await visitor.Send(await visitor.Open("/report/known"), ("Identity", nameof(IdentityLevel.Anonymous)));
        Assert.Equal("/report/check", check.Path);
        return check;
    }
}
