using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Track;

namespace Hearback.Web.Pages.Report;

/// <summary>The draft of the person at this browser: read from, and kept for, the cookie that alone can open it.</summary>
public sealed class Journey(ReportDrafts drafts, IHttpContextAccessor accessor)
{
    private const string CookieName = "__Host-report";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>The answers so far; null when nobody began, or two hours went by.</summary>
    public async Task<ReportAnswers?> AnswersAsync(CancellationToken stop) =>
        DraftTicket.Read(Http.Request.Cookies[CookieName]) is { } ticket ? await drafts.OpenAsync(ticket, stop) : null;

    public async Task KeepAsync(ReportAnswers answers)
    {
        var ticket = DraftTicket.Read(Http.Request.Cookies[CookieName]) ?? DraftTicket.New();
        await drafts.KeepAsync(ticket, answers);
        Http.Response.Cookies.Append(CookieName, ticket.Reveal(), new CookieOptions { HttpOnly = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = true, IsEssential = true, MaxAge = ReportDrafts.Lifetime });
    }

    public async Task ForgetAsync()
    {
        if (DraftTicket.Read(Http.Request.Cookies[CookieName]) is { } ticket) { await drafts.ForgetAsync(ticket); }

        Http.Response.Cookies.Delete(CookieName, new CookieOptions { Path = "/", Secure = true });
    }
}

public static class JourneyServices
{
    /// <summary>The way from the first question to the reference.</summary>
    public static IServiceCollection AddJourney(this IServiceCollection services) => services.AddHttpContextAccessor().AddScoped<Journey>();

    /// <summary>"Exit this page": clears the draft, ends the visit to a report, clears the history that can be cleared, and leads to a site that anyone might read.</summary>
    public static void MapExit(this IEndpointRouteBuilder app) => app.MapGet("/exit", async (HttpContext http, Journey journey, Visit visit, CurrentPack pack) =>
    {
        visit.End();
        await journey.ForgetAsync();
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.Redirect(pack.Now.About.ExitSite.ToString());
    });
}
