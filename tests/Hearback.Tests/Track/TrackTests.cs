using System.Net;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Track;

public sealed class TrackTests : IAsyncLifetime
{
    private const string NewLinkAsked = "/track/new-link/asked";
    private const string Rosa = "rosa@mail.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Reference_and_code_are_read_forgivingly()
    {
        var answers = A.Answers();
        var reference = (await _service.Given(answers)).Value;

        var sloppy = string.Join(" - ", answers.Code.Groups).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');
        var page = await _service.Visitor().Track(reference.Replace("HB-", "", StringComparison.Ordinal).ToLowerInvariant(), sloppy);

        Assert.Equal("/track/report", page.Path);
        Assert.Contains(reference, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Enter your reference\nEnter your access code")]
    [InlineData("HB-7Q4-M2X", "", "Enter your access code")]
    public async Task What_is_missing_is_asked_for(string reference, string code, string summary)
    {
        var page = await _service.Visitor().Track(reference, code);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(summary, page.ErrorSummary());
        Assert.Equal(reference, page.Answer("Reference"));
        Assert.NotEmpty(page.Refusals());
    }

    [Fact]
    public async Task Whoever_mistyped_their_email_address_comes_back_with_the_code()
    {
        var answers = A.NamedAnswers(email: "rsoa@mail.example");
        var reference = (await _service.Given(answers)).Value;

        Assert.Equal("/track/report", (await _service.Visitor().Track(reference, answers.AccessCode)).Path);
    }

    [Fact]
    public async Task A_link_from_a_letter_opens_the_report_once()
    {
        await Given(A.NamedAnswers());
        var letter = await LastLetter();

        Assert.Equal("/track/report", (await _service.Visitor().Track(letter)).Path);
        var again = await _service.Visitor().Track(letter);

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("This link has been used or is too old. Ask for a new one", again.ErrorSummary());
    }

    [Fact]
    public async Task Looking_at_the_link_without_pressing_the_button_spends_nothing()
    {
        await Given(A.NamedAnswers());
        var letter = await LastLetter();
        await _service.Visitor().Open(letter.Path);
        await _service.Visitor().Open(letter.Path);

        Assert.Equal("/track/report", (await _service.Visitor().Track(letter)).Path);
    }

    [Fact]
    public async Task Of_two_who_open_the_same_link_at_once_one_gets_in()
    {
        await Given(A.NamedAnswers());
        var letter = await LastLetter();
        var visitors = Enumerable.Range(0, 8).Select(_ => _service.Visitor()).ToList();
        var pages = await Task.WhenAll(visitors.Select(visitor => visitor.Open(letter.Path)));

        var opened = await Task.WhenAll(visitors.Zip(pages).Select(pair => pair.First.Press(pair.Second, "Open my report")));

        Assert.Single(opened, page => page.Path is "/track/report" && page.Status is HttpStatusCode.OK);
        Assert.Equal(7, opened.Count(page => page.Status is HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_used_link_offers_a_new_one_which_goes_to_the_same_address()
    {
        await Given(A.ConfidentialAnswers());
        var letter = await LastLetter();
        await _service.Visitor().Track(letter);
        var visitor = _service.Visitor();
        var refused = await visitor.Track(letter);

        var asked = await visitor.Press(refused, "Send me a new link");

        Assert.Equal(NewLinkAsked, asked.Path);
        await Until(async () => await NewLinks() is 1);
        var link = await LastLetter();
        Assert.Equal("Your new link", link.Subject);
        Assert.Equal("/track/report", (await _service.Visitor().Track(link)).Path);
    }

    [Fact]
    public async Task A_link_is_too_old_after_seven_days()
    {
        await Given(A.NamedAnswers());
        var letter = await LastLetter();
        _service.Later(TimeSpan.FromDays(8));

        Assert.Equal("This link has been used or is too old. Ask for a new one", (await _service.Visitor().Track(letter)).ErrorSummary());
    }

    [Theory]
    [InlineData("/track/link/nonsense")]
    [InlineData("/track/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_was_never_sent_answers_as_a_used_one_does(string path)
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.Open(path), "Open my report");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("This link has been used or is too old. Ask for a new one", page.ErrorSummary());
        Assert.Equal(NewLinkAsked, (await visitor.Press(page, "Send me a new link")).Path);
    }

    [Fact]
    public async Task Asking_for_a_new_link_is_answered_alike_whether_or_not_we_know_the_address()
    {
        var known = (await Given(A.NamedAnswers())).Value;
        var anonymous = (await Given(A.Answers())).Value;

        var answers = new List<Page>();
        foreach (var (reference, email) in ((string, string)[])[(known, Rosa), (known, "else@mail.example"), ("HB-000-000", Rosa), (anonymous, Rosa)])
        {
            var visitor = _service.Visitor();
            answers.Add(await visitor.Send(await visitor.Open("/track/new-link"), ("Reference", reference), ("Email", email)));
        }

        Assert.All(answers, page => Assert.Equal((HttpStatusCode.OK, NewLinkAsked, answers[0].Html), (page.Status, page.Path, page.Html)));
        await Until(async () => await NewLinks() is 1);
        Assert.Equal(Rosa, (await LastLetter()).To);
        Assert.Equal(1, await NewLinks());
    }

    [Fact]
    public async Task Nobody_can_flood_a_mailbox_with_new_links()
    {
        var reference = (await Given(A.NamedAnswers())).Value;
        var visitor = _service.Visitor();
        for (var i = 0; i < 5; i++) { await visitor.Send(await visitor.Open("/track/new-link"), ("Reference", reference), ("Email", Rosa.ToUpperInvariant())); }

        // The asks are served in turn: once another report's is, all of these are.
        var other = (await Given(A.NamedAnswers("last@mail.example"))).Value;
        await visitor.Send(await visitor.Open("/track/new-link"), ("Reference", other), ("Email", "last@mail.example"));
        await Until(async () => await NewLinks() is 2);
        await _service.SendNotices();
        Assert.Single(_service.Letters.To(Rosa), letter => letter.Subject is "Your new link");

        _service.Time.Advance(TimeSpan.FromHours(1));
        await visitor.Send(await visitor.Open("/track/new-link"), ("Reference", reference), ("Email", Rosa));
        await Until(async () => await NewLinks() is 3);
    }

    [Theory]
    [InlineData("", "rosa@mail.example", "Enter your reference")]
    [InlineData("HB", "rosa@mail.example", "Enter a reference like HB-7Q4-M2X")]
    [InlineData("HB-7Q4-M2X", "", "Enter your email address")]
    [InlineData("HB-7Q4-M2X", "rosa", "Enter an email address in the right form, like name@example.com")]
    public async Task A_new_link_needs_a_reference_and_an_address(string reference, string email, string summary)
    {
        var visitor = _service.Visitor();
        var page = await visitor.Send(await visitor.Open("/track/new-link"), ("Reference", reference), ("Email", email));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(summary, page.ErrorSummary());
        Assert.Equal((reference, email), (page.Answer("Reference"), page.Answer("Email")));
    }

    [Fact]
    public async Task A_visit_ends_half_an_hour_after_the_last_page_and_says_so_once()
    {
        var (visitor, _) = await Visit(A.Answers());
        _service.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("/track/report", (await visitor.Open("/track/report")).Path);
        _service.Time.Advance(TimeSpan.FromMinutes(29));
        var last = await visitor.Open("/track/report");
        _service.Time.Advance(TimeSpan.FromMinutes(30));

        var ended = await visitor.Press(last, "Send", ("Message", "Too late"));

        Assert.Equal("/track", ended.Path);
        Assert.Contains("We closed your report after 30 minutes to keep you safe.", ended.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We closed your report", (await visitor.Open("/track")).Text, StringComparison.Ordinal);
        Assert.Equal("/track", (await visitor.Open("/track/report")).Path);
    }

    [Fact]
    public async Task Closing_the_report_on_this_device_leaves_nothing_to_go_back_to()
    {
        var (visitor, page) = await Visit(A.Answers());

        page = await visitor.Press(page, "Close this report on this device");

        Assert.Equal("Closed on this device", page.Heading);
        Assert.DoesNotContain("__Host-visit", visitor.Cookies.Keys);
        Assert.Equal("/track", (await visitor.Open("/track/report")).Path);
    }

    [Fact]
    public async Task Exit_this_page_ends_the_visit()
    {
        var (visitor, _) = await Visit(A.Answers());

        await visitor.Open("/exit");

        Assert.Equal("/track", (await visitor.Open("/track/report")).Path);
    }

    [Fact]
    public async Task Notes_between_members_never_appear()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        await _service.Work(reference, (report, desk) => report.AddNote("Caution: Larkspur", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.ChangeTier(Tier.High, "Because of Larkspur", A.Officer(), desk));
        await _service.Work(reference, (report, desk) => report.PassTo(_service.Pack.Organisations.First(o => o.Teams is [var first, ..] && first.Code != report.Team), A.Grounds("Larkspur again"), "They are told Larkspur", "We asked others to help", A.Officer(), desk));

        var page = await _service.Visitor().Track(reference.Value, answers.AccessCode);

        Assert.Contains("We asked others to help", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Larkspur", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_written_meanwhile_does_not_stop_the_reporter_but_a_reply_is_shown_first()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        var visitor = _service.Visitor();
        var page = await visitor.Track(reference.Value, answers.AccessCode);
        await _service.Work(reference, (report, desk) => report.AddNote("Quiet so far", A.Officer(), desk));
        page = await visitor.Press(page, "Send", ("Message", "It is louder"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        await _service.Work(reference, (report, desk) => report.Reply("We come tonight", A.Officer(), desk));
        page = await visitor.Press(page, "Send", ("Message", "Please come"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("There is something new since you opened this page. Read it, then send yours again", page.ErrorSummary());
        Assert.Contains("We come tonight", page.Text, StringComparison.Ordinal);
        Assert.Equal("Please come", page.Answer("Message"));
        page = await visitor.Press(page, "Send");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Please come", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_sent_twice_stands_once()
    {
        var (visitor, page) = await Visit(A.Answers());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.Press(page, "Send", ("Message", "Once is enough"))));

        page = await visitor.Open("/track/report");
        Assert.Single(page.Document.QuerySelectorAll(".hb-say--you p"), said => said.TextContent.Trim() is "Once is enough");
    }

    [Theory]
    [InlineData("", "Write your message")]
    [InlineData("  \r\n ", "Write your message")]
    public async Task A_message_needs_words(string message, string summary)
    {
        var (visitor, page) = await Visit(A.Answers());

        page = await visitor.Press(page, "Send", ("Message", message));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal((summary, "Message"), Assert.Single(page.Refusals()));
    }

    [Fact]
    public async Task A_message_that_is_too_long_comes_back_whole()
    {
        var (visitor, page) = await Visit(A.Answers());
        var message = new string('x', 4001);

        page = await visitor.Press(page, "Send", ("Message", message));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(("Your message must be 4,000 characters or fewer", "Message"), Assert.Single(page.Refusals()));
        Assert.Equal(message, page.Answer("Message"));
    }

    [Fact]
    public async Task A_question_is_answered_and_the_team_goes_on()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        await _service.Work(reference, (report, desk) => report.Ask("Which door is it?", A.Officer(), desk));
        var visitor = _service.Visitor();
        var page = await visitor.Track(reference.Value, answers.AccessCode);
        Assert.Contains("Which door is it?", page.Text, StringComparison.Ordinal);

        page = await visitor.Press(page, "Send", ("Message", "The back door"));

        Assert.Equal("Community Safety is working on your report.", page.Heading);
    }

    [Fact]
    public async Task A_reporter_becomes_better_known_and_never_less()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        var visitor = _service.Visitor();
        await visitor.Track(reference.Value, answers.AccessCode);

        var page = await visitor.Send(await visitor.Open("/track/known"), ("Level", "Confidential"), ("Answer.Name", "Rosa Field"), ("Answer.Email", Rosa));
        Assert.Equal("/track/report", page.Path);
        Assert.Equal(IdentityLevel.Confidential, (await _service.Read(reference)).Identity);
        Assert.DoesNotContain(await visitor.Open("/track/known") is { } known ? known.Document.QuerySelectorAll("input[name=Level]").Select(choice => choice.GetAttribute("value")) : [], value => value is "Confidential");
        await visitor.Send(await visitor.Open("/track/known"), ("Level", "Named"));

        Assert.Equal("/track/report", (await visitor.Open("/track/known")).Path);
        foreach (var less in (string[])["Confidential", "Anonymous", "-1"]) { await visitor.Forge("/track/known", ("Seen", "9"), ("Level", less)); }

        var stored = await _service.Read(reference);
        Assert.Equal(IdentityLevel.Named, stored.Identity);
        Assert.Equal("Rosa Field", stored.OpenContact(await _service.KeyOf(stored))?.Name);
    }

    [Theory]
    [InlineData("", "", "", "Select who may know that it was you\nEnter your name, or the name we should call you by\nEnter an email address or a phone number, or choose to stay anonymous")]
    [InlineData("Named", "Rosa", "rosa", "Enter an email address in the right form, like name@example.com")]
    public async Task Becoming_known_needs_a_name_and_a_way_to_be_reached(string level, string name, string email, string summary)
    {
        var (visitor, _) = await Visit(A.Answers());
        (string, string)[] answers = [("Answer.Name", name), ("Answer.Email", email)];

        var page = await visitor.Press(await visitor.Open("/track/known"), "Let them know", level is "" ? answers : [.. answers, ("Level", level)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(summary, page.ErrorSummary());
        Assert.NotEmpty(page.Refusals());
        Assert.Equal((name, email), (page.Answer("Answer.Name"), page.Answer("Answer.Email")));
    }

    [Fact]
    public async Task Stopping_the_emails_stops_them()
    {
        var reference = await Given(A.NamedAnswers());
        var visitor = _service.Visitor();
        var page = await visitor.Track(await LastLetter());

        page = await visitor.Press(page, "Stop the emails");

        Assert.Contains("We no longer email you about this report.", page.Text, StringComparison.Ordinal);
        await _service.Work(reference, (report, desk) => report.Reply("We are on it", A.Officer(), desk));
        await _service.SendNotices();
        Assert.Single(_service.Letters.To(Rosa));
        Assert.Contains("We are on it", (await visitor.Open("/track/report")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_the_emails_calls_back_what_has_not_left()
    {
        var reference = await Given(A.NamedAnswers());
        var visitor = _service.Visitor();
        var page = await visitor.Track(await LastLetter());
        await _service.Work(reference, (report, desk) => report.Reply("We are on it", A.Officer(), desk));

        await visitor.Press(page, "Stop the emails");
        await _service.SendNotices();

        Assert.Single(_service.Letters.To(Rosa));
    }

    [Fact]
    public async Task After_28_days_a_closed_report_stays_closed()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(28));
        var visitor = _service.Visitor();
        var page = await visitor.Track(reference.Value, answers.AccessCode);
        Assert.Contains("Is it sorted?", page.Text, StringComparison.Ordinal);

        _service.Later(TimeSpan.FromDays(1));
        page = await visitor.Track(reference.Value, answers.AccessCode);
        Assert.Contains("cannot be opened again", page.Text, StringComparison.Ordinal);
        var forged = await visitor.Forge("/track/report?handler=Sorted", ("Seen", "9"), ("Sorted", "No"));

        Assert.Equal(HttpStatusCode.Conflict, forged.Status);
        Assert.Equal("It is more than 28 days since we closed this. If it still happens, make a new report", forged.ErrorSummary());
        Assert.Equal(ReportState.Closed, (await _service.Read(reference)).State);
    }

    [Theory]
    [InlineData("Sorted", "", "Select whether it is sorted")]
    [InlineData("Sorted", "7", "")]
    [InlineData("KeptInformed", "6", "")]
    public async Task Whether_it_is_sorted_needs_an_answer_that_can_be(string field, string value, string summary)
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        var visitor = _service.Visitor();
        await visitor.Track(reference.Value, answers.AccessCode);

        var page = await visitor.Forge("/track/report?handler=Sorted", [("Seen", "9"), .. field is "Sorted" ? Array.Empty<(string, string)>() : [("Sorted", "Yes")], (field, value)]);

        Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict, $"{page.Status}");
        Assert.Contains(summary, page.ErrorSummary(), StringComparison.Ordinal);
        Assert.Null((await _service.Read(reference)).Feedback);
    }

    [Fact]
    public async Task A_closed_report_takes_no_more_messages()
    {
        var answers = A.Answers();
        var reference = await Given(answers);
        var visitor = _service.Visitor();
        var page = await visitor.Track(reference.Value, answers.AccessCode);
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));

        page = await visitor.Press(page, "Send", ("Message", "One more thing"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.NotEmpty(page.ErrorSummary());
        Assert.Contains("It is done", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_wrong_codes_at_once_do_not_keep_the_owner_out()
    {
        var answers = A.Answers();
        var reference = (await Given(answers)).Value;
        var stranger = _service.Visitor();
        var form = await stranger.Open("/track");

        var tries = await _service.WhileTimePasses(Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            stranger.Send(form, ("Reference", reference), ("Code", AccessCode.New().Reveal())))));

        Assert.All(tries, page => Assert.Equal(HttpStatusCode.BadRequest, page.Status));
        var owner = await _service.WhileTimePasses(_service.Visitor("198.51.100.7").Track(reference, answers.AccessCode));
        Assert.Equal("/track/report", owner.Path);
    }

    private Task<Reference> Given(ReportAnswers answers) => _service.Given(answers);

    private async Task<(Visitor Visitor, Page Page)> Visit(ReportAnswers answers)
    {
        var reference = await Given(answers);
        var visitor = _service.Visitor();
        return (visitor, await visitor.Track(reference.Value, answers.AccessCode));
    }

    private async Task<SentLetter> LastLetter()
    {
        await _service.SendNotices();
        return _service.Letters.All.Last(letter => letter.To is Rosa);
    }

    private Task<int> NewLinks() => _service.With<HearbackDb, int>(db => db.Notices.CountAsync(notice => notice.Kind == NoticeKind.NewLink));

    /// <summary>Waits for what happens behind the answer.</summary>
    private static async Task Until(Func<Task<bool>> happened)
    {
        for (var left = 500; !await happened(); left--)
        {
            Assert.True(left > 0, "It did not happen.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
