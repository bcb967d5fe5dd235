using System.Net.Mime;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Authorization;

namespace Hearback.Web.Plan;

/// <summary>
/// The pictures of progress updates, each at an address that stays: for everybody from the edition on that has it first, and before that only for
/// members who work on the plan. Nothing in a picture can run or ask for anything.
/// </summary>
public static class PublicPictures
{
    private const string Small = "-small";

    // A picture is never another one, so a browser need not ask again.
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void MapPlanPictures(this IEndpointRouteBuilder app) => app.MapMethods("/plan/pictures/{name}.jpg", [HttpMethods.Get, HttpMethods.Head], async http => await (await AnswerAsync(http)).ExecuteAsync(http));

    private static async Task<IResult> AnswerAsync(HttpContext http)
    {
        var name = (string)http.GetRouteValue("name")!;
        var small = name.EndsWith(Small, StringComparison.Ordinal);
        var id = small ? name[..^Small.Length] : name;
        if (!UpdatePicture.IsId(id) || await http.RequestServices.GetRequiredService<PlanPictures>().FindAsync(id, small, () => WorksOnThePlanAsync(http), http.RequestAborted) is not { } found) { return Results.NotFound(); }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PictureResult.ContentPolicy;
        if (found.IsPublic) { headers.CacheControl = ForEver; }

        return Results.Bytes(found.Picture.Jpeg, MediaTypeNames.Image.Jpeg);
    }

    private static async Task<bool> WorksOnThePlanAsync(HttpContext http) =>
        (await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, nameof(Right.WriteNews))).Succeeded;
}
