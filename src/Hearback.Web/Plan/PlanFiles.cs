using System.Globalization;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Plan;
using Hearback.Plan.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Plan;

/// <summary>The plan for other programs: the edition in force at addresses that stay, and any other with <c>?edition=3</c>.</summary>
public static class PlanFiles
{
    private const string EditionNumber = "edition";
    private const int EditionsInFeed = 50;

    public static void MapPlanFiles(this IEndpointRouteBuilder app)
    {
        foreach (var format in Enum.GetValues<PlanFormat>())
        {
            Map(app, $"/plan.{format.FileEnding}", http => EditionAsync(format, http), EditionNumber);
        }

        Map(app, "/plan.atom", FeedAsync);
        Map(app, "/plan.ics", CalendarAsync);
    }

    // A RequestDelegate takes what it needs by itself: binding its parameters instead would load the machinery of forms, 10 MB for the life of the process.
    private static void Map(IEndpointRouteBuilder app, string path, Func<HttpContext, Task<IResult>> answer, params string[] differsBy) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async http => await (await answer(http)).ExecuteAsync(http))
            .CacheOutput(kept => kept.SameForAll(differsBy).VaryByValue(InForceAsync));

    /// <summary>What is kept is kept of one edition, so that the next shows the moment it is published.</summary>
    private static async ValueTask<KeyValuePair<string, string>> InForceAsync(HttpContext http, CancellationToken stop) =>
        new("in-force", (await http.RequestServices.GetRequiredService<CurrentPlan>().ReadAsync(stop))?.Number.ToString(CultureInfo.InvariantCulture) ?? "");

    private static async Task<IResult> EditionAsync(PlanFormat format, HttpContext http)
    {
        if (await FindAsync(http) is not { } edition) { return Results.NotFound(); }

        return File(stream => format.Write(edition, stream, InWords(http)), format.ContentType, string.Create(CultureInfo.InvariantCulture, $"action-plan-edition-{edition.Number}.{format.FileEnding}"));
    }

    private static async Task<IResult> FeedAsync(HttpContext http)
    {
        if (await InForce(http) is not { } edition) { return Results.NotFound(); }

        var news = await EditionNews.LatestAsync(Part<HearbackDb>(http), EditionsInFeed, http.RequestAborted);
        return File(stream => PlanAtom.Write(edition.Plan.Title, Part<CurrentPack>(http).Now.About.Partnership, news, OurAddress(http), stream, InWords(http)), "application/atom+xml; charset=utf-8");
    }

    private static async Task<IResult> CalendarAsync(HttpContext http) => await InForce(http) is { } edition
        ? File(stream => PlanCalendar.Write(edition, OurAddress(http), stream, InWords(http)), "text/calendar; charset=utf-8", "action-plan.ics")
        : Results.NotFound();

    private static async Task<Edition?> FindAsync(HttpContext http)
    {
        var inForce = await InForce(http);
        if (!http.Request.Query.TryGetValue(EditionNumber, out var typed)) { return inForce; }

        // One spelling a number, so that nobody fills the cache with 3, 03 and 003.
        var asked = typed.ToString();
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || asked.StartsWith('0')) { return null; }

        return inForce?.Number == number ? inForce : await Part<HearbackDb>(http).Editions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Number == number, http.RequestAborted);
    }

    private static Task<Edition?> InForce(HttpContext http) => Part<CurrentPlan>(http).ReadAsync(http.RequestAborted);

    private static IStringLocalizer<Words> InWords(HttpContext http) => Part<IStringLocalizer<Words>>(http);

    private static Uri OurAddress(HttpContext http) => new(Part<IOptions<NoticeOptions>>(http).Value.Address);

    private static TPart Part<TPart>(HttpContext http) where TPart : notnull => http.RequestServices.GetRequiredService<TPart>();

    private static IResult File(Action<Stream> write, string contentType, string? name = null)
    {
        using var held = new MemoryStream();
        write(held);
        return Results.Bytes(held.ToArray(), contentType, name);
    }
}
