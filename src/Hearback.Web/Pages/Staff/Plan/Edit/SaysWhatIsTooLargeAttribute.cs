using Hearback.Plan.Files;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>
/// A file larger than any plan is let run through unread, so that the browser hears our answer instead of a connection that breaks off, and the
/// import page says what is wrong with it. It comes before the form is read, which would refuse such a file without a word about it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SaysWhatIsTooLargeAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    // What stands around the file in the form.
    private const int Around = 64 * 1024;

    /// <summary>Before the check of the form's token, which reads the form.</summary>
    public int Order => 500;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HasFile(request) || request.ContentLength is null or <= AnyPlanFile.MostBytes + Around) { return; }

        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) { limit.MaxRequestBodySize = null; }

        await request.Body.CopyToAsync(Stream.Null, context.HttpContext.RequestAborted);
        context.Result = new RedirectResult($"{request.Path}?tooLarge=true");
    }

    private static bool HasFile(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true;
}
