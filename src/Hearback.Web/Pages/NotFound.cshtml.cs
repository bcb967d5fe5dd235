using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages;

/// <summary>Shown for an address that leads nowhere, whatever was asked of it and how.</summary>
[IgnoreAntiforgeryToken]
public sealed class NotFoundModel : PageModel
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.StatusCode = StatusCodes.Status404NotFound;
}
