using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Track;

/// <summary>A stranger who tries references learns from no answer, and from no answer's time, which of them exist.</summary>
public sealed partial class TimingTests : IAsyncLifetime
{
    private const int Reports = 20;

    // As many tries on one reference as wait for nothing, so that what is measured is the work.
    private const int TriesEach = 10;
    private const int WarmUp = 50;
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_unknown_reference_and_a_wrong_code_take_the_same_time()
    {
        var known = new List<string>();
        for (var i = 0; i < Reports; i++) { known.Add((await _service.Given(A.Answers())).Value); }

        var unknown = Enumerable.Range(0, Reports).Select(_ => Reference.New().Value).ToList();
        var visitor = _service.Visitor();
        var form = await visitor.Open("/track");
        var (ofKnown, ofUnknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < Reports * TriesEach; i++)
        {
            // Now one first, now the other, so that neither is always the one that comes after a pause.
            var turns = new[] { (known[i % Reports], ofKnown), (unknown[i % Reports], ofUnknown) };
            foreach (var (reference, times) in i % 2 is 0 ? turns : turns.Reverse())
            {
                var began = Stopwatch.GetTimestamp();
                var page = await visitor.Send(form, ("Reference", reference), ("Code", AccessCode.New().Reveal()));
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            }
        }

        var ratio = Median(ofKnown) / Median(ofUnknown);
        Assert.True(ratio is > 0.7 and < 1.43, $"A wrong code takes {ratio:0.00} times as long as an unknown reference.");
    }

    [Fact]
    public async Task An_unknown_reference_a_wrong_code_and_a_report_without_a_code_get_the_same_answer()
    {
        var answers = A.Answers();
        var (known, named) = ((await _service.Given(answers)).Value, (await _service.Given(A.NamedAnswers())).Value);
        var visitor = _service.Visitor();
        var form = await visitor.Open("/track");

        var pages = new List<Page>();
        foreach (var (reference, code) in ((string, string)[])[(known, Wrong()), (Reference.New().Value, Wrong()), (named, Wrong()), (Reference.New().Value, answers.AccessCode), ("not one", Wrong()), (known, "1234")])
        {
            pages.Add(await visitor.Send(form, ("Reference", reference), ("Code", code)));
        }

        var said = pages.Select(page => (page.Status, Headers(page), Nothing().Replace(page.Html, ""))).ToList();
        Assert.All(said, answer => Assert.Equal(said[0], answer));
        Assert.Contains("is not right", said[0].Item3, StringComparison.Ordinal);
    }

    private static string Wrong() => AccessCode.New().Reveal();

    private static string Headers(Page page) => string.Join('\n', page.Response.Headers.Concat(page.Response.Content.Headers)
        .Where(header => header.Key is not ("Date" or "Content-Length")).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order());

    private static double Median(IEnumerable<double> times) => times.Skip(WarmUp).Order().ElementAt(((Reports * TriesEach) - WarmUp) / 2);

    /// <summary>What was typed, and the token of the form.</summary>
    [GeneratedRegex("value=\"[^\"]*\"")]
    private static partial Regex Nothing();
}
