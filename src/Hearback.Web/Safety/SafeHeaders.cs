namespace Hearback.Web.Safety;

/// <summary>What every answer tells the browser: ask nobody else, run nothing that is not ours, keep nothing.</summary>
internal static class SafeHeaders
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    public const string PermissionsWithPosition = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()";

    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        context.Response.OnStarting(() =>
        {
            // Static files say for themselves how long they keep; a page is never kept, lest the next person on a shared phone goes back to it.
            if (headers.CacheControl.Count is 0) { headers.CacheControl = "no-store"; }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
