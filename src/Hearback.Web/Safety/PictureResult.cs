using System.Net.Mime;
using Hearback.Pictures;
using Microsoft.AspNetCore.Mvc;

namespace Hearback.Web.Safety;

/// <summary>A picture as the whole answer. Nothing in it can run, ask for anything or be kept, and its name tells nothing.</summary>
internal sealed class PictureResult(CleanPicture picture) : FileContentResult(picture.Jpeg, MediaTypeNames.Image.Jpeg)
{
    /// <summary>Also for whoever opens a picture by itself.</summary>
    public const string ContentPolicy = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public override Task ExecuteResultAsync(ActionContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.CacheControl = "no-store";
        headers.ContentDisposition = "inline; filename=\"picture.jpg\"";
        return base.ExecuteResultAsync(context);
    }
}
