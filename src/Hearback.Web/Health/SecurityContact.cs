using System.Globalization;
using System.Net.Mime;
using Hearback.Directory;
using Hearback.Notices;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Health;

/// <summary>Tells whoever finds a weakness where to say so (RFC 9116), when the pack names somebody who reads it.</summary>
internal static class SecurityContact
{
    public const string Address = "/.well-known/security.txt";

    /// <summary>The standard asks for less than a year, so that a contact that nobody keeps any more is not trusted for ever.</summary>
    private const int MonthsGood = 6;

    public static void MapSecurityContact(this IEndpointRouteBuilder app) => app.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head], async http =>
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<CurrentPack>().Now.About.SecurityContact is not { } contact)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var expires = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(MonthsGood);
        var here = new Uri(new Uri(services.GetRequiredService<IOptions<NoticeOptions>>().Value.Address), Address);
        http.Response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
        await http.Response.WriteAsync(
            $"Contact: {contact.OriginalString}\nExpires: {expires.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}\nPreferred-Languages: en\nCanonical: {here}\n", http.RequestAborted);
    });
}
