using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hearback.Web.Staff;

/// <summary>
/// Remembers in a browser who has signed in there, so that whoever guesses at a member's name elsewhere cannot keep the member out. Such a cookie lets
/// nobody in: its tries are counted apart, and that is all.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider keys, IHttpContextAccessor accessor, TimeProvider time)
{
    public const string Cookie = "__Host-staff-known";

    /// <summary>Members who share a computer in an office.</summary>
    private const int Most = 8;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private IDataProtector Protector => keys.CreateProtector("Hearback.KnownDevices");

    /// <summary>The number of this browser for a member; null when they never signed in here, or long ago.</summary>
    public Guid? Of(Guid member) => Read().FirstOrDefault(known => known.Member == member)?.Device;

    public void Remember(Guid member)
    {
        var mine = new Known(member, Of(member) ?? Guid.NewGuid(), time.GetUtcNow().ToUnixTimeSeconds());
        var all = Read().Where(known => known.Member != member).OrderByDescending(known => known.At).Take(Most - 1).Prepend(mine);
        Http.Response.Cookies.Append(Cookie, Protector.Protect(string.Join('\n', all)), new CookieOptions
        {
            Path = "/",
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
            MaxAge = Remembered,
        });
    }

    private IReadOnlyList<Known> Read()
    {
        if (Http.Request.Cookies[Cookie] is not { Length: > 0 } cookie) { return []; }

        try
        {
            var since = (time.GetUtcNow() - Remembered).ToUnixTimeSeconds();
            return [.. Protector.Unprotect(cookie).Split('\n').Select(Known.Parse).Where(known => known.At >= since)];
        }
        catch (CryptographicException)
        {
            // Made by nobody, or under a key that is no more: a browser that we do not know.
            return [];
        }
    }

    private sealed record Known(Guid Member, Guid Device, long At)
    {
        public static Known Parse(string line)
        {
            var parts = line.Split(' ');
            return new(Guid.Parse(parts[0]), Guid.Parse(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Member} {Device} {At}");
    }
}
