using System.Diagnostics;
using System.Net;

namespace Hearback.Bench;

/// <summary>What a load met: requests a second, and the time within which 99 of 100 were answered.</summary>
internal sealed record LoadResult(double PerSecond, double P99Milliseconds);

/// <summary>Sends requests on a fixed number of connections, each one after the other, and fails on any answer that is not expected.</summary>
internal static class Load
{
    public static async Task<LoadResult> RunAsync(string address, int connections, int count, HttpStatusCode expected, Func<int, HttpRequestMessage> request)
    {
        var next = -1;
        var times = new double[count];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(ConnectAsync)));
        var seconds = clock.Elapsed.TotalSeconds;
        Array.Sort(times);
        return new(count / seconds, times[(int)(count * 0.99)]);

        async Task ConnectAsync()
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 1, AutomaticDecompression = DecompressionMethods.None };
            using var client = new HttpClient(handler) { BaseAddress = new Uri(address) };
            while (Interlocked.Increment(ref next) is var index && index < count)
            {
                using var message = request(index);
                var began = Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(message);
                await answer.Content.CopyToAsync(Stream.Null);
                times[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (answer.StatusCode != expected) { throw new InvalidOperationException($"Expected {expected}, got {answer.StatusCode}."); }
            }
        }
    }

    /// <summary>Runs two loads in turns, so that a noisy minute strikes both, and gives the middle result of each.</summary>
    public static async Task<(LoadResult Ours, LoadResult Bare)> InTurnsAsync(int turns, Func<int, Task<LoadResult>> ours, Func<int, Task<LoadResult>> bare)
    {
        var (a, b) = (new List<LoadResult>(), new List<LoadResult>());
        for (var turn = 0; turn < turns; turn++)
        {
            a.Add(await ours(turn));
            b.Add(await bare(turn));
        }

        return (Middle(a), Middle(b));
    }

    private static LoadResult Middle(List<LoadResult> results) =>
        new(Median(results.Select(r => r.PerSecond)), Median(results.Select(r => r.P99Milliseconds)));

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
