using System.Diagnostics;
using System.Net;
using System.Text;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Hearback.Web.Safety;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Track;

public sealed class DiaryPagesTests : IAsyncLifetime
{
    private const string Add = "/track/diary/add";
    private const string Log = "/track/diary";
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Visitor _reporter = null!;
    private Reference _reference;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = await _service.Given(_answers);
        _reporter = _service.Visitor();
        await _reporter.Track(_reference.Value, _answers.AccessCode);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task It_happened_again_leads_from_the_report_to_an_entry_of_the_diary()
    {
        var form = await _reporter.Follow(await _reporter.Open("/track/report"), "Add to your diary");
        Assert.Contains("You are taken seriously without one", form.Text, StringComparison.Ordinal);

        var page = await _reporter.Press(form, "Add to my diary",
            [.. On(30, 5, 2026), ("Time", "about 11pm"), ("Lasted", "two hours"), ("What", "Music again"), ("Effect", "The children could not sleep")]);

        Assert.Equal((HttpStatusCode.OK, Log), (page.Status, page.Address.AbsolutePath));
        foreach (var said in (string[])["Added to your diary", "Saturday 30 May 2026", "about 11pm", "two hours", "Music again", "The children could not sleep", "Monday 1 June 2026"]) { Assert.Contains(said, page.Text, StringComparison.Ordinal); }

        page = await _reporter.Open("/track/report");
        Assert.Contains("Your diary, entry 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("(1 entry)", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_day_and_what_happened_are_needed_and_wrong_answers_keep_the_text()
    {
        var form = await _reporter.Open(Add);

        var page = await _reporter.Press(form, "Add to my diary", ("Time", "late"), ("Effect", "No sleep"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal([("Enter the day it happened", "On.Day"), ("Say what happened", "What")], page.Refusals());
        Assert.Equal(("late", "No sleep"), (page.Answer("Time"), page.Answer("Effect")));

        page = await _reporter.Press(page, "Add to my diary", [.. On(1, 6, 2026), ("Time", ""), ("What", "Music"), ("Effect", "")]);
        Assert.Equal(Log, page.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("2", "6", "2026", "Music", "The day it happened must be today or in the past")]
    [InlineData("31", "2", "2026", "Music", "The day it happened must be a real date")]
    [InlineData("1", "6", "1026", "Music", "The day it happened must be in the last 100 years")]
    [InlineData("1", "", "2026", "Music", "The day it happened must include a month")]
    [InlineData("1", "6", "2026", "Mu\u0001sic", "What happened has signs in it that cannot be read. Type it again")]
    public async Task A_day_that_cannot_be_is_refused(string day, string month, string year, string what, string refusal)
    {
        var page = await _reporter.Press(await _reporter.Open(Add), "Add to my diary", ("On.Day", day), ("On.Month", month), ("On.Year", year), ("What", what));

        Assert.Equal((HttpStatusCode.BadRequest, refusal), (page.Status, page.ErrorSummary()));
        Assert.Equal((day, month, year), (page.Answer("On.Day"), page.Answer("On.Month"), page.Answer("On.Year")));
        Assert.Single((await _service.Read(_reference)).Thread);
    }

    [Fact]
    public async Task An_entry_that_is_too_long_comes_back_whole()
    {
        var what = new string('x', 4001);

        var page = await _reporter.Press(await _reporter.Open(Add), "Add to my diary", [.. On(1, 6, 2026), ("What", what), ("Time", new string('y', 101))]);

        Assert.Equal("About what time must be 100 characters or fewer\nWhat happened must be 4,000 characters or fewer", page.ErrorSummary());
        Assert.Equal(what, page.Answer("What"));
    }

    [Fact]
    public async Task A_double_press_makes_one_entry_and_the_same_words_another_night_make_another()
    {
        var form = await _reporter.Open(Add);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _reporter.Press(form, "Add to my diary", [.. On(1, 6, 2026), ("What", "Music again")])));
        Assert.Single(await Lines());

        await Write("Music again");
        Assert.Equal([1, 2], (await Lines()).Select(line => line.Number));
        Assert.True(Diary.Of(await _service.Read(_reference), await Key()).IsAsWritten);
    }

    [Fact]
    public async Task Many_entries_get_in_and_wait_as_messages_do()
    {
        for (var night = 0; night < 10; night++) { await Write($"Night {night}"); }

        // The eleventh of any kind waits, and no time passes here by itself.
        var waits = _service.App.Services.GetRequiredService<Friction>().SlowDownAsync($"wrote {(await _service.Read(_reference)).Id}", 10, TimeSpan.FromMinutes(10));
        Assert.False(waits.IsCompleted);

        await _service.WhileTimePasses(Write("One more"));
        Assert.Equal(11, (await Lines()).Count);
    }

    [Fact]
    public async Task What_the_team_wrote_meanwhile_does_not_keep_an_entry_out()
    {
        var form = await _reporter.Open(Add);
        await _service.Work(_reference, (report, desk) => report.Reply("We come tonight", A.Officer(), desk));

        var page = await _reporter.Press(form, "Add to my diary", [.. On(1, 6, 2026), ("What", "Music")]);

        Assert.Equal(Log, page.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_report_that_was_closed_meanwhile_keeps_the_text_and_opens_again_only_when_its_reporter_says_so()
    {
        var form = await _reporter.Open(Add);
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));

        var page = await _reporter.Press(form, "Add to my diary", [.. On(1, 6, 2026), ("What", "Music again")]);
        Assert.Equal((HttpStatusCode.Conflict, "This report is closed"), (page.Status, page.ErrorSummary()));
        Assert.Equal("Music again", page.Answer("What"));
        Assert.Contains("If you add to your diary, it opens again", page.Text, StringComparison.Ordinal);
        Assert.Equal(ReportState.Closed, (await _service.Read(_reference)).State);

        page = await _reporter.Press(page, "Open my report again and add this");
        Assert.Equal(Log, page.Address.AbsolutePath);
        var report = await _service.Read(_reference);
        Assert.Equal((ReportState.BeingWorkedOn, Sorted.No), (report.State, report.Feedback!.Sorted));
        Assert.NotNull(report.DueOn);
        Assert.Single(await Lines());
    }

    [Fact]
    public async Task More_than_28_days_after_closing_the_words_begin_a_new_report_that_names_the_old()
    {
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(29));
        await _reporter.Track(_reference.Value, _answers.AccessCode);
        var form = await _reporter.Open(Add);
        Assert.Contains("so it stays closed", form.Text, StringComparison.Ordinal);
        var forged = await _reporter.Forge(Add, [.. On(1, 6, 2026), ("What", "Music again"), ("OpensAgain", "true")]);
        Assert.Equal((HttpStatusCode.Conflict, "Music again"), (forged.Status, forged.Answer("What")));

        var page = await _reporter.Press(form, "Start a new report with these words", [.. On(29, 6, 2026), ("Time", "about 11pm"), ("What", "Music again"), ("Effect", "No sleep")]);
        Assert.Equal("/report/what", page.Path);
        page = await _reporter.Press(page, "Continue", ("Category", "something-else"));
        page = await _reporter.Press(page, "Continue", ("InWords", "By the bins"));
        page = await _reporter.Press(page, "Continue", ("Effect", "Bothered"), ("WhyMe", "NotAboutMe"), ("Before", "ManyTimes"));
        page = await _reporter.Send(await _reporter.Press(page, "Continue", ("Wish", "Stop it")), ("Identity", "Anonymous"));
        var sent = await _reporter.SendReport(page);

        var made = await _service.Read(sent.Reference().AsReference());
        var told = made.OpenTold(await _service.KeyOf(made));
        Assert.Equal((_reference.Value, new DateOnly(2026, 6, 29)), (told.GoesOnFrom, told.When!.On));
        Assert.Equal("Music again\n\nAbout what time: about 11pm\n\nWhat it did: No sleep", told.Story);
        Assert.Equal(ReportState.Closed, (await _service.Read(_reference)).State);
    }

    [Fact]
    public async Task A_report_that_was_begun_in_this_browser_is_not_lost_to_the_diary()
    {
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));
        _service.Later(TimeSpan.FromDays(29));
        await _reporter.AnswerUpTo(Question.Effect, "Something else entirely");
        await _reporter.Track(_reference.Value, _answers.AccessCode);

        var page = await _reporter.Press(await _reporter.Open(Add), "Start a new report with these words", [.. On(29, 6, 2026), ("What", "Music again")]);

        Assert.Equal((HttpStatusCode.Conflict, "Music again"), (page.Status, page.Answer("What")));
        Assert.Equal("Something else entirely", (await _reporter.Open("/report/what-happened")).Answer("Story"));
    }

