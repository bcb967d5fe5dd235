using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reporting;

public sealed class JourneyTests : IAsyncLifetime
{
    private static readonly string[] Steps =
        ["/report/where", "/report/when", "/report/what-happened", "/report/pictures", "/report/effect", "/report/wish", "/report/known", "/report/contact", "/report/check"];

    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    // The address of the list ends in "#found", and a browser carries such an end through every page to which it is led from there.
    [Fact]
    public async Task Whoever_found_a_place_goes_on_to_pages_with_an_address_of_their_own()
    {
        var visitor = _service.Visitor();
        var list = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Chalton Street"));

        var go = Assert.Single(list.Document.QuerySelectorAll("main button"), button => Page.Plain(button) is "Continue");

        Assert.Equal("/report/where", go.GetAttribute("formaction"));
    }

    [Fact]
    public async Task Whoever_skips_questions_or_forges_a_step_is_led_to_the_first_open_one()
    {
        var visitor = _service.Visitor();
        foreach (var step in Steps)
        {
            Assert.Equal("/report/what", (await visitor.Open(step)).Path);
            Assert.Equal("/report/what", (await visitor.Forge(step, ("Story", "Forged"), ("Identity", "Named"))).Path);
        }

        await visitor.AnswerUpTo(Question.Where);
        foreach (var step in Steps)
        {
            Assert.Equal("/report/where", (await visitor.Open(step)).Path);
            Assert.Equal("/report/where", (await visitor.Forge(step)).Path);
        }

        Assert.Equal(0, await Reports());
    }

