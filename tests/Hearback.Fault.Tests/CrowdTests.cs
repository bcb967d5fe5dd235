using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Hearback.Data;
using Hearback.Fault.Tests.Support;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hearback.Fault.Tests;

/// <summary>Too many at once, too slow, and begun without an end: whoever reports meanwhile is served.</summary>
public sealed partial class CrowdTests : IAsyncLifetime
{
    private const int People = 60;
    private const int MegabytesMore = 120;
    private MailServer _mail = null!;
    private Town _town = null!;
    private Served _serving = null!;
    private Crowd _crowd = null!;

    public async ValueTask InitializeAsync()
    {
        _mail = new();
        _town = await Town.OnSqliteAsync(People, _mail.Settings);
        _serving = await Served.StartAsync(_town.Settings);
        _crowd = new(_town, () => _serving.Address);
        Assert.True(await _crowd.PressAsync(0));
    }

    public async ValueTask DisposeAsync()
    {
        _crowd.Dispose();
        await _serving.DisposeAsync();
        await _town.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_connections_at_once_are_all_answered()
    {
        var before = _serving.Megabytes;
        var request = Encoding.ASCII.GetBytes("GET /services HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var sockets = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => ConnectAsync()));
        var answered = await Task.WhenAll(sockets.Select(async socket =>
        {
            await socket.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(socket.GetStream());
            return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }));
        Array.ForEach(sockets, socket => socket.Dispose());

        Assert.Equal(1000, answered.Count(one => one));
        await ComesThroughAsync("a thousand connections at once", 1000, 1000, before);
    }

    [Fact]
    public async Task Those_who_speak_one_letter_a_second_keep_nobody_waiting_and_are_cut_off()
    {
        var before = _serving.Megabytes;
        var sockets = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => ConnectAsync()));
        // Half of them never end their headers, and half never end the form that they send.
        var forms = Encoding.ASCII.GetBytes("POST /track HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nReference=");
        var headers = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nX-");
        for (var i = 0; i < sockets.Length; i++) { await sockets[i].GetStream().WriteAsync(i % 2 is 0 ? forms : headers, TestContext.Current.CancellationToken); }

        var (slowest, cutOff) = (TimeSpan.Zero, 0);
        using var browser = new HttpClient { BaseAddress = _serving.Address };
        for (var second = 0; second < 40 && cutOff < sockets.Length; second++)
        {
            cutOff = sockets.Count(socket => !Speak(socket));
            var begun = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(new Uri("/services", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(begun).Ticks));
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }

        Array.ForEach(sockets, socket => socket.Dispose());
        Assert.Equal(sockets.Length, cutOff);
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"A page took {slowest}.");
        await ComesThroughAsync("slow-loris", sockets.Length, sockets.Length, before, string.Create(CultureInfo.InvariantCulture, $"slowest page of others {slowest.TotalMilliseconds:0} ms"));
    }

    [Fact]
    public async Task Ten_thousand_drafts_begun_and_left_are_swept_and_leave_the_memory_as_it_was()
    {
        const int drafts = 10_000;
        var before = _serving.Megabytes;
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _serving.Address };
        using var form = await browser.GetAsync(new Uri("/report/what", UriKind.Relative), TestContext.Current.CancellationToken);
        var (page, cookie) = (await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), form.Headers.GetValues("Set-Cookie").First(set => set.StartsWith("__Host-form", StringComparison.Ordinal)).Split(';')[0]);
        KeyValuePair<string, string>[] answers = [new("__RequestVerificationToken", Token().Match(page).Groups[1].Value), new("Category", "something-else")];
        await Parallel.ForAsync(0, drafts, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, stop) =>
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "/report/what") { Content = new FormUrlEncodedContent(answers) };
            message.Headers.Add("Cookie", cookie);
            using var answer = await browser.SendAsync(message, stop);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        });

        var left = await _town.With<HearbackDb, int>(db => db.Drafts.CountAsync());
        Assert.InRange(left, drafts, drafts + People);
        await ComesThroughAsync("drafts begun and left", drafts, drafts, before);
        // Three hours later all are gone.
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(4));
        await using var app = _town.Look(services => services.AddSingleton<TimeProvider>(later));
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Equal(await _town.With<HearbackDb, int>(db => db.Drafts.CountAsync()), await scope.ServiceProvider.GetRequiredService<ReportDrafts>().SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await _town.With<HearbackDb, int>(db => db.Drafts.CountAsync()));
    }

    private async Task ComesThroughAsync(string fault, int faults, int inputs, int before, string more = "")
    {
        var recovering = _crowd.SecondsUntilToldAsync();
        await _crowd.SendAllAsync();
        var seconds = await recovering;
        await Afterwards.EveryNoticeLeftAsync(_crowd, _mail);
        var (lost, duplicated) = await Afterwards.NothingIsLostAsync(_town, _crowd);
        var after = _serving.Megabytes;
        Figures.Add(fault, faults, inputs + People, lost, duplicated, seconds, $"{more}{(more is "" ? "" : "; ")}memory {before} MB before, {after} MB after");
        Assert.True(after <= before + MegabytesMore, $"It held {before} MB before and {after} MB after.");
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, _serving.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Says one letter more; false when the other side has hung up.</summary>
    private static bool Speak(TcpClient client)
    {
        try
        {
            if (client.Client.Poll(0, SelectMode.SelectRead)) { return false; }

            client.GetStream().WriteByte((byte)'a');
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