    [Fact]
    public async Task An_open_report_begins_no_new_one()
    {
        var page = await _reporter.Forge($"{Add}?handler=New", [.. On(1, 6, 2026), ("What", "Music")]);

        Assert.Equal((HttpStatusCode.Conflict, "Music"), (page.Status, page.Answer("What")));
    }

    [Fact]
    public async Task The_file_can_be_checked_with_sha256sum_by_the_commands_that_the_page_says()
    {
        await Write("Music.\nEntry 2\nHash: 00\nHash before: none", "an hour; $(true) `true` 🎵");
        await Write("It was loud\u2028and louder — ünd so weiter");
        await Write("বাংলা", "Soomaali");
        var page = await _reporter.Open(Log);
        var commands = page.Document.QuerySelectorAll(".hb-command code").Select(code => code.TextContent).ToList();
        var file = await _reporter.Open($"{Log}?handler=File");
        Assert.Equal("text/plain; charset=utf-8", file.Response.Content.Headers.ContentType?.ToString());
        await File.WriteAllBytesAsync(Path.Combine(_service.Folder, "log.txt"), await file.Bytes, TestContext.Current.CancellationToken);

        var worked = (await Shell(commands[0])).Select(line => line.Split(' ')[0]).ToList();
        var kept = (await Shell(commands[1])).Select(line => line["Hash: ".Length..]).ToList();

        Assert.Equal(3, worked.Count);
        Assert.Equal(worked, kept);
        Assert.Equal(worked, page.Document.QuerySelectorAll(".hb-diary .hb-hash").Select(hash => hash.TextContent));
        Assert.Equal(worked[^1], page.Document.QuerySelector("#hash")!.TextContent);
    }

