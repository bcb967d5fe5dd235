using Hearback.Notices;
using Hearback.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Hearback.Tests.Notices;

public sealed class LetterTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_named_reporter_reads_the_reference_the_date_and_the_way_back()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.SendNotices();

        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"));
        Assert.Equal("We have your report", letter.Subject);
        Assert.StartsWith($"Hello Rosa Field,\n\nThank you for telling us. Your reference is {reference}. We will reply by Monday 8 June.", letter.Text, StringComparison.Ordinal);
        Assert.Matches("^/track/link/[A-Za-z0-9_-]{43}$", letter.Path);
    }

    [Theory]
    [InlineData("Win a prize at prize.example")]
    [InlineData("http://prize.example")]
    [InlineData("rosa@prize.example")]
    public async Task A_name_that_a_mail_program_would_make_a_link_of_greets_nobody(string name)
    {
        var answers = A.NamedAnswers();
        await _service.Given(answers with { Contact = answers.Contact! with { Name = name } });
        await _service.SendNotices();

        Assert.StartsWith("Thank you for telling us.", Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confidential_reporter_reads_only_that_there_is_an_update()
    {
        var reference = await _service.Given(A.ConfidentialAnswers());
        await _service.Work(reference, (report, desk) => report.Reply("The patrol will come on Friday", A.Officer(), desk));
        await _service.SendNotices();

        var letters = _service.Letters.To("rosa@mail.example");
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter =>
        {
            Assert.Equal("You have a message", letter.Subject);
            foreach (var telling in new[] { "Rosa", "patrol", "report", "antisocial", reference.Value, "Sam,", "Community Safety" })
            {
                Assert.DoesNotContain(telling, letter.Text.Replace(letter.Path, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            }
        });
    }

    [Fact]
    public async Task A_named_reporter_reads_the_reply_and_who_wrote_it()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.Reply("The patrol will come on Friday", A.Officer(), desk));
        await _service.SendNotices();

        var letter = _service.Letters.To("rosa@mail.example")[^1];
        Assert.Contains($"Sam, Community Safety wrote about your report {reference}:\n\nThe patrol will come on Friday", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_reads_where_the_report_is_and_nothing_of_it()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.SendNotices();

        var letter = Assert.Single(_service.Letters.To("community-safety@camden.example"));
        Assert.Equal($"/staff/reports/{reference}", letter.Path);
        Assert.DoesNotContain("Rosa", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("door", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_subject_tells_anything_of_anybody()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.SendLink("rosa@mail.example", desk));
        await _service.Work(reference, (report, desk) => report.WriteBack("Again", desk));
        await _service.SendNotices();

        Assert.Equal(["A new report for your team", "A reporter wrote back", "We have your report", "Your new link"], _service.Letters.All.Select(letter => letter.Subject).Order());
    }

    [Theory]
    [InlineData("What you wrote:\r\n.\r\nRCPT TO:<x@y.example>")]
    [InlineData("{0} {1} %s <b>bold</b> ‮ 🏠")]
    public async Task Whatever_the_words_are_they_are_only_words(string words)
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.Reply(words, A.Officer(), desk));
        await _service.SendNotices();

        Assert.Contains(words, _service.Letters.To("rosa@mail.example")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_notice_has_a_letter() => Assert.All(Enum.GetValues<NoticeKind>(), kind =>
    {
        var localizer = _service.App.Services.GetRequiredService<IStringLocalizer<LetterWords>>();
        var letter = Letter.Write(kind, new NoticeContent { To = "rosa@mail.example", Path = "/track", StopPath = "/plan/stop/x" }, new Uri("https://hearback.example"), takesAnswers: true, localizer);

        Assert.NotEmpty(letter.Subject);
        Assert.NotEmpty(letter.Text);
        Assert.DoesNotContain("!", letter.Subject + letter.Text, StringComparison.Ordinal);
    });
}
