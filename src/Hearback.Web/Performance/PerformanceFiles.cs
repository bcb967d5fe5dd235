using Hearback.Directory;
using Hearback.Insight;

namespace Hearback.Web.Performance;

/// <summary>The public figures for other programs, at addresses that stay.</summary>
public static class PerformanceFiles
{
    public static void MapPerformanceFiles(this IEndpointRouteBuilder app)
    {
        Map(app, "/performance.json", "application/json; charset=utf-8", PerformanceFile.WriteJson);
        Map(app, "/performance.csv", "text/csv; charset=utf-8", PerformanceFile.WriteCsv);
    }

    private static void Map(IEndpointRouteBuilder app, string path, string contentType, Action<PublicPerformance, Func<string, string>, Stream> write) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async http =>
        {
            var told = await http.RequestServices.GetRequiredService<TellPerformance>().ReadAsync(http.RequestAborted);
            using var held = new MemoryStream();
            write(told, http.RequestServices.GetRequiredService<CurrentPack>().Now.InFull, held);
            await Results.Bytes(held.ToArray(), contentType, path[1..]).ExecuteAsync(http);
        }).CacheOutput(kept => kept.SameForAll());
}
