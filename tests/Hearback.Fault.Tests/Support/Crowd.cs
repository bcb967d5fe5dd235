using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Hearback.Fault.Tests.Support;

/// <summary>
/// People who press Send, and press it again when no answer comes, at whichever process answers. It keeps who was told which reference.
/// </summary>
internal sealed partial class Crowd : IDisposable
{
    private const int AtOnce = 8;
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly Town _town;
    private readonly Func<Uri> _address;
    private (string Field, string Cookie)? _form;
    private long _lastTold;
    private int _begun;

    public Crowd(Town town, Func<Uri> address) => (_town, _address) = (town, address);

    /// <summary>Which reference each was told.</summary>
    public ConcurrentDictionary<int, string> Told { get; } = new();

    /// <summary>How often somebody had to press again.</summary>
    public int PressedAgain => _pressedAgain;

    private int _pressedAgain;

    public static string StoryOf(int person) => $"Story {person}";

    /// <summary>All who have not yet pressed, until each was told.</summary>
    public Task SendAllAsync() => SendAsync(_town.Tickets.Count);

    /// <summary>The next so many of them, until each was told.</summary>
    public async Task SendAsync(int many)
    {
        var (next, end) = (_begun - 1, Math.Min(_begun + many, _town.Tickets.Count));
        _begun = end;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var person && person < end)
            {
                var begun = Stopwatch.GetTimestamp();
                while (await PressAsync(person) is not true)
                {
                    Interlocked.Increment(ref _pressedAgain);
                    Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(90), $"Person {person} was told nothing for 90 seconds.");
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                }
            }
        }));
    }

    /// <summary>Waits until this many were told.</summary>
    public async Task ToldAsync(int many)
    {
        for (var left = 1200; Told.Count < many; left--)
        {
            Assert.True(left > 0, $"Only {Told.Count} of {many} were told a reference.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>How long it takes from now until somebody is told again.</summary>
    public async Task<double> SecondsUntilToldAsync()
    {
        var from = Stopwatch.GetTimestamp();
        for (var left = 3600; Interlocked.Read(ref _lastTold) < from; left--)
        {
            Assert.True(left > 0, "Nobody was told anything for 90 seconds.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(from, Interlocked.Read(ref _lastTold)).TotalSeconds;
    }

    /// <summary>Presses once: true when a reference came, null when nobody answered, and false when they were told to try again.</summary>
    public async Task<bool?> PressAsync(int person)
    {
        try
        {
            var (field, cookie) = _form ??= await OpenFormAsync(_town.Tickets[person]);
            using var press = Message(HttpMethod.Post, "/report/check", $"{cookie}; __Host-report={_town.Tickets[person]}");
            press.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", field)]);
            using var answer = await _browser.SendAsync(press);
            if (answer.StatusCode is not HttpStatusCode.Found) { return false; }

            using var look = Message(HttpMethod.Get, "/report/sent", $"__Host-report={_town.Tickets[person]}");
            using var sent = await _browser.SendAsync(look);
            var reference = Shown().Match(await sent.Content.ReadAsStringAsync()).Groups[1].Value;
            if (reference is "") { return false; }

            Assert.Equal(reference, Told.GetOrAdd(person, reference));
            Interlocked.Exchange(ref _lastTold, Stopwatch.GetTimestamp());
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(string Field, string Cookie)> OpenFormAsync(string ticket)
    {
        using var message = Message(HttpMethod.Get, "/report/check", $"__Host-report={ticket}");
        using var answer = await _browser.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        var cookie = answer.Headers.GetValues("Set-Cookie").First(set => set.StartsWith("__Host-form", StringComparison.Ordinal)).Split(';')[0];
        return (Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value, cookie);
    }

    private HttpRequestMessage Message(HttpMethod method, string path, string cookies)
    {
        var message = new HttpRequestMessage(method, new Uri(_address(), path));
        message.Headers.Add("Cookie", cookies);
        return message;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("id=\"reference\"[^>]*>([^<]+)<")]
    private static partial Regex Shown();
}
