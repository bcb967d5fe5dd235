using System.Globalization;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Plan;
using Hearback.Plan.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Plan;

/// <summary>The plan for other programs: the edition in force at addresses that stay, and any other with <c>?edition=3</c>.</summary>
public static class PlanFiles
{
    private const string EditionNumber = "edition";
    private const int EditionsInFeed = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    public static void MapPlanFiles(this IEndpointRouteBuilder app)
    {
        foreach (var format in Enum.GetValues<PlanFormat>())
        {
            Map(app, $"/plan.{format.FileEnding}", (HttpContext http, CurrentPlan current, HearbackDb db, CancellationToken stop) => EditionAsync(format, http, current, db, stop), EditionNumber);
        }

        Map(app, "/plan.atom", FeedAsync);
        Map(app, "/plan.ics", CalendarAsync);
    }

    private static void Map(IEndpointRouteBuilder app, string path, Delegate answer, params string[] differsBy) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], answer)
            .CacheOutput(kept => kept.Expire(KeptFor).SetVaryByHost(false).SetVaryByQuery(differsBy).VaryByValue(InForceAsync));

    /// <summary>What is kept is kept of one edition, so that the next shows the moment it is published.</summary>
    private static async ValueTask<KeyValuePair<string, string>> InForceAsync(HttpContext http, CancellationToken stop) =>
        new("in-force", (await http.RequestServices.GetRequiredService<CurrentPlan>().ReadAsync(stop))?.Number.ToString(CultureInfo.InvariantCulture) ?? "");

    private static async Task<IResult> EditionAsync(PlanFormat format, HttpContext http, CurrentPlan current, HearbackDb db, CancellationToken stop)
    {
        if (await FindAsync(http.Request.Query[EditionNumber].ToString(), http.Request.Query.ContainsKey(EditionNumber), current, db, stop) is not { } edition) { return Results.NotFound(); }

        return File(stream => format.Write(edition, stream), format.ContentType, string.Create(CultureInfo.InvariantCulture, $"action-plan-edition-{edition.Number}.{format.FileEnding}"));
    }

    private static async Task<IResult> FeedAsync(CurrentPlan current, HearbackDb db, CurrentPack pack, IOptions<NoticeOptions> notices, CancellationToken stop)
    {
        if (await current.ReadAsync(stop) is not { } edition) { return Results.NotFound(); }

        var news = await EditionNews.LatestAsync(db, EditionsInFeed, stop);
        return File(stream => PlanAtom.Write(edition.Plan.Title, pack.Now.About.Partnership, news, new Uri(notices.Value.Address), stream), "application/atom+xml; charset=utf-8");
    }

    private static async Task<IResult> CalendarAsync(CurrentPlan current, IOptions<NoticeOptions> notices, CancellationToken stop) =>
        await current.ReadAsync(stop) is { } edition
            ? File(stream => PlanCalendar.Write(edition, new Uri(notices.Value.Address), stream), "text/calendar; charset=utf-8", "action-plan.ics")
            : Results.NotFound();

    private static async Task<Edition?> FindAsync(string asked, bool isAsked, CurrentPlan current, HearbackDb db, CancellationToken stop)
    {
        var inForce = await current.ReadAsync(stop);
        if (!isAsked) { return inForce; }

        // One spelling a number, so that nobody fills the cache with 3, 03 and 003.
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || asked.StartsWith('0')) { return null; }

        return inForce?.Number == number ? inForce : await db.Editions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Number == number, stop);
    }

    private static IResult File(Action<Stream> write, string contentType, string? name = null)
    {
        using var held = new MemoryStream();
        write(held);
        return Results.Bytes(held.ToArray(), contentType, name);
    }
}
