using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>
/// Asks at each request whether the session of a cookie stands and whether its member may still sign in: what an administrator ends is over at
/// the next press, in every process.
/// </summary>
internal static class SessionCheck
{
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // The page that tells of a fault does not ask the database, which may be what is at fault.
        if (http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        if (context.Principal is not { SessionId: { } session, MemberId: { } member } || !await StandsAsync(context, session, member))
        {
            context.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private static async Task<bool> StandsAsync(CookieValidatePrincipalContext context, Guid session, Guid member)
    {
        var services = context.HttpContext.RequestServices;
        var db = services.GetRequiredService<HearbackDb>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var found = await db.Sessions.OpenAt(now).Where(open => open.Id == session && open.MemberId == member)
            .Join(db.Users.Where(known => known.DisabledAt == null), open => open.MemberId, known => known.Id, (open, known) => new { open.SeenAt, known.SecurityStamp })
            .SingleOrDefaultAsync();
        var stamp = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        if (found is null || context.Principal!.FindFirst(stamp)?.Value != found.SecurityStamp) { return false; }

        if (now - found.SeenAt >= Session.NotedEvery)
        {
            await db.Sessions.Where(open => open.Id == session).ExecuteUpdateAsync(row => row.SetProperty(open => open.SeenAt, now));
        }

        return true;
    }
}
