using System.Buffers.Binary;
using System.Security.Cryptography;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Pages.Track;

/// <summary>
/// A reporter's visit to their report: a sealed cookie that holds the report's id, whether they came by the link from a letter, and when the visit ends,
/// half an hour after the last page. Nothing about it is kept on our side.
/// </summary>
public sealed class Visit(IHttpContextAccessor accessor, IDataProtectionProvider protection, HearbackDb db, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);
    private const string CookieName = "__Host-visit";
    private const string LinkRefused = "This link has been used or is too old. Ask for a new one";
    private const int Length = 25;

    // The framework's own time-limited protector reads the machine's clock; this end is read on the clock that all our rules go by.
    private readonly IDataProtector _protector = protection.CreateProtector("Hearback.Visit");

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>Whether there is a visit that has not ended.</summary>
    public bool IsOn => Read() is { } cookie && !HasEnded(cookie);

    /// <summary>Whether there was a visit here that ended because half an hour went by.</summary>
    public bool RanOut => Read() is { } cookie && HasEnded(cookie);

    /// <summary>Whether whoever visits came by the link from a letter, and so reads the mailbox that the report names. A code shows only that the one report is theirs.</summary>
    public bool IsByLetter => Read() is { ByLetter: true } cookie && !HasEnded(cookie);

    public void Start(Guid report, bool byLetter = false)
    {
        var bytes = new byte[Length];
        report.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), (time.GetUtcNow() + Lasts).ToUnixTimeSeconds());
        bytes[^1] = byLetter ? (byte)1 : (byte)0;
        // Without an age of its own it goes when the browser closes, and until then it can still tell that a visit ran out.
        Http.Response.Cookies.Append(CookieName, WebEncoders.Base64UrlEncode(_protector.Protect(bytes)), new CookieOptions { HttpOnly = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = true, IsEssential = true });
    }

    /// <summary>Starts a visit with the link from a letter, which is spent by it.</summary>
    /// <exception cref="RefusedException">The link is none, was used, or is too old.</exception>
    public async Task StartAsync(LinkToken? token)
    {
        var hash = token?.Hash ?? [];
        var link = await db.TrackLinks.SingleOrDefaultAsync(known => known.TokenHash == hash) ?? throw new RefusedException(LinkRefused);
        link.Spend(time.Today);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException(LinkRefused);
        }

        Start(link.ReportId, byLetter: true);
    }

    /// <summary>The report that is visited, for another half hour from now; null when nobody visits.</summary>
    public Guid? GoOn()
    {
        if (Read() is not { } cookie || HasEnded(cookie)) { return null; }

        Start(cookie.Report, cookie.ByLetter);
        return cookie.Report;
    }

    public void End() => Http.Response.Cookies.Delete(CookieName, new CookieOptions { Path = "/", Secure = true });

    private bool HasEnded((Guid Report, DateTimeOffset Until, bool ByLetter) cookie) => time.GetUtcNow() >= cookie.Until;

    private (Guid Report, DateTimeOffset Until, bool ByLetter)? Read()
    {
        if (Http.Request.Cookies[CookieName] is not { Length: > 0 } cookie) { return null; }

        try
        {
            return _protector.Unprotect(WebEncoders.Base64UrlDecode(cookie)) is { Length: Length } bytes
                ? (new Guid(bytes.AsSpan(0, 16)), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16))), bytes[^1] is 1)
                : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            // Not ours, or sealed with a key that is gone: no visit.
            return null;
        }
    }
}

public static class TrackServices
{
    /// <summary>The way back to a report.</summary>
    public static IServiceCollection AddTrack(this IServiceCollection services) => services.AddHttpContextAccessor().AddScoped<Visit>();
}
