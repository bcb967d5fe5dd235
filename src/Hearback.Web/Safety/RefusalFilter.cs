using Hearback.Data;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Safety;

/// <summary>
/// Turns a refusal into the error summary of the page on which it was made, with everything that was typed still there:
/// a wrong answer is 400, a rule that says no or somebody who was first is 409, a store that failed is 503. What was forgotten is 410 on a page of its own.
/// </summary>
internal sealed partial class RefusalFilter(IStringLocalizer<Words> words, ILogger<RefusalFilter> logger) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var handled = await next();
        if (context.HandlerInstance is not PageModel page) { return; }

        if (handled.Exception is ForgottenException)
        {
            handled.Result = page.RouteData.Values["reference"] is string reference && page.Request.Path.StartsWithSegments("/staff/reports")
                ? page.RedirectToPage("/Staff/Reports/Unreadable", new { reference })
                : page.StatusCode(StatusCodes.Status410Gone);
            handled.ExceptionHandled = true;
        }
        else if (handled.Exception is { } fault && Explain(fault, page) is var (status, text))
        {
            page.ModelState.AddModelError("", text);
            page.Response.StatusCode = status;
            if (status is StatusCodes.Status503ServiceUnavailable) { Log.StoreFailed(logger, fault.GetBaseException().GetType().Name); }

            handled.Result = new PageResult();
            handled.ExceptionHandled = true;
        }
        else if (handled is { Exception: null, Result: PageResult } && !page.ModelState.IsValid)
        {
            page.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private (int Status, string Text)? Explain(Exception fault, PageModel page) => fault switch
    {
        RefusedException refused => (StatusCodes.Status409Conflict, words[refused.Message]),
        DbUpdateException conflict when conflict.IsConflict() =>
            (StatusCodes.Status409Conflict, words["Someone else changed this while you were reading it. Read what is new, then send yours again"]),
        _ when (fault is NotReceivedException || fault.IsOfStore()) && HttpMethods.IsPost(page.Request.Method) => (StatusCodes.Status503ServiceUnavailable,
            page.HttpContext.Request.Path.StartsWithSegments("/report")
                ? words["Your report was NOT sent. We could not save your answers just now. What you typed is still here: try again in a minute, or call 101"]
                : words["This was NOT saved. Try again in a minute"]),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Error, "What somebody sent was not stored, and they were told so: {Fault}")]
        public static partial void StoreFailed(ILogger logger, string fault);
    }
}
