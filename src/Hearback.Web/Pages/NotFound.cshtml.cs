using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages;

/// <summary>Shown for an address that leads nowhere, and for something sent that we could not take, whatever was asked and how.</summary>
[IgnoreAntiforgeryToken]
public sealed class NotFoundModel : PageModel
{
    private int _status = StatusCodes.Status404NotFound;

    public bool IsNotFound => _status is StatusCodes.Status404NotFound;

    /// <summary>Whether it was there, and its key was destroyed since.</summary>
    public bool IsForgotten => _status is StatusCodes.Status410Gone;

    /// <summary>Whether it was asked for among the members' pages.</summary>
    public bool IsOfStaff => HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } asked && new PathString(asked.OriginalPath).StartsWithSegments("/staff");

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (int.TryParse(RouteData.Values["status"] as string, out var status) && status is >= 400 and < 500) { _status = status; }

        Response.StatusCode = _status;
    }
}
