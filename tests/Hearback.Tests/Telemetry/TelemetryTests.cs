using System.Collections.Concurrent;
using System.Text;
using Hearback.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hearback.Tests.Telemetry;

/// <summary>All that leaves for a collector, as the collector gets it.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Mark = "numbat4711";
    private readonly ConcurrentQueue<(string Path, string Body)> _got = new();
    private WebApplication _collector = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async asked =>
        {
            using var body = new MemoryStream();
            await asked.Request.Body.CopyToAsync(body);
            _got.Enqueue((asked.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await _collector.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task Members_pages_are_told_by_template_and_nothing_of_a_report_an_address_or_a_visit_leaves()
    {
        string reference;
        await using (var service = await Service.StartAsync(settings: ("Telemetry:Endpoint", Collector)))
        {
            using var visitor = service.Visitor("2001:db8:4711:beef::1");
            visitor.Says("User-Agent", "Quokkabrowser-4711");
            visitor.Says("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            visitor.Says("tracestate", Mark);
            visitor.Says("baggage", $"who={Mark}");
            reference = (await visitor.SendReport(await visitor.AnswerAll(story: Mark))).Reference();
            await visitor.Open($"/no-such-page/{Mark}?q={Mark}");
            var officer = await service.SignedIn(await service.Given(A.Member()));
            await officer.Open($"/staff/reports/{reference}");
        }

        var all = string.Concat(_got.Select(got => got.Body));
        Assert.Contains(_got, got => got.Path is "/v1/metrics" && got.Body.Contains("hearback.request.duration", StringComparison.Ordinal));
        Assert.Contains(_got, got => got.Path is "/v1/traces" && got.Body.Contains("/staff/reports/{reference", StringComparison.OrdinalIgnoreCase));
        Assert.All([Mark, reference, "Quokkabrowser", "2001:db8", "report/check", "report/sent", "no-such-page", Environment.MachineName, "0af7651916cd43dd"], mark => Assert.DoesNotContain(mark, all, StringComparison.OrdinalIgnoreCase));
        // The stranger's trace is not continued in its binary form either.
        Assert.DoesNotContain(Encoding.Latin1.GetString(Convert.FromHexString("0af7651916cd43dd8448eb211c80319c")), all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_measured_until_somebody_says_where_it_goes()
    {
        await using (var service = await Service.StartAsync())
        {
            using var visitor = service.Visitor();
            await visitor.Open("/");
            Assert.DoesNotContain(service.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), job => job.GetType().FullName!.StartsWith("OpenTelemetry", StringComparison.Ordinal));
        }

        Assert.Empty(_got);
    }

    private string Collector => _collector.Urls.Single();
}
