using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

public sealed class ActsTests : IAsyncLifetime
{
    private const string Changed = "Someone else changed this while you were reading it. Read what is new, then send yours again";
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Reference _reference;
    private Visitor _officer = null!;

    private string Address => $"/staff/reports/{_reference}";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = await _service.Given(_answers);
        _officer = await _service.SignedIn(await _service.Given(A.Member()));
    }

    public async ValueTask DisposeAsync()
    {
        _officer.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("reply", "Write what the reporter will read")]
    [InlineData("ask", "Write what the reporter will read")]
    [InlineData("start", "Write what the reporter will read")]
    [InlineData("close", "Write a summary that the reporter will read", "Select why you are closing it")]
    [InlineData("pass-to-team", "Tell the reporter why another team takes over", "Select which team should take over")]
    [InlineData("pass-to-organisation", "Write what the reporter will read", "Select which organisation should help", "Say why it is passed on", "Select which law lets you pass it on", "Say why it is necessary", "Write what the organisation will be told")]
    public async Task An_act_that_the_reporter_hears_of_needs_words(string act, params string[] sentences)
    {
        foreach (var words in (string[])["", " \r\n "])
        {
            var page = await _officer.Press(await _officer.Open($"{Address}/{act}"), "Preview", ("Words", words));
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal(sentences.Order(), page.Refusals().Select(refusal => refusal.Sentence).Order());
            Assert.Null(page.Document.QuerySelector("#preview"));
        }

        Assert.Single((await _service.Read(_reference)).Thread);
    }

    [Theory]
    [InlineData("note", "Words", "Write the note")]
    [InlineData("give", "To", "Select who should have it")]
    [InlineData("urgency", "Tier", "Select how urgent it is")]
    [InlineData("urgency", "Why", "Say why you change how urgent it is")]
    public async Task An_act_between_members_needs_its_answers(string act, string field, string sentence)
    {
        var page = await _officer.Send(await _officer.Open($"{Address}/{act}"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains((sentence, field), page.Refusals());
    }

    [Theory]
    [InlineData("reply", 4001, "What you write must be 4,000 characters or fewer")]
    [InlineData("note", 4001, "What you write must be 4,000 characters or fewer")]
    public async Task Words_that_are_too_long_come_back_whole(string act, int length, string sentence)
    {
        var words = new string('x', length);
        var form = await _officer.Open($"{Address}/{act}");

        var page = await _officer.Send(form, ("Words", words));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal((sentence, "Words"), Assert.Single(page.Refusals()));
        Assert.Equal(words, page.Answer("Words"));
    }

    [Theory]
    [InlineData("reply")]
    [InlineData("note")]
    public async Task A_line_break_counts_as_the_one_sign_that_was_typed(string act)
    {
        var typed = string.Concat(Enumerable.Repeat("A line\r\n", 500))[..^2] + "ends";
        var form = await _officer.Open($"{Address}/{act}");

        var page = await _officer.Send(form, ("Words", typed + new string('x', 4000 - typed.ReplaceLineEndings("\n").Length)));

        Assert.Empty(page.Refusals());
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task Signs_that_nobody_can_read_reach_no_reporter()
    {
        var page = await _officer.Press(await _officer.Open($"{Address}/reply"), "Preview", ("Words", "A bell\u0007rang"));

        Assert.Equal(("What you write has signs in it that cannot be read. Type it again", "Words"), Assert.Single(page.Refusals()));
    }

    [Fact]
    public async Task A_reporter_who_wished_for_nothing_is_not_shown_with_an_empty_answer()
    {
        _reference = await _service.Given(_answers with { ReportId = Guid.NewGuid(), Wish = "" });

        var page = await _officer.Press(await _officer.Open(Address), "Open");

        Assert.Contains("Nothing said", page.Document.QuerySelectorAll("dd").Select(Page.Plain));
    }

    [Fact]
    public async Task The_act_that_a_refusal_recommends_is_called_so_on_the_report()
    {
        _reference = await _service.Given(A.ConfidentialAnswers());
        var refused = await _officer.Press(await _officer.Open($"{Address}/pass-to-team"), "Preview", ("Team", "safer-neighbourhood-team"), ("Words", "The police patrol there"));
        var recommended = refused.ErrorSummary().Split('‘', '’')[1];

        Assert.Equal("Which organisation should help?", (await _officer.Follow(await _officer.Open(Address), recommended)).Heading);
    }

    [Theory]
    [InlineData("reply", "Words", "This report is closed")]
    [InlineData("ask", "Words", "This report is closed")]
    [InlineData("start", "Words", "This report is closed")]
    [InlineData("pass-to-team", "Words&Team=housing", "This report is closed")]
    [InlineData("close", "Words&Reason=CauseFixed", "This report is closed")]
    [InlineData("urgency", "Why&Tier=High", "This report is closed")]
    [InlineData("give", "To=00000000-0000-0000-0000-000000000000", "This report is closed")]
    public async Task What_a_closed_report_does_not_take_is_refused_aloud(string act, string fields, string sentence)
    {
        var words = "My words are kept";
        var form = await _officer.Open($"{Address}/{act}");
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Done", A.Officer(), desk));
        var answers = fields.Split('&').Select(field => field.Split('=')).Select(pair => (pair[0], pair.ElementAtOrDefault(1) ?? words)).Append(("Version", $"{(await _service.Read(_reference)).Version}"));

        var page = await _officer.Send(form, [.. answers]);

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(sentence, page.ErrorSummary());
        Assert.All(answers.Where(answer => answer.Item2 == words), answer => Assert.Equal(words, page.Answer(answer.Item1)));
    }

    [Fact]
    public async Task An_open_report_cannot_be_opened_again_nor_started_twice()
    {
        var start = await _officer.Open($"{Address}/start");
        await _officer.WriteToReporter($"{Address}/start", ("Words", "We have started"));
        var page = await _officer.Press(start, "Preview", ("Words", "Started again"), ("Version", $"{(await _service.Read(_reference)).Version}"));
        Assert.Equal((HttpStatusCode.Conflict, "Work on this report has already started"), (page.Status, page.ErrorSummary()));

        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Done", A.Officer(), desk));
        var reopen = await _officer.Open($"{Address}/reopen");
        await _officer.WriteToReporter($"{Address}/reopen", ("Words", "It is back"));
        page = await _officer.Press(reopen, "Preview", ("Words", "Once more"), ("Version", $"{(await _service.Read(_reference)).Version}"));
        Assert.Equal((HttpStatusCode.Conflict, "This report is open"), (page.Status, page.ErrorSummary()));
    }

    [Theory]
    [InlineData("reply")]
    [InlineData("ask")]
    [InlineData("start")]
    [InlineData("close")]
    [InlineData("give")]
    [InlineData("urgency")]
    [InlineData("pass-to-team")]
    [InlineData("pass-to-organisation")]
    public async Task What_a_closed_report_does_not_take_is_not_asked_for(string act)
    {
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Done", A.Officer(), desk));

        var page = await _officer.Open($"{Address}/{act}");

        Assert.Equal("This report is closed", page.Heading);
        Assert.StartsWith("This report is closed", page.Title, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        page = await _officer.Follow(page, "Open it again");
        Assert.Equal((HttpStatusCode.OK, "Open the report again"), (page.Status, page.Heading));
        Assert.NotEmpty(page.Document.QuerySelectorAll("main form"));
    }

    [Theory]
    [InlineData("reopen", "This report is open")]
    [InlineData("start", "Work on this report has already started")]
    public async Task What_an_open_report_does_not_take_is_not_asked_for(string act, string sentence)
    {
        await _service.Work(_reference, (report, desk) => report.StartWork("We have started", A.Officer(), desk));

        var page = await _officer.Open($"{Address}/{act}");

        Assert.Equal(sentence, page.Heading);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal("Reply", (await _officer.Follow(page, "Reply")).Heading);
    }

    [Fact]
    public async Task The_teams_that_could_take_over_stand_under_their_organisations()
    {
        var groups = (await _officer.Open($"{Address}/pass-to-team")).Document.QuerySelectorAll("[role=group]").Where(group => group.QuerySelector("input[name=Team]") is not null).ToList();

        foreach (var group in groups)
        {
            var organisation = Assert.Single(_service.Pack.Organisations, organisation => organisation.Name == Page.Plain(group.QuerySelector("h2")!));
            Assert.Equal(organisation.Teams.Select(team => team.Code).Where(code => code is not "community-safety"), group.QuerySelectorAll("input[name=Team]").Select(team => team.GetAttribute("value")!));
        }

        Assert.Equal(_service.Pack.Organisations.Count(organisation => organisation.Kind is not Hearback.Directory.OrganisationKind.Residents && organisation.Teams.Count > 0), groups.Count);
    }

    [Fact]
    public async Task A_closed_report_still_takes_a_note()
    {
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.CauseFixed, "Done", A.Officer(), desk));

        var page = await _officer.Send(await _officer.Open($"{Address}/note"), ("Words", "Ask again in spring"));

        Assert.Contains("The note is kept", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_members_who_act_at_once_is_told_and_loses_nothing()
    {
        using var colleague = await _service.SignedIn(await _service.Given(A.Member()));
        var mine = await _officer.Press(await _officer.Open($"{Address}/reply"), "Preview", ("Words", "Mine"));
        var theirs = await colleague.Press(await colleague.Open($"{Address}/reply"), "Preview", ("Words", "Theirs"));
        await _officer.Press(mine, "Send to the reporter");

        var late = await colleague.Press(theirs, "Send to the reporter");

        Assert.Equal((HttpStatusCode.Conflict, Changed), (late.Status, late.ErrorSummary()));
        Assert.Equal("Theirs", late.Answer("Words"));
        late = await colleague.Press(late, late.Document.QuerySelector("#preview") is null ? "Preview" : "Send to the reporter");
        if (late.Document.QuerySelector("#preview") is not null) { late = await colleague.Press(late, "Send to the reporter"); }

        Assert.Equal(HttpStatusCode.OK, late.Status);
        var report = await _service.Read(_reference);
        var key = await _service.KeyOf(report);
        Assert.Equal(["Mine", "Theirs"], report.Thread.OrderBy(entry => entry.Number).Skip(1).Select(entry => entry.OpenWords(key)));
    }

    [Fact]
    public async Task Of_two_members_who_press_at_the_same_moment_one_is_told()
    {
        using var colleague = await _service.SignedIn(await _service.Given(A.Member()));
        Visitor[] both = [_officer, colleague];
        var previews = new List<Page>();
        foreach (var member in both) { previews.Add(await member.Press(await member.Open($"{Address}/reply"), "Preview", ("Words", "At once"))); }

        var pages = await Task.WhenAll(both.Zip(previews).Select(pair => pair.First.Press(pair.Second, "Send to the reporter")));

        Assert.Single(pages, page => page.Status is HttpStatusCode.OK);
        Assert.Single(pages, page => page.Status is HttpStatusCode.Conflict && page.ErrorSummary() is Changed && page.Answer("Words") is "At once");
        Assert.Equal(2, (await _service.Read(_reference)).Thread.Count);
    }

    [Fact]
    public async Task A_member_who_presses_while_the_reporter_writes_is_told()
    {
        var preview = await _officer.Press(await _officer.Open($"{Address}/close"), "Preview", ("Reason", "CauseFixed"), ("Words", "It is done"));
        await _service.Work(_reference, (report, desk) => report.WriteBack("It is worse now", desk));

        var late = await _officer.Press(preview, "Send to the reporter");

        Assert.Equal((HttpStatusCode.Conflict, Changed), (late.Status, late.ErrorSummary()));
        Assert.Equal(ReportState.New, (await _service.Read(_reference)).State);
        Assert.Equal(("It is done", "CauseFixed"), (late.Answer("Words"), late.Answer("Reason")));
    }

    [Fact]
    public async Task Of_two_who_take_a_report_the_second_is_told()
    {
        using var colleague = await _service.SignedIn(await _service.Given(A.Member()));
        var mine = await _officer.Open(Address);
        var theirs = await colleague.Open(Address);
        Assert.Contains("You have this report now", (await _officer.Press(mine, "Take it")).Text, StringComparison.Ordinal);

        var late = await colleague.Press(theirs, "Take it");

        Assert.Equal((HttpStatusCode.Conflict, Changed), (late.Status, late.ErrorSummary()));
    }

    [Theory]
    [InlineData("reply", "We come tonight.\r\n\r\nKeep the door shut.")]
    [InlineData("ask", "Which door is it?")]
    [InlineData("start", "<b>Work</b> & more has 'started' 😀")]
    [InlineData("close", "The lock is on.", "Reason=CauseFixed")]
    [InlineData("pass-to-team", "They look after the doors.", "Team=housing")]
    [InlineData("pass-to-organisation", "They patrol there.", "Organisation=metropolitan-police", "Reason=Nights", "Gateway=CrimeAndDisorder", "Necessity=They need the door", "TheyAreTold=Open door")]
    public async Task The_preview_shows_exactly_what_the_reporter_then_reads(string act, string words, params string[] more)
    {
        (string, string)[] answers = [("Words", words), .. more.Select(answer => answer.Split('=')).Select(answer => (answer[0], answer[1]))];
        var preview = await _officer.Press(await _officer.Open($"{Address}/{act}"), "Preview", answers);
        Assert.Single((await _service.Read(_reference)).Thread);
        var shown = preview.Document.QuerySelectorAll("#preview article p").Select(Page.Plain).ToList();
        var by = Page.Plain(preview.Document.QuerySelector("#preview article header b")!);
        Assert.Equal(words.Split("\r\n\r\n"), shown);
        Assert.DoesNotContain(_answers.Story!, preview.Html, StringComparison.Ordinal);
        var (standing, turns) = (Page.Plain(preview.Document.QuerySelector("#preview .hb-preview__standing")!), preview.Document.QuerySelectorAll("#preview .hb-turn").Select(Page.Plain).ToList());

        await _officer.Press(preview, "Send to the reporter");

        using var reporter = _service.Visitor();
        var track = await reporter.Track(_reference.Value, _answers.AccessCode);
        Assert.Equal(track.Heading, standing);
        Assert.Equal(track.Document.QuerySelectorAll(".hb-thread .hb-turn").Select(Page.Plain).Skip(1), turns);
        var said = track.Document.QuerySelectorAll(".hb-thread .hb-say:not(.hb-say--you)")[^1];
        Assert.Equal(shown, said.QuerySelectorAll("p").Select(Page.Plain));
        Assert.Equal(by, Page.Plain(said.QuerySelector("header b")!));
    }

    [Fact]
    public async Task Words_changed_after_the_preview_are_previewed_again_before_they_leave()
    {
        var preview = await _officer.Press(await _officer.Open($"{Address}/reply"), "Preview", ("Words", "First thought"));

        var again = await _officer.Press(preview, "Send to the reporter", ("Words", "Second thought"));

        Assert.Equal(["Second thought"], again.Document.QuerySelectorAll("#preview article p").Select(Page.Plain));
        Assert.Single((await _service.Read(_reference)).Thread);
        await _officer.Press(again, "Send to the reporter");
        Assert.Equal(2, (await _service.Read(_reference)).Thread.Count);
    }

    [Fact]
    public async Task Another_reason_for_closing_is_previewed_before_it_leaves()
    {
        var preview = await _officer.Press(await _officer.Open($"{Address}/close"), "Preview", ("Reason", "CauseFixed"), ("Words", "The lock is on"));

        await _officer.Press(preview, "Send to the reporter", ("Reason", "NotOurs"));

        Assert.True((await _service.Read(_reference)).IsOpen);
    }

    [Fact]
    public async Task Opening_what_was_told_is_recorded_and_the_reporter_sees_it()
    {
        var shut = await _officer.Open(Address);
        Assert.DoesNotContain(_answers.Story!, shut.Html, StringComparison.Ordinal);
        Assert.Equal(0, await Recorded(AuditedAct.OpenedReport));

        var open = await _officer.Press(shut, "Open");

        Assert.Contains(_answers.Story!, open.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Recorded(AuditedAct.OpenedReport));
        Assert.DoesNotContain(_answers.Story!, (await _officer.Open(Address)).Html, StringComparison.Ordinal);
        using var reporter = _service.Visitor();
        var page = await reporter.Track(_reference.Value, _answers.AccessCode);
        Assert.Contains("What you wrote was opened once.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sam, Community Safety", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_a_name_needs_a_reason_which_the_reporter_reads()
    {
        var named = await _service.Given(A.ConfidentialAnswers());
        var form = await _officer.Open($"/staff/reports/{named}/identity");
        Assert.DoesNotContain("Rosa", form.Html, StringComparison.Ordinal);
        var refused = await _officer.Send(form);
        Assert.Equal((HttpStatusCode.BadRequest, "Say why you need to know who they are"), (refused.Status, refused.ErrorSummary()));
        Assert.DoesNotContain("Rosa", refused.Html, StringComparison.Ordinal);

        var open = await _officer.Send(refused, ("Why", "To call about the lock"));

        Assert.Contains("Rosa Field", open.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Recorded(AuditedAct.OpenedIdentity));
        Assert.DoesNotContain("Rosa", (await _officer.Open($"/staff/reports/{named}")).Html, StringComparison.Ordinal);
        await _service.SendNotices();
        using var reporter = _service.Visitor();
        var page = await reporter.Track(_service.Letters.To("rosa@mail.example")[^1]);
        Assert.Contains("To call about the lock", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sam, Community Safety", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_report_has_no_name_to_open()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _officer.Open($"{Address}/identity")).Status);
        Assert.DoesNotContain($"{Address}/identity", (await _officer.Open(Address)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_recorded_cannot_be_read()
    {
        var store = new BadStore();
        await using var service = await Service.StartAsync(adjust: store.Into);
        var reference = await service.Given(A.NamedAnswers());
        using var officer = await service.SignedIn(await service.Given(A.Member()));
        var (report, identity) = (await officer.Open($"/staff/reports/{reference}"), await officer.Open($"/staff/reports/{reference}/identity"));
        store.IsFull = true;

        var pages = new[] { await officer.Press(report, "Open"), await officer.Send(identity, ("Why", "To call them")) };

        Assert.All(pages, page =>
        {
            Assert.True((int)page.Status >= 500);
            Assert.DoesNotContain(_answers.Story!, page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("Rosa", page.Html, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Another_organisation_is_told_exactly_what_was_written_for_it()
    {
        var page = await _officer.WriteToReporter($"{Address}/pass-to-organisation",
            ("Organisation", "metropolitan-police"), ("Reason", "They patrol there"), ("Gateway", "CrimeAndDisorder"), ("Necessity", "They must know which door"), ("TheyAreTold", "The street door does not lock"), ("Words", "We asked the police to come by"));
        Assert.Contains("Passed on. The organisation and the reporter are told", page.Text, StringComparison.Ordinal);

        await _service.SendNotices();
        var mailbox = _service.Pack.Organisation("metropolitan-police")!.Teams[0].Email;
        var letter = _service.Letters.To(mailbox)[^1];
        Assert.Contains("The street door does not lock", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_answers.Story!, letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We asked the police", letter.Text, StringComparison.Ordinal);
        Assert.Equal("community-safety", (await _service.Read(_reference)).Team);
    }

    private Task<int> Recorded(AuditedAct act) => _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == act));
}
