using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hearback.Web.Maps;

/// <summary>The one page that may ask the browser where it is, and only with a map on it; every other is forbidden to by its headers.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AsksForPositionAttribute : ResultFilterAttribute
{
    public override void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.RouteData.Values["view"] is Pages.Reporting.WhereModel.Map) { context.HttpContext.Response.Headers["Permissions-Policy"] = SafeHeaders.PermissionsWithPosition; }
    }
}
