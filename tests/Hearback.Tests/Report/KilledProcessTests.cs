using System.Net;
using System.Text.RegularExpressions;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Hearback.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hearback.Tests.Reporting;

/// <summary>The built program as a process of its own, killed while reports are being sent to it.</summary>
public sealed partial class KilledProcessTests : IAsyncLifetime
{
    private const int Clients = 8;
    private const int Drafts = 400;
    private const int KilledAfter = 60;
    private const string Browser = "Quokkabrowser-4711";
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Each_acknowledged_report_is_there_after_a_kill_and_its_team_is_told()
    {
        var tickets = await KeepDrafts();
        var acknowledged = new Dictionary<int, string>();
        // The first process leaves the letters to the second.
        await using (var first = await Served.StartAsync(_database.Settings, noticesEverySeconds: 300))
        {
            var token = await OpenForm(first, tickets[0]);
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var mine && mine < Drafts)
                {
                    if (await Send(first, tickets[mine], token) is not { } reference) { return; }

                    lock (acknowledged)
                    {
                        acknowledged.Add(mine, reference);
                        if (acknowledged.Count is KilledAfter) { first.Kill(); }
                    }
                }
            }));
            Assert.True(next < Drafts, "All were sent before the process was killed.");
            Assert.DoesNotContain(Browser, first.Said, StringComparison.Ordinal);
        }

        await using (var second = await Served.StartAsync(_database.Settings, noticesEverySeconds: 1))
        {
            await IsThere(acknowledged, tickets, second);
            await TeamIsToldOf([.. acknowledged.Where(report => !IsAnonymous(report.Key)).Select(report => report.Value)]);
        }

        // Letters about anonymous reports wait for their quarter of an hour.
        await SendNoticesLater();
        await TeamIsToldOf([.. acknowledged.Values]);
    }

    private static bool IsAnonymous(int number) => number % 2 is 1;

    private async Task IsThere(Dictionary<int, string> acknowledged, List<string> tickets, Served second)
    {
        await using var app = HearbackApp.Build(_database.Settings);
        await using var scope = app.Services.CreateAsyncScope();
        var (db, vault) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<KeyVault>());
        var reports = await db.Reports.AsNoTracking().Include(report => report.Thread).ToListAsync(TestContext.Current.CancellationToken);
        var references = reports.Select(report => report.Reference.Value).ToList();

        Assert.True(acknowledged.Count >= KilledAfter);
        Assert.Equal(references.Count, references.Distinct().Count());
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
        Assert.Empty(acknowledged.Values.Except(references));
        foreach (var report in reports)
        {
            Assert.Single(report.Thread);
            Assert.StartsWith("Story ", report.OpenTold(await vault.OpenAsync(report.KeyId)).Story, StringComparison.Ordinal);
        }

        // Whoever got no answer presses Send again, and whoever was acknowledged finds the same reference.
        var again = await OpenForm(second, tickets[^1]);
        foreach (var (number, reference) in acknowledged.Take(5)) { Assert.Equal(reference, await Send(second, tickets[number], again)); }

        for (var number = acknowledged.Keys.Max() + 1; number < acknowledged.Keys.Max() + 1 + Clients; number++) { Assert.NotNull(await Send(second, tickets[number], again)); }

        Assert.Equal(await db.Reports.CountAsync(TestContext.Current.CancellationToken), await db.Reports.Select(report => report.Id).Distinct().CountAsync(TestContext.Current.CancellationToken));
    }

    private async Task SendNoticesLater()
    {
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(16));
        await using var app = HearbackApp.Build(_database.Settings, adjust: builder => builder.Services.AddSingleton<TimeProvider>(later));
        await app.Services.GetRequiredService<SendNotices>().SendDueAsync(TestContext.Current.CancellationToken);
    }

    private async Task TeamIsToldOf(HashSet<string> references)
    {
        var told = new HashSet<string>();
        var mail = Path.Combine(_database.Folder, "mail");
        for (var left = 200; !told.IsSupersetOf(references); left--)
        {
            Assert.True(left > 0, $"{references.Except(told).Count()} of {references.Count} notices did not go out.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            told = System.IO.Directory.Exists(mail)
                ? [.. System.IO.Directory.EnumerateFiles(mail, "*.eml").SelectMany(letter => Reference().Matches(File.ReadAllText(letter)).Select(match => match.Value))]
                : [];
        }
    }

    private async Task<List<string>> KeepDrafts()
    {
        await using var app = HearbackApp.Build(_database.Settings);
        await using var scope = app.Services.CreateAsyncScope();
        var (db, drafts) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<ReportDrafts>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        var tickets = new List<string>();
        for (var i = 0; i < Drafts; i++)
        {
            var ticket = DraftTicket.New();
            await drafts.KeepAsync(ticket, (IsAnonymous(i) ? A.Answers() : A.ConfidentialAnswers(email: null)) with { Story = $"Story {i}" });
            db.ChangeTracker.Clear();
            tickets.Add(ticket.Reveal());
        }

        await transaction.CommitAsync();
        return tickets;
    }

    private static async Task<(string Field, string Cookie)> OpenForm(Served served, string ticket)
    {
        using var message = Message(HttpMethod.Get, "/report/check", $"__Host-report={ticket}");
        using var answer = await served.Client.SendAsync(message);
        var cookie = answer.Headers.GetValues("Set-Cookie").First(set => set.StartsWith("__Host-form", StringComparison.Ordinal)).Split(';')[0];
        return (Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value, cookie);
    }

    /// <summary>Presses Send and reads the reference; null when the answer never came.</summary>
    private static async Task<string?> Send(Served served, string ticket, (string Field, string Cookie) token)
    {
        try
        {
            using var message = Message(HttpMethod.Post, "/report/check", $"{token.Cookie}; __Host-report={ticket}");
            message.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token.Field)]);
            using var answer = await served.Client.SendAsync(message);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal("/report/sent", answer.Headers.Location?.ToString());
            using var look = Message(HttpMethod.Get, "/report/sent", $"__Host-report={ticket}");
            using var sent = await served.Client.SendAsync(look);
            return Shown().Match(await sent.Content.ReadAsStringAsync()).Groups[1].Value;
        }
        catch (HttpRequestException)
        {
            // The process is gone.
            return null;
        }
    }

    private static HttpRequestMessage Message(HttpMethod method, string path, string cookies)
    {
        var message = new HttpRequestMessage(method, path);
        message.Headers.Add("Cookie", cookies);
        message.Headers.TryAddWithoutValidation("User-Agent", Browser);
        return message;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("id=\"reference\"[^>]*>([^<]+)<")]
    private static partial Regex Shown();

    [GeneratedRegex("HB-[0-9A-Z]{3}-[0-9A-Z]{3}")]
    private static partial Regex Reference();
}
