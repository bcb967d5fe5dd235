using System.Text.Json;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Maps;

/// <summary>What the map in a browser is drawn of. It is the same for everybody, and nothing of a report is in it.</summary>
internal static class MapRoutes
{
    // Positions go out in hundred-thousandths of a degree, about a metre.
    private const int Coarser = 10;

    public static IServiceCollection AddMaps(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MapOptions>().BindEach(configuration.GetSection("Places")).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<MapOptions>, MapOptionsValidator>().AddSingleton<Tiles>();
    }

    public static void MapMaps(this WebApplication app)
    {
        app.MapMethods("/report/map.json", [HttpMethods.Get, HttpMethods.Head], AreaAsync).CacheOutput(kept => kept.SameForAll());
        // Without a server there is nothing at this address. Asked of the settings as they are written: they are checked later, and all together.
        if (app.Configuration["Places:TileServer"] is { Length: > 0 }) { app.MapMethods(Tiles.Template, [HttpMethods.Get], TileAsync); }
    }

    private static async Task TileAsync(HttpContext http)
    {
        var area = await Part<CurrentArea>(http).NowAsync(Part<HearbackDb>(http), http.RequestAborted);
        var (asked, answer) = (http.Request.RouteValues, http.Response);
        if (Tile.Read(asked["z"], asked["x"], asked["y"], area.Bounds) is not { } tile || await Part<Tiles>(http).PictureAsync(tile, http.RequestAborted) is not { } picture)
        {
            answer.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        answer.ContentType = "image/png";
        answer.ContentLength = picture.Length;
        answer.Headers.CacheControl = "public, max-age=86400";
        await answer.Body.WriteAsync(picture, http.RequestAborted);
    }

    private static async Task AreaAsync(HttpContext http)
    {
        var (db, stop) = (Part<HearbackDb>(http), http.RequestAborted);
        var (area, pack) = (await Part<CurrentArea>(http).NowAsync(db, stop), Part<CurrentPack>(http).Now);
        var places = await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Id).Select(place => new { place.Name, place.Easting, place.Northing }).ToListAsync(stop);
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.Body);
        json.WriteStartObject();
        json.WriteStartArray("shapes");
        // The edges of others serve to say whose a spot is, and only on the server.
        foreach (var shape in area.Shapes.Where(shape => shape.Kind is not (ShapeKind.Limit or ShapeKind.Neighbour)))
        {
            json.WriteStartObject();
            json.WriteString("kind", shape.Kind.ToString().ToLowerInvariant());
            if ((pack.Ward(shape.Code)?.Name ?? shape.Name) is { } name) { json.WriteString("name", name); }

            json.WriteStartArray("lines");
            foreach (var line in shape.Lines) { WriteSteps(json, line); }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("places");
        foreach (var place in places)
        {
            var at = Wgs84.Of(new(place.Easting, place.Northing));
            json.WriteStartArray();
            json.WriteStringValue(place.Name);
            json.WriteNumberValue(Math.Round(at.Longitude * 1e5));
            json.WriteNumberValue(Math.Round(at.Latitude * 1e5));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    /// <summary>The first position, and from then on the step from each to the next: a third of the size.</summary>
    private static void WriteSteps(Utf8JsonWriter json, IReadOnlyList<int> line)
    {
        json.WriteStartArray();
        var (lastX, lastY) = (0, 0);
        for (var at = 0; at < line.Count; at += 2)
        {
            var (x, y) = (line[at] / Coarser, line[at + 1] / Coarser);
            json.WriteNumberValue(x - lastX);
            json.WriteNumberValue(y - lastY);
            (lastX, lastY) = (x, y);
        }

        json.WriteEndArray();
    }

    private static T Part<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
