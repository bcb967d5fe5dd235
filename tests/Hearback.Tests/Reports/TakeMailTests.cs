using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

public sealed class TakeMailTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_email_becomes_a_report_in_which_no_answer_is_made_up()
    {
        Assert.Null(await _service.Take(AMail.Text()));

        var report = await Only();
        var told = report.OpenTold(await _service.KeyOf(report));
        Assert.Equal((ToldBy.Email, IdentityLevel.Confidential, "something-else", Tier.Standard, ReportState.New), (report.ToldBy, report.Identity, report.Category, report.Tier, report.State));
        Assert.Equal("Stairs\n\nThey deal on our stairs again.", told.Story);
        Assert.Equal((null, null, null, null, false), (told.Where, told.When, told.Effect, told.Wish, told.WasAsked));
        Assert.Equal(new Contact { Name = "Rosa Field", Email = "rosa@mail.example" }, report.OpenContact(await _service.KeyOf(report)));
    }

    [Fact]
    public async Task Its_sender_is_told_once_the_reference_the_date_and_the_way_back()
    {
        await _service.Take(AMail.Text());
        await _service.SendNotices();

        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"));
        Assert.Equal("We have your email", letter.Subject);
        Assert.StartsWith($"Thank you for your email. Your reference is {(await Only()).Reference}. We will reply by Monday 8 June.\n\nIf somebody is in danger now, call 999.", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Emails are less private", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stairs", letter.Text, StringComparison.OrdinalIgnoreCase);

        var page = await _service.Visitor().Open(letter.Path);
        Assert.Equal(200, (int)page.Status);
        Assert.Equal("A new report for your team", Assert.Single(_service.Letters.All, one => one.To != "rosa@mail.example").Subject);
    }

    [Fact]
    public async Task An_officer_reads_that_nothing_was_asked()
    {
        await _service.Take(AMail.Text());
        var officer = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await officer.Open($"/staff/reports/{(await Only()).Reference}");
        page = await officer.Press(page, "Open");

        Assert.Contains("They deal on our stairs again.", page.Text, StringComparison.Ordinal);
        Assert.Contains("They wrote an email. Nobody asked them", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Reported before", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_email_again_is_the_same_report()
    {
        await _service.Take(AMail.Text());
        await _service.Take(AMail.Text());
        await using var other = await Service.StartAsync(beside: _service);
        await other.Take(AMail.Text());

        await Only();
        await _service.SendNotices();
        Assert.Single(_service.Letters.To("rosa@mail.example"));
    }

    [Fact]
    public async Task Two_processes_that_take_it_at_once_make_one_report()
    {
        await using var other = await Service.StartAsync(beside: _service);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(at => (at % 2 is 0 ? _service : other).Take(AMail.Text())));

        await Only();
        Assert.Single(await _service.With<HearbackDb, List<TakenMail>>(db => db.TakenMails.ToListAsync()));
    }

    [Fact]
    public async Task Two_emails_that_share_an_id_and_say_different_things_are_two_reports()
    {
        await _service.Take(AMail.Text("They deal on the stairs"));
        await _service.Take(AMail.Text("They broke the door"));

        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task An_answer_to_a_letter_of_ours_is_a_message_on_that_report()
    {
        var (reference, id, letter) = await GivenLetter();

        Assert.Null(await _service.Take(Answer(id, body: "It is quieter now.\n\nOn Mon, 1 Jun 2026, Hearback <hearback@hearback.example> wrote:\n" + Quoted(letter))));

        var report = await _service.Read(reference);
        Assert.Equal("It is quieter now.", await Last(report));
        Assert.Equal((ReportState.BeingWorkedOn, Author.Reporter), (report.State, report.LastWordBy));
        await Only();
        await _service.SendNotices();
        Assert.Contains(_service.Letters.All, one => one.Subject is "A reporter wrote back");
        Assert.Single(_service.Letters.To("rosa@mail.example"), one => one.Id != id);
    }

    [Fact]
    public async Task It_is_found_by_what_stands_further_up_the_chain_too()
    {
        var (reference, id, _) = await GivenLetter();

        await _service.Take(AMail.Text("Still quiet", headers: ["In-Reply-To: <mine@mail.example>", $"References: <{NameOf(id)}> <mine@mail.example>"]));

        Assert.Equal("Still quiet", await Last(await _service.Read(reference)));
    }

    [Fact]
    public async Task The_same_answer_again_is_one_message()
    {
        var (reference, id, _) = await GivenLetter();
        await _service.Take(Answer(id));
        var before = (await _service.Read(reference)).Thread.Count;

        await _service.Take(Answer(id));

        Assert.Equal(before, (await _service.Read(reference)).Thread.Count);
    }

    [Theory]
    [InlineData("Sam Other <sam@mail.example>")]
    [InlineData("rosa@mail.example.attacker.example")]
    public async Task Who_answers_a_letter_to_somebody_else_makes_a_report_of_their_own(string from)
    {
        var (reference, id, _) = await GivenLetter();
        var before = (await _service.Read(reference)).Thread.Count;

        Assert.Null(await _service.Take(AMail.Text("Let me in", from: from, headers: $"In-Reply-To: <{NameOf(id)}>")));

        Assert.Equal(before, (await _service.Read(reference)).Thread.Count);
        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
    }

    [Theory]
    [InlineData("@other.example")]
    [InlineData("x@hearback.example")]
    public async Task A_name_that_is_none_of_our_letters_finds_no_report(string rest)
    {
        var (reference, id, _) = await GivenLetter();
        var before = (await _service.Read(reference)).Thread.Count;

        await _service.Take(AMail.Text("Hello", headers: $"In-Reply-To: <{NameOf(id).Split('@')[0]}{rest}>"));

        Assert.Equal(before, (await _service.Read(reference)).Thread.Count);
    }

    [Fact]
    public async Task An_answer_about_a_closed_report_says_the_way_back_and_changes_nothing()
    {
        var (reference, id, _) = await GivenLetter();
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        await _service.SendNotices();
        var before = (await _service.Read(reference)).Thread.Count;

        Assert.Null(await _service.Take(Answer(id)));
        await _service.SendNotices();

        Assert.Equal(before, (await _service.Read(reference)).Thread.Count);
        await Only();
        var letter = _service.Letters.To("rosa@mail.example")[^1];
        Assert.Equal("About your email", letter.Subject);
        Assert.Contains("closed", letter.Text, StringComparison.Ordinal);
        Assert.StartsWith("/track/link/", letter.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_answer_about_a_closed_report_is_not_lost_though_its_sender_has_just_been_told()
    {
        var (reference, id, _) = await GivenLetter();
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        await _service.Take(Answer(id, "Thank you"));

        Assert.Null(await _service.Take(Answer(id, "He is back, with a knife")));

        var made = await _service.With<HearbackDb, Report>(db => db.Reports.AsNoTracking().SingleAsync(report => report.Reference != reference));
        var told = made.OpenTold(await _service.KeyOf(made));
        Assert.Equal(reference.Value, told.GoesOnFrom);
        Assert.Contains("He is back, with a knife", told.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_after_closing_it_is_a_new_report_that_names_the_old_one()
    {
        var (reference, id, _) = await GivenLetter();
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(29));

        await _service.Take(Answer(id, "They are back"));

        var made = await _service.With<HearbackDb, Report>(db => db.Reports.AsNoTracking().SingleAsync(report => report.Reference != reference));
        Assert.Equal(reference.Value, made.OpenTold(await _service.KeyOf(made)).GoesOnFrom);
    }

    [Fact]
    public async Task A_very_long_answer_is_kept_in_several_messages()
    {
        var (reference, id, _) = await GivenLetter();
        var text = string.Join("\n\n", Enumerable.Range(0, 30).Select(at => $"{at} " + new string('a', 300)));

        await _service.Take(Answer(id, text));

        var report = await _service.Read(reference);
        var key = await _service.KeyOf(report);
        var said = report.Thread.Where(entry => entry.Author is Author.Reporter && entry.Kind is EntryKind.Message).OrderBy(entry => entry.Number).Select(entry => entry.OpenWords(key)!).ToList();
        Assert.Equal(3, said.Count);
        Assert.Equal(text, string.Join("\n\n", said));
    }

    [Theory]
    [InlineData(1, "We have kept none of the files that came with your email:\n- The picture is broken and cannot be opened.")]
    [InlineData(3, "We have kept none of the files that came with your email:\n- 3 files: The picture is broken and cannot be opened.")]
    public async Task Broken_files_are_not_kept_and_the_sender_is_told(int files, string words)
    {
        await _service.Take(WithFiles(files));
        await _service.SendNotices();

        Assert.Contains(words, Assert.Single(_service.Letters.To("rosa@mail.example")).Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_an_answer_are_refused_in_a_letter_of_its_own()
    {
        var (reference, id, _) = await GivenLetter();

        await _service.Take(WithFiles(1).Replace("Subject:", $"In-Reply-To: <{NameOf(id)}>\r\nSubject:", StringComparison.Ordinal));
        await _service.SendNotices();

        Assert.Equal("The door", await Last(await _service.Read(reference)));
        Assert.Contains("We have kept none of the files", _service.Letters.To("rosa@mail.example")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_a_word_are_put_aside_and_the_sender_is_told_once()
    {
        var mail = AMail.Text("/9j/4AAQ", subject: null, headers: ["Content-Type: image/jpeg; name=a.jpg", "Content-Transfer-Encoding: base64"]);

        Assert.Equal(WhyAside.NoWords, await _service.Take(mail));
        Assert.Equal(WhyAside.NoWords, await _service.Take(mail));
        await _service.SendNotices();

        Assert.StartsWith("There were no words in your email", Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task One_sender_gets_few_letters_and_is_taken_for_a_machine_in_the_end()
    {
        for (var at = 0; at < SendersByHour.MostAnHour; at++) { Assert.Null(await _service.Take(AMail.Text($"Number {at}", id: $"{at}"))); }

        Assert.Equal(WhyAside.TooMany, await _service.Take(AMail.Text("One more", id: "more")));
        Assert.Null(await _service.Take(AMail.Text("Number 0", id: "0")));
        Assert.Null(await _service.Take(AMail.Text("Another person", from: "sam@mail.example", id: "sam")));
        await _service.SendNotices();
        Assert.Equal(FirstLetters.MostADay, _service.Letters.To("rosa@mail.example").Count);

        _service.Later(TimeSpan.FromHours(1));
        Assert.Null(await _service.Take(AMail.Text("One more", id: "more")));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", WhyAside.Automatic)]
    [InlineData("List-Id: <x.example>", WhyAside.List)]
    public async Task What_a_machine_wrote_becomes_nothing_and_is_not_answered(string header, WhyAside why)
    {
        Assert.Equal(why, await _service.Take(AMail.Text(headers: header)));

        Assert.Equal(0, await _service.SendNotices());
    }

    [Fact]
    public async Task Nothing_of_an_email_stands_in_clear_or_in_the_log()
    {
        var (_, id, _) = await GivenLetter();
        await _service.Take(Answer(id, "markback"));
        await _service.Take(AMail.Text("markstory", from: "Markname <markmail@mail.example>", subject: "marksubject", id: "markid"));
        await _service.SendNotices();

        var stored = await _service.With<HearbackDb, string>(Hearback.Tests.Data.SchemaTests.All) + await _service.With<VaultDb, string>(Hearback.Tests.Data.SchemaTests.All) + _service.Log.Text;
        Assert.All(["markback", "markstory", "markname", "markmail", "marksubject", "markid"], mark => Assert.DoesNotContain(mark, stored, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("MailBecameReport", stored, StringComparison.Ordinal);
    }

    private Task<Report> Only() => _service.With<HearbackDb, Report>(db => db.Reports.AsNoTracking().SingleAsync());

    private async Task<string?> Last(Report report) => report.Thread.MaxBy(entry => entry.Number)!.OpenWords(await _service.KeyOf(report));

    /// <summary>A named reporter whom an officer asked something, and the letter about it.</summary>
    private async Task<(Hearback.Vault.Reference Reference, Guid Id, SentLetter Letter)> GivenLetter()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.Ask("The patrol came on Friday. Has it got quieter since?", A.Officer(), desk));
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"), one => one.Subject is "There is an update on your report");
        return (reference, letter.Id, letter);
    }

    private static string NameOf(Guid id) => $"{Notice.NameOf(id):N}@hearback.example";

    private static string Answer(Guid id, string body = "Yes, it has") => AMail.Text(body, subject: "Re: There is an update on your report", headers: $"In-Reply-To: <{NameOf(id)}>");

    private static string Quoted(SentLetter letter) => string.Join('\n', letter.Text.Split('\n').Select(line => $"> {line}"));

    private static string WithFiles(int files) => AMail.Parts("mixed",
        ["Content-Type: text/plain; charset=utf-8\r\n\r\nThe door", .. Enumerable.Range(0, files).Select(at => $"Content-Type: image/jpeg; name={at}.jpg\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ")]);
}
