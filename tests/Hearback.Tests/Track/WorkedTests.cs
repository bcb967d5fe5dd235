using System.Net;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Track;

/// <summary>Some working days after a hand-over the person is asked whether it worked, on their page and by a letter.</summary>
public sealed class WorkedTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_question_comes_on_the_promised_working_day_from_eight_and_once()
    {
        var answers = HandedOver(A.NamedAnswers());
        await Sent(answers);
        _service.Time.SetUtcNow(new(2026, 6, 8, 6, 0, 0, TimeSpan.Zero)); // seven in London
        Assert.Equal(0, await _service.AskIfItWorked());
        _service.Time.SetUtcNow(new(2026, 6, 8, 7, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await _service.AskIfItWorked());
        Assert.Equal(0, await _service.AskIfItWorked());

        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"), one => one.Subject == "Did it work?");
        Assert.Contains("went to Clean Camden", letter.Text, StringComparison.Ordinal);
        var page = await _service.Visitor().Track(letter);
        Assert.Equal("Did Clean Camden deal with it?", page.Heading);
        Assert.Contains("Next update by", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confidential_reporter_gets_a_letter_that_says_only_that_there_is_one()
    {
        await Asked(HandedOver(A.ConfidentialAnswers()));
        await _service.SendNotices();

        Assert.All(_service.Letters.To("rosa@mail.example"), letter =>
        {
            Assert.Equal("You have a message", letter.Subject);
            Assert.DoesNotContain("Clean Camden", letter.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Yes", "Another team or organisation has taken this over, so we have closed your report.")]
    [InlineData("NotYet", "Clean Camden has your report.")]
    [InlineData("No", "Your report is open again, and Community Safety has it.")]
    public async Task Whichever_they_say_the_page_shows_what_came_of_it(string worked, string standing)
    {
        var answers = HandedOver(A.Answers());
        var reference = await Asked(answers);
        using var reporter = _service.Visitor();
        var form = await reporter.Track(reference.Value, answers.AccessCode);

        var page = await reporter.Press(form, "Send my answer", ("Worked", worked), ("Comment", "I looked today"));

        Assert.Equal(standing, page.Heading);
        Assert.Contains("I looked today", page.Text, StringComparison.Ordinal);
        Assert.Equal(worked is "No" ? 1 : 0, (await _service.Read(reference)).State is ReportState.BeingWorkedOn ? 1 : 0);
        // The same form once more counts once.
        await reporter.Press(form, "Send my answer", ("Worked", worked), ("Comment", "I looked today"));
        Assert.Single((await _service.Read(reference)).Thread, entry => entry.Kind is EntryKind.SaidIfItWorked);
    }

    [Fact]
    public async Task An_answer_without_a_choice_comes_back_and_a_forged_one_is_refused()
    {
        var answers = HandedOver(A.Answers());
        var reference = await Asked(answers);
        using var reporter = _service.Visitor();
        var form = await reporter.Track(reference.Value, answers.AccessCode);

        foreach (var worked in (string[])["", "99", "Maybe"])
        {
            var page = await reporter.Forge("/track/report?handler=Worked", ("Worked", worked), ("Seen", form.Answer("Seen")!));
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Null((await _service.Read(reference)).Handovers[0].Worked);
        }
    }

    [Fact]
    public async Task Not_yet_is_asked_again_after_as_many_days()
    {
        var answers = HandedOver(A.Answers());
        var reference = await Asked(answers);
        using var reporter = _service.Visitor();
        await reporter.Press(await reporter.Track(reference.Value, answers.AccessCode), "Send my answer", ("Worked", "NotYet"));

        _service.Time.SetUtcNow(new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await _service.AskIfItWorked());
        Assert.Equal("Did Clean Camden deal with it?", (await _service.Visitor().Track(reference.Value, answers.AccessCode)).Heading);
    }

    [Fact]
    public async Task Who_has_no_hand_over_is_asked_nothing()
    {
        var answers = A.Answers();
        var reference = await _service.Given(answers);
        using var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        var page = await reporter.Forge("/track/report?handler=Worked", ("Worked", "Yes"), ("Seen", "1"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(ReportState.New, (await _service.Read(reference)).State);
    }

    private static ReportAnswers HandedOver(ReportAnswers answers) => answers with
    {
        Category = "needles",
        NotOurs = new("clean-camden", NotOursChoice.SendForMe),
        GoesTo = new("clean-camden", new() { Words = "Needles at the gate" }),
    };

    private async Task<Reference> Sent(ReportAnswers answers)
    {
        var reference = await _service.Given(answers);
        _service.AQuarterOfAnHourPasses();
        await _service.SendHandovers();
        return reference;
    }

    private async Task<Reference> Asked(ReportAnswers answers)
    {
        var reference = await Sent(answers);
        _service.Time.SetUtcNow(new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await _service.AskIfItWorked());
        return reference;
    }
}
