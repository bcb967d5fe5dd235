using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages;

/// <summary>Shown when a page failed, whatever was asked of it and how.</summary>
[IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    /// <summary>Stands beside the failure in our log, and says nothing about who met it.</summary>
    public string Number => HttpContext.FaultNumber;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.StatusCode = StatusCodes.Status500InternalServerError;
}
