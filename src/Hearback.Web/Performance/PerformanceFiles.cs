using Hearback.Directory;
using Hearback.Insight;

namespace Hearback.Web.Performance;

/// <summary>The public figures for other programs, at addresses that stay.</summary>
public static class PerformanceFiles
{
    private const string Json = "application/json; charset=utf-8";
    private const string Csv = "text/csv; charset=utf-8";

    public static void MapPerformanceFiles(this IEndpointRouteBuilder app)
    {
        Map(app, "/performance.json", Json, Performance(PerformanceFile.WriteJson));
        Map(app, "/performance.csv", Csv, Performance(PerformanceFile.WriteCsv));
        Map(app, "/case-review.json", Json, Reviews(ReviewsFile.WriteJson));
        Map(app, "/case-review.csv", Csv, Reviews(ReviewsFile.WriteCsv));
    }

    private static Func<HttpContext, Stream, Task> Performance(Action<PublicPerformance, Func<string, string>, Stream> write) => async (http, stream) =>
        write(await http.RequestServices.GetRequiredService<TellPerformance>().ReadAsync(http.RequestAborted), http.RequestServices.GetRequiredService<CurrentPack>().Now.InFull, stream);

    private static Func<HttpContext, Stream, Task> Reviews(Action<PublicReviews, Stream> write) => async (http, stream) =>
        write(await http.RequestServices.GetRequiredService<TellReviews>().ReadAsync(http.RequestAborted), stream);

    private static void Map(IEndpointRouteBuilder app, string path, string contentType, Func<HttpContext, Stream, Task> write) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async http =>
        {
            using var held = new MemoryStream();
            await write(http, held);
            await Results.Bytes(held.ToArray(), contentType, path[1..]).ExecuteAsync(http);
        }).CacheOutput(kept => kept.SameForAll());
}