    [Theory]
    [InlineData(ToldBy.Phone, "by phone")]
    [InlineData(ToldBy.InPerson, "in person")]
    [InlineData(ToldBy.Email, "by email")]
    [InlineData(ToldBy.TextMessage, "by text message")]
    [InlineData(ToldBy.Letter, "by letter")]
    public async Task Whoever_reports_for_a_caller_is_reminded_of_it_on_every_page(ToldBy toldBy, string how)
    {
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var page = await officer.Send(await officer.Open("/staff/reports/new"), ("ToldBy", $"{toldBy}"));
        (string Field, string Value)[][] answers =
        [
            [("Category", "something-else")], [("InWords", "By the bins")], [("Kind", nameof(WhenKind.Today))], [("Story", Walk.Story)], [],
            [("Effect", nameof(Effect.Bothered)), ("WhyMe", nameof(WhyMe.NotAboutMe)), ("Before", nameof(Before.No))], [("Wish", "Mend it")], [("Identity", nameof(IdentityLevel.Named))], Walk.Rosa,
        ];
        foreach (var answer in answers)
        {
            Assert.Contains($"You are filling this in for a caller ({how}).", page.Text, StringComparison.Ordinal);
            page = await officer.Press(page, "Continue", answer);
        }

        Assert.Equal("/report/check", page.Path);
        Assert.Contains($"You are filling this in for a caller ({how}).", page.Text, StringComparison.Ordinal);
        Assert.Contains($"You are filling this in for a caller ({how}).", (await officer.SendReport(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resident_is_not_told_of_callers()
    {
        var page = await _service.Visitor().AnswerUpTo(Question.Where);

        Assert.DoesNotContain("caller", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_of_choices_that_has_one_of_its_own_name_shows_the_name_once()
    {
        var page = await _service.Visitor().AnswerUpTo(Question.What);

        var headings = page.Document.QuerySelectorAll("main [role=group] > h2").ToList();
        Assert.Equal(_service.Pack.Groups.Select(group => group.Name), headings.Select(Page.Plain));
        Assert.Equal(["Something else"], headings.Where(heading => heading.ClassList.Contains("govuk-visually-hidden")).Select(Page.Plain));
        Assert.Equal(_service.Pack.Categories.Count, page.Document.QuerySelectorAll("main input[type=radio]").Length);
    }

    [Fact]
    public async Task Looking_for_a_place_leads_to_what_was_found()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Where);
        Assert.Null(page.Document.QuerySelector("#found"));
        Assert.EndsWith("#found", page.Document.QuerySelector("button[name=find]")!.GetAttribute("formaction"), StringComparison.Ordinal);

        var several = await visitor.Press(page, "Find", ("Typed", "nw1"));
        Assert.True(several.Document.QuerySelectorAll("#found input[type=radio]").Length > 2);
        Assert.Null(several.Answer("Match"));

        var none = await visitor.Press(several, "Find", ("Typed", "xyzzy"));
        Assert.Contains("We do not know a place called ‘xyzzy’.", Page.Plain(none.Document.QuerySelector("#found")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_place_that_was_found_is_chosen_already_and_can_be_refused()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Mayford Estate"));
        Assert.Equal("mayford-estate", page.Answer("Match"));

        Assert.Equal("/report/when", (await visitor.Press(page, "Continue")).Path);
        Assert.Equal("mayford-estate", (await visitor.Open("/report/where")).Answer("Match"));
        page = await visitor.Press(page, "Continue", ("Match", "none"));
        Assert.Equal(("Describe where it is", "InWords"), Assert.Single(page.Refusals()));
    }

    [Fact]
    public async Task Nothing_was_sent_says_the_last_page_to_whoever_sent_nothing()
    {
        Assert.Equal("/report", (await _service.Visitor().Open("/report/sent")).Path);
        Assert.Equal("/report", (await _service.Visitor().Open("/report/sent?handler=File")).Path);
    }

    [Fact]
    public async Task Going_back_shows_what_was_answered_and_changes_nothing()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerAll();

        Assert.Equal("something-else", (await visitor.Open("/report/what")).Answer("Category"));
        Assert.Equal("By the bins", (await visitor.Open("/report/where")).Answer("InWords"));
        Assert.Equal("Today", (await visitor.Open("/report/when")).Answer("Kind"));
        Assert.Equal(Walk.Story, (await visitor.Open("/report/what-happened")).Answer("Story"));
        Assert.Equal("Bothered", (await visitor.Open("/report/effect")).Answer("Effect"));
        Assert.Equal("Mend it", (await visitor.Open("/report/wish")).Answer("Wish"));
        Assert.Equal("Anonymous", (await visitor.Open("/report/known")).Answer("Identity"));
        Assert.Equal("/report/check", (await visitor.Open("/report/check")).Path);
    }

    [Fact]
    public async Task The_back_link_of_each_question_leads_to_the_one_before()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerAll(IdentityLevel.Named);

        var way = new List<string>();
        while (page.Document.QuerySelector(".govuk-back-link") is { } back && page.Path is not "/report")
        {
            page = await visitor.Open(back.GetAttribute("href")!);
            way.Add(page.Path);
        }

        Assert.Equal(["/report/contact", "/report/known", "/report/wish", "/report/effect", "/report/what-happened", "/report/when", "/report/where", "/report/what", "/report"], way);
    }

    [Fact]
    public async Task A_place_is_found_by_its_name_and_kept()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Churchway Estate"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        page = await visitor.Press(page, "Continue", ("Match", "churchway-estate"), ("InWords", "Second floor"));

        Assert.Equal("/report/when", page.Path);
        page = await visitor.Open("/report/where");
        Assert.Equal("churchway-estate", page.Answer("Match"));
        Assert.Equal("Second floor", page.Answer("InWords"));
    }

    [Fact]
    public async Task Something_else_typed_asks_for_a_new_list_before_going_on()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Churchway Estate"));

        page = await visitor.Press(page, "Continue", ("Match", "churchway-estate"), ("Typed", "Oakshott Court"));

        Assert.Equal("/report/where", page.Path);
        Assert.Equal("", page.ErrorSummary());
        Assert.Equal("oakshott-court", page.Answer("Match"));
        Assert.Equal("/report/when", (await visitor.Press(page, "Continue", ("Match", "oakshott-court"))).Path);
    }

    [Fact]
    public async Task An_answer_can_be_changed_from_the_check_page_and_leads_back_to_it()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();

        var page = await visitor.Follow(check, "Change What happened");
        check = await visitor.Send(page, ("Story", "It is worse than I said"));

        Assert.Equal("/report/check", check.Path);
        Assert.Contains("It is worse than I said", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Walk.Story, check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_becomes_anonymous_after_all_takes_the_name_back()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll(IdentityLevel.Named);
        Assert.Contains("rosa@mail.example", check.Text, StringComparison.Ordinal);

        check = await visitor.Send(await visitor.Open("/report/known"), ("Identity", nameof(IdentityLevel.Anonymous)));
        Assert.Equal("/report/check", check.Path);
        Assert.DoesNotContain("osa", check.Text, StringComparison.Ordinal);
        Assert.Equal("/report/check", (await visitor.Open("/report/contact")).Path);
        Assert.Equal("", (await visitor.Send(await visitor.Open("/report/known"), ("Identity", nameof(IdentityLevel.Named)))).Answer("Answer.Name"));
        check = await visitor.Send(await visitor.Open("/report/known"), ("Identity", nameof(IdentityLevel.Anonymous)));

        var sent = await visitor.SendReport(check);
        Assert.NotEmpty(sent.Code());
        Assert.Null((await _service.Read(sent.Reference().AsReference())).Contact);
        await _service.SendNotices();
        Assert.Empty(_service.Letters.To("rosa@mail.example"));
    }

    [Fact]
    public async Task Two_tabs_write_the_same_report_and_the_later_answer_stands()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Story);
        var (left, right) = (await visitor.Open("/report/what-happened"), await visitor.Open("/report/what-happened"));

        await visitor.Send(left, ("Story", "From the left tab"));
        await visitor.Send(right, ("Story", "From the right tab"));

        Assert.Equal("From the right tab", (await visitor.Open("/report/what-happened")).Answer("Story"));
        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.Drafts.CountAsync()));
    }

    [Fact]
    public async Task A_tab_left_open_cannot_change_what_was_sent()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();
        var forgotten = await visitor.Open("/report/what-happened");
        var sent = await visitor.SendReport(check);

        var page = await visitor.Send(forgotten, ("Story", "Something quite different"));

        Assert.Equal("/report/sent", page.Path);
        Assert.Equal(sent.Reference(), page.Reference());
        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal(Walk.Story, report.OpenTold(await _service.KeyOf(report)).Story);
    }

    [Fact]
    public async Task Pressing_Send_twice_makes_one_report_and_shows_the_same_reference_and_code()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();

        var first = await visitor.SendReport(check);
        var second = await visitor.SendReport(check);

        Assert.Equal(first.Reference(), second.Reference());
        Assert.Equal(first.Code(), second.Code());
        Assert.Equal(1, await Reports());
    }

    [Fact]
    public async Task Pressing_Send_many_times_at_once_makes_one_report()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();

        var sent = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => visitor.SendReport(check)));

        Assert.Single(sent.Select(page => page.Reference()).Distinct());
        Assert.Single(sent.Select(page => page.Code()).Distinct());
        Assert.Equal(1, await Reports());
    }

    [Fact]
    public async Task A_draft_is_gone_two_hours_after_the_last_answer()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll();
        _service.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal("/report/check", (await visitor.Open("/report/check")).Path);

        _service.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("/report/what", (await visitor.Press(check, "Send my report")).Path);
        Assert.DoesNotContain(Walk.Story, (await visitor.Open("/report/what-happened")).Html, StringComparison.Ordinal);
        Assert.Equal(0, await Reports());
    }

    [Fact]
    public async Task Exit_this_page_forgets_the_draft_and_leads_to_another_site()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Effect);
        Assert.Contains("__Host-report", visitor.Cookies.Keys);

        page = await visitor.Open(page.Document.QuerySelector(".govuk-exit-this-page a")!.GetAttribute("href")!);

        Assert.Equal(_service.Pack.About.ExitSite.Host, page.Address.Host);
        Assert.DoesNotContain("__Host-report", visitor.Cookies.Keys);
        // Leaving waits for nothing, so the store follows a moment later.
        for (var left = 100; left > 0 && await _service.With<HearbackDb, bool>(db => db.Drafts.AnyAsync()); left--) { await Task.Delay(20, TestContext.Current.CancellationToken); }

        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Drafts.CountAsync()));
        Assert.Equal("/report/what", (await visitor.Open("/report/check")).Path);
    }

    [Fact]
    public async Task Starting_again_forgets_the_answers()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Effect);

        var page = await visitor.Press(await visitor.Open("/report"), "Start again");

        Assert.Equal("/report/what", page.Path);
        Assert.Null(page.Answer("Category"));
    }

    [Fact]
    public async Task The_code_stays_on_the_page_until_the_reporter_shows_that_it_is_kept()
    {
        var visitor = _service.Visitor();
        var sent = await visitor.SendReport(await visitor.AnswerAll());
        var (reference, code) = (sent.Reference(), sent.Code());
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4} ){5}[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal(code, (await visitor.Open("/report/sent")).Code());

        var wrong = await visitor.Send(sent, ("LastGroup", "0000"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(("Type the last four characters of the code on this page", "LastGroup"), Assert.Single(wrong.Refusals()));
        Assert.Equal(code, wrong.Code());

        var kept = await visitor.Send(wrong, ("LastGroup", code[^4..].ToLowerInvariant()));
        Assert.Contains("Good: you have your code.", kept.Text, StringComparison.Ordinal);
        Assert.Contains(reference, kept.Text, StringComparison.Ordinal);
        Assert.Null(kept.Document.QuerySelector("#code"));
        Assert.Equal("/report", (await visitor.Open("/report/sent")).Path);
        Assert.Equal("/report", (await visitor.Open("/report/sent?handler=File")).Path);
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Drafts.CountAsync()));
        Assert.Equal("/track/report", (await visitor.Track(reference, code)).Path);
    }

    [Fact]
    public async Task The_code_can_be_saved_as_a_file_whose_name_tells_nothing()
    {
        var visitor = _service.Visitor();
        var sent = await visitor.SendReport(await visitor.AnswerAll());

        var file = await visitor.Follow(sent, "Save as a file");

        Assert.Equal("text/plain", file.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("notes.txt", file.Response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal($"Reference: {sent.Reference()}\nAccess code: {sent.Code()}\n", file.Html);
    }

    [Fact]
    public async Task Whoever_gives_only_a_phone_number_gets_a_code_too()
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll(IdentityLevel.Confidential, contact: [("Answer.Name", "Rosa"), ("Answer.Phone", "020 7946 0000")]);

        var sent = await visitor.SendReport(check);

        var report = await _service.Visitor().Track(sent.Reference(), sent.Code());
        Assert.Equal("/track/report", report.Path);
        Assert.Contains("Confidential", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_an_email_address_sees_it_again_and_gets_a_letter_and_a_code()
    {
        var visitor = _service.Visitor();
        var sent = await visitor.SendReport(await visitor.AnswerAll(IdentityLevel.Confidential));

        Assert.Contains("rosa@mail.example", sent.Text, StringComparison.Ordinal);
        Assert.Equal("/track/report", (await _service.Visitor().Track(sent.Reference(), sent.Code())).Path);
        Assert.Equal("/", (await visitor.Press(sent, "Finish")).Path);
        Assert.DoesNotContain("__Host-report", visitor.Cookies.Keys);
    }

    [Theory]
    [InlineData(ToldBy.Phone, "by phone")]
    [InlineData(ToldBy.Letter, "by letter")]
    [InlineData(ToldBy.TextMessage, "by text message")]
    public async Task A_member_makes_the_same_journey_for_a_caller_and_stands_on_the_record(ToldBy toldBy, string inWords)
    {
        var member = await _service.Given(A.Member());
        var officer = await _service.SignedIn(member);
        var page = await officer.Press(await officer.Open("/staff/reports/new"), "Continue", ("ToldBy", toldBy.ToString()));
        Assert.Equal("/report/what", page.Path);
        await officer.Send(page, ("Category", "something-else"));
        await officer.Press(await officer.Open("/report/where"), "Continue", ("InWords", "By the bins"));
        await officer.Send(await officer.Open("/report/when"), ("Kind", "Today"));
        await officer.Send(await officer.Open("/report/what-happened"), ("Story", Walk.Story));
        await officer.Send(await officer.Open("/report/effect"), ("Effect", "Bothered"), ("WhyMe", "NotAboutMe"), ("Before", "No"));
        await officer.Send(await officer.Open("/report/wish"));
        var check = await officer.Send(await officer.Open("/report/known"), ("Identity", "Anonymous"));

        var sent = await officer.SendReport(check);

        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal(toldBy, report.ToldBy);
        var act = await _service.With<HearbackDb, AuditEntry>(db => db.Audit.SingleAsync(entry => entry.Act == AuditedAct.ReportedForCaller));
        Assert.Equal((member.Id, report.Id), (act.MemberId, act.ReportId));
        Assert.Contains($"received {inWords}", (await officer.Open($"/staff/reports/{report.Reference}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_cannot_pass_for_a_member_who_reports_for_a_caller()
    {
        var visitor = _service.Visitor();
        Assert.StartsWith("/staff/sign-in", (await visitor.Forge("/staff/reports/new", ("ToldBy", "Phone"))).Path, StringComparison.Ordinal);
        await visitor.AnswerAll();
        await visitor.Forge("/report/wish", ("Wish", "Mend it"), ("ToldBy", "Phone"), ("Answers.ToldBy", "Phone"));

        var sent = await visitor.Forge("/report/check", ("ToldBy", "Phone"), ("forCallerBy", Guid.NewGuid().ToString()));

        Assert.Equal(ToldBy.Web, (await _service.Read(sent.Reference().AsReference())).ToldBy);
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync()));
    }

    [Fact]
    public async Task A_report_for_a_caller_is_not_sent_by_whoever_is_no_longer_signed_in()
    {
        var ticket = DraftTicket.New();
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers() with { ToldBy = ToldBy.Phone }));
        var visitor = _service.Visitor();
        visitor.Hold("__Host-report", ticket.Reveal());

        var page = await visitor.Press(await visitor.Open("/report/check"), "Send my report");

        Assert.StartsWith("/staff/sign-in", page.Path, StringComparison.Ordinal);
        Assert.Equal(0, await Reports());
    }

    [Fact]
    public async Task A_cookie_that_is_not_ours_opens_no_draft()
    {
        await _service.Visitor().AnswerAll();
        foreach (var forged in (string[])["x", new string('A', 43), DraftTicket.New().Reveal()])
        {
            var visitor = _service.Visitor();
            visitor.Hold("__Host-report", forged);
            Assert.Equal("/report/what", (await visitor.Open("/report/check")).Path);
        }
    }

    private Task<int> Reports() => _service.With<HearbackDb, int>(db => db.Reports.CountAsync());
}
