using Hearback.Data;
using Hearback.Fault.Tests.Support;
using Hearback.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hearback.Fault.Tests;

/// <summary>A mail server that is of no use for hours, and clocks that are set. The hours are the test's own clock; server and letters are real.</summary>
public sealed class MailTests
{
    private const int People = 40;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("away")]
    [InlineData("refusing")]
    [InlineData("hanging")]
    public async Task A_mail_server_that_is_of_no_use_for_six_hours_delays_letters_and_loses_none(string how)
    {
        await using var mail = new MailServer { Mode = how is "refusing" ? MailMode.Refuses : how is "hanging" ? MailMode.Hangs : MailMode.Takes };
        // At a port where nobody listens the server is away.
        await using var town = await Town.OnSqliteAsync(People, mail.Settings);
        await SendByTheProgramAsync(town);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var away = Served.FreePort();
        await PassAsync(town, time, TimeSpan.FromHours(how is "hanging" ? 1 : 6), how is "away" ? away : mail.Port, how is "hanging");
        Assert.Empty(mail.Letters);

        mail.Mode = MailMode.Takes;
        var back = time.GetUtcNow();
        while (await WaitingAsync(town) > 0)
        {
            await PassAsync(town, time, Step, mail.Port);
            Assert.True(time.GetUtcNow() - back <= TimeSpan.FromMinutes(70), "Letters still wait 70 minutes after the mail server came back.");
        }

        Assert.Equal(People, mail.Letters.Select(letter => letter.Reference).Distinct().Count());
        Assert.Equal(People, mail.Letters.Select(letter => letter.MessageId).Distinct().Count());
        Figures.Add($"mail server {how} for hours", 1, People, 0, mail.Letters.Count - People, (time.GetUtcNow() - back).TotalSeconds, "seconds of the test's clock");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_and_forward_loses_no_letter_and_takes_reports_all_the_while()
    {
        await using var mail = new MailServer();
        await using var town = await Town.OnSqliteAsync(People, mail.Settings);
        await SendByTheProgramAsync(town);
        var now = TimeProvider.System.GetUtcNow();
        // Two hours back: what was queued waits, and nothing breaks.
        await PassAsync(town, new(now.AddHours(-2)), Step, mail.Port);
        // A day forward: everything is due.
        await PassAsync(town, new(now.AddDays(1)), Step, mail.Port);
        // And back again to where it was: nothing is sent a second time.
        await PassAsync(town, new(now), Step, mail.Port);

        Assert.Equal(0, await WaitingAsync(town));
        Assert.Equal(People, mail.Letters.Count);
        Assert.Equal(People, mail.Letters.Select(letter => letter.MessageId).Distinct().Count());
        Figures.Add("clock set back, forward and back", 3, People, 0, 0, null);
    }

    /// <summary>People send their reports to a process that sends no letters yet.</summary>
    private static async Task SendByTheProgramAsync(Town town)
    {
        var quiet = new Dictionary<string, string?>(town.Settings) { ["Notices:EverySeconds"] = "300", ["Notices:Smtp:Port"] = $"{Served.FreePort()}" };
        await using var serving = await Served.StartAsync(quiet);
        using var crowd = new Crowd(town, () => serving.Address);
        await crowd.SendAllAsync();
        await Afterwards.NothingIsLostAsync(town, crowd);
    }

    private static async Task PassAsync(Town town, FakeTimeProvider time, TimeSpan passing, int port, bool hangs = false)
    {
        await using var app = town.Look(services => services.AddSingleton<TimeProvider>(time).Configure<NoticeOptions>(notices => notices.Smtp!.Port = port).AddLogging(log => log.ClearProviders()));
        var send = app.Services.GetRequiredService<SendNotices>();
        for (var end = time.GetUtcNow() + passing; time.GetUtcNow() < end; time.Advance(Step))
        {
            var sending = send.SendDueAsync(TestContext.Current.CancellationToken);
            while (!sending.IsCompleted)
            {
                await Task.WhenAny(sending, Task.Delay(100, TestContext.Current.CancellationToken));
                // Only silence needs the clock to end it; a server that speaks is not hurried.
                if (hangs && !sending.IsCompleted) { time.Advance(TimeSpan.FromSeconds(20)); }
            }

            await sending;
        }
    }

    private static Task<int> WaitingAsync(Town town) => town.With<HearbackDb, int>(db => db.Notices.CountAsync(notice => notice.NextTryAt != null));
}
