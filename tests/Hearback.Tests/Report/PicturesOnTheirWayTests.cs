using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Web;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Hearback.Tests.Reporting;

/// <summary>Pictures that are sent to the built program by the network, as browsers send them.</summary>
public sealed partial class PicturesOnTheirWayTests : IAsyncLifetime
{
    private const string Pictures = "/report/pictures";
    private readonly string _temporary = System.IO.Directory.CreateTempSubdirectory("hearback-temporary-").FullName;
    private readonly ConcurrentBag<string> _files = [];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        System.IO.Directory.Delete(_temporary, recursive: true);
    }

    [Fact]
    public async Task A_picture_is_never_put_on_the_disk_as_it_came_and_one_far_too_large_is_refused_in_words()
    {
        var ticket = await KeepDraft();
        using var watcher = new FileSystemWatcher(_temporary) { EnableRaisingEvents = true };
        watcher.Created += (_, made) => _files.Add(made.Name ?? "");
        await using var served = await Served.StartAsync(_database.Settings, noticesEverySeconds: 300, ("ASPNETCORE_TEMP", _temporary));
        var (token, cookies) = await OpenForm(served, ticket);
        var picture = Image.Gaussnoise(2400, 1800).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: 95);
        Assert.InRange(picture.Length, 1024 * 1024, 15 * 1024 * 1024);

        using var taken = await Send(served, Pictures, cookies, token, picture);
        Assert.Equal((HttpStatusCode.Found, "/report/effect"), (taken.StatusCode, taken.Headers.Location?.ToString()));
        Assert.Contains("number=1", await Read(served, cookies), StringComparison.Ordinal);

        using var refused = await Send(served, Pictures, cookies, token, new byte[40 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("The picture must be smaller than 15 MB", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Empty(_files);
        // The watch itself works: where the framework reads a form, it does put the file there.
        using var elsewhere = await Send(served, "/report/wish", cookies, token, picture);
        for (var left = 100; left > 0 && _files.IsEmpty; left--) { await Task.Delay(20, TestContext.Current.CancellationToken); }

        Assert.NotEmpty(_files);
    }

    private async Task<string> KeepDraft()
    {
        await using var app = HearbackApp.Build(_database.Settings);
        await using var scope = app.Services.CreateAsyncScope();
        var ticket = DraftTicket.New();
        await scope.ServiceProvider.GetRequiredService<ReportDrafts>().KeepAsync(ticket, A.Answers() with { Effect = null });
        return ticket.Reveal();
    }

    private static async Task<(string Token, string Cookies)> OpenForm(Served served, string ticket)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, Pictures);
        message.Headers.Add("Cookie", $"__Host-report={ticket}");
        using var answer = await served.Client.SendAsync(message, TestContext.Current.CancellationToken);
        var cookie = answer.Headers.GetValues("Set-Cookie").First(set => set.StartsWith("__Host-form", StringComparison.Ordinal)).Split(';')[0];
        return (Token().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value, $"{cookie}; __Host-report={ticket}");
    }

    private static async Task<string> Read(Served served, string cookies)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, Pictures);
        message.Headers.Add("Cookie", cookies);
        using var answer = await served.Client.SendAsync(message, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Send(Served served, string path, string cookies, string token, byte[] file)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path);
        message.Headers.Add("Cookie", cookies);
        message.Content = new MultipartFormDataContent { { new StringContent(token), Page.Token }, { new ByteArrayContent(file), "Pictures", "1.jpg" } };
        return await served.Client.SendAsync(message, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