    [Fact]
    public async Task A_diary_that_was_changed_is_said_to_be_so_to_its_writer_and_to_the_team()
    {
        foreach (var what in (string[])["One", "Two", "Three"]) { await Write(what); }

        var key = await Key();
        var second = (await Lines())[1];
        var changed = second.Entry! with { Happened = second.Entry.Happened with { What = "Nothing" } };
        var words = key.Seal(changed, ThreadEntry.DiaryPurpose(second.InThread));
        await _service.With<HearbackDb>(db => db.Set<ThreadEntry>().Where(entry => entry.Number == second.InThread).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Words, words)));

        var page = await _reporter.Open(Log);
        Assert.Contains("This diary is not as it was written", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Entry 2"], page.Document.QuerySelectorAll(".hb-diary__entry:has(.hb-status--late) h2").Select(heading => heading.TextContent));
        Assert.Contains("An entry is not as you wrote it", (await _reporter.Open("/track/report")).Text, StringComparison.Ordinal);
        Assert.Contains("# Entry 2 is not as it was written", Encoding.UTF8.GetString(await (await _reporter.Open($"{Log}?handler=File")).Bytes), StringComparison.Ordinal);
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var read = await officer.Press(await officer.Open($"/staff/reports/{_reference}/diary"), "Open the diary");
        Assert.Contains("Tell the coordinator and whoever runs this service", read.Text, StringComparison.Ordinal);
        Assert.Contains("This entry does not fit its hash", (await officer.Press(await officer.Open($"/staff/reports/{_reference}"), "Open")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_team_reads_the_same_log_and_each_opening_is_recorded_and_seen()
    {
        await Write("Music again", "half the night");
        var log = await _reporter.Open(Log);
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var page = await officer.Open($"/staff/reports/{_reference}");
        Assert.DoesNotContain("Music again", page.Html, StringComparison.Ordinal);
        Assert.Contains("They keep a diary, with 1 entry.", page.Text, StringComparison.Ordinal);

        var read = await officer.Press(page, "Open the diary");
        Assert.Equal(log.Document.QuerySelectorAll(".hb-hash").Select(hash => hash.TextContent), read.Document.QuerySelectorAll(".hb-hash").Select(hash => hash.TextContent));
        Assert.Contains("Music again", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Music again", (await officer.Open($"/staff/reports/{_reference}/diary")).Html, StringComparison.Ordinal);
        var file = await officer.Press(read, "Save as a file");

        Assert.Equal(await (await _reporter.Open($"{Log}?handler=File")).Bytes, await file.Bytes);
        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == AuditedAct.OpenedDiary)));
        Assert.Contains("What you wrote was opened 2 times by 1 person.", (await _reporter.Open("/track/report")).Text, StringComparison.Ordinal);
        Assert.Contains("You opened the diary", (await officer.Open($"/staff/reports/{_reference}")).Text, StringComparison.Ordinal);
        Assert.Contains("Diary of the reporter, entry 1", (await officer.Press(page, "Open")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("officer", HttpStatusCode.NotFound, "housing")]
    [InlineData("administrator", HttpStatusCode.Forbidden)]
    public async Task Nobody_else_opens_the_diary(string role, HttpStatusCode status, params string[] teams)
    {
        await Write("Music again");
        var member = await _service.SignedIn(await _service.Given(A.Member(role, teams)));

        foreach (var path in (string[])["", "?handler=File"])
        {
            var page = await member.Forge($"/staff/reports/{_reference}/diary{path}");
            Assert.True(page.Status == status || page.Path.StartsWith("/staff/sign-in", StringComparison.Ordinal) || page.Status is HttpStatusCode.NotFound, $"{page.Status}");
            Assert.DoesNotContain("Music again", page.Html, StringComparison.Ordinal);
        }

        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync()));
    }

    [Theory]
    [InlineData(Log)]
    [InlineData($"{Log}?handler=File")]
    [InlineData(Add)]
    public async Task Without_a_visit_there_is_no_diary(string path)
    {
        await Write("Music again");

        Assert.Equal("/track", (await _service.Visitor().Open(path)).Path);
        await _reporter.Open("/exit");
        Assert.Equal("/track", (await _reporter.Open(path)).Path);
    }

    [Fact]
    public async Task A_reporter_without_entries_is_told_that_nobody_needs_any()
    {
        Assert.Contains("You do not need a diary to be taken seriously", (await _reporter.Open(Log)).Text, StringComparison.Ordinal);
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        Assert.Contains("Nobody needs one to be taken seriously", (await officer.Open($"/staff/reports/{_reference}/diary")).Text, StringComparison.Ordinal);
    }

    private static (string, string)[] On(int day, int month, int year) => [("On.Day", $"{day}"), ("On.Month", $"{month}"), ("On.Year", $"{year}")];

    private async Task<Page> Write(string what, string lasted = "") =>
        await _reporter.Press(await _reporter.Open(Add), "Add to my diary", [.. On(1, 6, 2026), ("What", what), ("Lasted", lasted)]);

    private async Task<DataKey> Key() => await _service.KeyOf(await _service.Read(_reference));

    private async Task<IReadOnlyList<DiaryLine>> Lines() => Diary.Of(await _service.Read(_reference), await Key()).Lines;

    private async Task<string[]> Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, WorkingDirectory = _service.Folder })!;
        var said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
