using Hearback.Data;
using Hearback.Notices;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Hearback.Tests.Notices;

public sealed class PostTests : IAsyncDisposable
{
    private readonly MailServer _mail = new();

    public ValueTask DisposeAsync() => _mail.DisposeAsync();

    [Fact]
    public async Task Until_a_mail_server_is_set_letters_are_files_in_the_data_folder()
    {
        await using var service = await Service.StartAsync(adjust: builder => builder.Services.AddSingleton<IPost>(s => s.GetRequiredService<FilePost>()));
        await service.Given(A.NamedAnswers());
        Assert.Equal(2, await service.SendNotices());

        var files = System.IO.Directory.GetFiles(Path.Combine(service.Folder, "mail"));
        Assert.All(files, file => Assert.EndsWith(".eml", file, StringComparison.Ordinal));
        var letters = files.Select(file => MimeMessage.Load(file, TestContext.Current.CancellationToken)).ToList();
        var letter = Assert.Single(letters, letter => letter.To.ToString() == "rosa@mail.example");
        Assert.Equal("We have your report", letter.Subject);
        Assert.All(letters, each => Assert.Equal(Service.Start, each.Date));
    }

    [Fact]
    public async Task A_mail_server_receives_each_letter_whole()
    {
        await using var service = await Service.WithMailServer(_mail.Port);
        var reference = await service.Given(A.NamedAnswers());
        const string words = "Dear Rosa\n.\n.. and a line that begins with dots\nশুভেচ্ছা 🏠";
        await service.Work(reference, (report, desk) => report.Reply(words, A.Officer(), desk));

        Assert.Equal(3, await service.SendNotices());
        var letter = Assert.Single(_mail.Letters, letter => letter.Subject == "There is an update on your report");
        Assert.Contains(words, letter.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("rosa@mail.example", letter.To.ToString());
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task A_server_that_is_down_keeps_nothing_from_arriving_later()
    {
        await using var service = await Service.WithMailServer(MailServer.ClosedPort());
        await service.Given(A.ConfidentialAnswers(email: null));

        Assert.Equal(0, await service.SendNotices());
        Assert.Equal(1, (await Only(service)).Tries);
        Assert.NotNull((await Only(service)).NextTryAt);
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_again_and_nothing_of_what_it_said_is_logged()
    {
        _mail.Refusal = "550 rosa@mail.example has no mailbox here";
        await using var service = await Service.WithMailServer(_mail.Port);
        await service.Given(A.NamedAnswers());

        Assert.Equal(0, await service.SendNotices());
        Assert.Empty(_mail.Letters);
        Assert.DoesNotContain("rosa", service.Log.Text, StringComparison.OrdinalIgnoreCase);

        _mail.Refusal = null;
        service.Time.Advance(TimeSpan.FromMinutes(1));
        await service.SendNotices();

        Assert.Equal(2, _mail.Letters.Count);
    }

    [Fact]
    public async Task A_letter_taken_without_an_answer_comes_again_under_the_same_Message_Id()
    {
        _mail.HangsUp = true;
        await using var service = await Service.WithMailServer(_mail.Port);
        await service.Given(A.ConfidentialAnswers(email: null));
        Assert.Equal(0, await service.SendNotices());

        _mail.HangsUp = false;
        service.Time.Advance(TimeSpan.FromMinutes(1));
        await service.SendNotices();

        Assert.Equal(2, _mail.Letters.Count);
        Assert.Single(_mail.Letters.Select(letter => letter.MessageId).Distinct());
    }

    [Fact]
    public async Task A_server_without_TLS_is_refused_unless_that_is_allowed()
    {
        await using var service = await Service.WithMailServer(_mail.Port, tls: true);
        await service.Given(A.ConfidentialAnswers(email: null));

        Assert.Equal(0, await service.SendNotices());
        Assert.Empty(_mail.Letters);
        Assert.NotNull((await Only(service)).NextTryAt);
    }

    private static Task<Notice> Only(Service service) => service.With<HearbackDb, Notice>(db => db.Notices.AsNoTracking().SingleAsync());
}
