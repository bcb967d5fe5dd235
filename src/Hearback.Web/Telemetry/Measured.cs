using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hearback.Web.Telemetry;

/// <summary>
/// Measures requests. Of what members do it tells the page, as a template without a reference in it; of everybody else only that somebody asked
/// for something: which page an anonymous visitor opened at which moment is what a trace must never tell (docs/adr/0023).
/// </summary>
internal static class Measured
{
    public const string Name = "Hearback";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("hearback.request.duration", "s", "How long answers took");

    /// <summary>To be called after the page is known, and before anything is done.</summary>
    public static IApplicationBuilder UseMeasured(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/');
        var ofStaff = route is "staff" || route?.StartsWith("staff/", StringComparison.OrdinalIgnoreCase) is true;
        // Whatever a stranger says of a trace of their own is not taken over: it would go where ours go.
        Activity.Current = null;
        using var trace = ofStaff ? Source.StartActivity($"{http.Request.Method} /{route}", ActivityKind.Server) : null;
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var answer = $"{http.Response.StatusCode / 100}xx";
            Durations.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, ofStaff
                ? new TagList { { "part", "staff" }, { "http.route", "/" + route }, { "answer", answer } }
                : new TagList { { "part", "public" }, { "answer", answer } });
            trace?.SetTag("http.route", "/" + route).SetTag("http.response.status_code", http.Response.StatusCode);
        }
    });
}
