using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>What a browser sends of a passkey that signed, each part in Base64 for addresses.</summary>
public sealed record SignedPasskey(string? Id, string? ClientData, string? AuthenticatorData, string? Signature, string? UserHandle);

/// <summary>What a browser sends of a passkey that was just made.</summary>
public sealed record MadePasskey(string? Id, string? ClientData, string? Attestation, string? Transports);

/// <summary>Whose passkey signed, and whether the device checked in that moment that it is them, by a finger, a face or a PIN.</summary>
public sealed record PasskeyAnswer(Member Member, bool Verified);

/// <summary>
/// Asks browsers for passkeys and judges what they send. Each question is answered once, within five minutes, by the browser that was asked.
/// </summary>
public sealed class PasskeyDoor(
    IPasskeyHandler<Member> handler, UserManager<Member> members, HearbackDb db, Tries tries, IDataProtectionProvider keys, TimeProvider time, IHttpContextAccessor accessor)
{
    private const string Cookie = "__Host-staff-passkey";
    private const int UserVerified = 0x04;
    private const int FlagsAt = 32;
    private const int Longest = 16 * 1024;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);
    private static readonly HashSet<string> KnownTransports = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"];

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>The question for the browser. Of nobody in particular it names no passkey, so it tells nobody who has one.</summary>
    public async Task<string> AskAsync(Member? member)
    {
        var asked = await handler.MakeRequestOptionsAsync(member, Http);
        Keep($"use {member?.Id}", asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <summary>Who answered; null when it is no answer to what was asked here, or of somebody who may not sign in.</summary>
    public async Task<PasskeyAnswer?> AnswerAsync(Member? member, SignedPasskey passkey)
    {
        if (await TakeAsync($"use {member?.Id}") is not { } state) { return null; }

        // Put together of single fields: what is judged here and what the handler judges must be the same bytes, whatever somebody writes twice.
        var credential = JsonSerializer.Serialize(new
        {
            id = passkey.Id,
            rawId = passkey.Id,
            type = "public-key",
            clientExtensionResults = new { },
            response = new { clientDataJSON = passkey.ClientData, authenticatorData = passkey.AuthenticatorData, signature = passkey.Signature, userHandle = string.IsNullOrEmpty(passkey.UserHandle) ? null : passkey.UserHandle },
        });
        if (credential.Length > Longest) { return null; }

        var result = await handler.PerformAssertionAsync(new() { HttpContext = Http, CredentialJson = credential, AssertionState = state });
        if (!result.Succeeded || result.User.DisabledAt is not null || (member is not null && member.Id != result.User.Id)) { return null; }

        await members.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        // Of this signature, not of the day on which the passkey was made. The signature covers it.
        return new PasskeyAnswer(result.User, (WebEncoders.Base64UrlDecode(passkey.AuthenticatorData!)[FlagsAt] & UserVerified) is not 0);
    }

    /// <summary>Asks the browser to make a passkey for a member.</summary>
    public async Task<string> AskForNewAsync(Member member)
    {
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = member.Id.ToString(), Name = member.Email ?? "", DisplayName = member.Name }, Http);
        Keep($"add {member.Id}", asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>Adds the passkey that the browser made; false when it is no answer to what was asked.</summary>
    /// <exception cref="RefusedException">The member has as many as there may be.</exception>
    public async Task<bool> AddAsync(Member member, MadePasskey made, string name)
    {
        if (await TakeAsync($"add {member.Id}") is not { } state) { return false; }

        var transports = (made.Transports ?? "").Split(' ').Where(KnownTransports.Contains).ToArray();
        var credential = JsonSerializer.Serialize(new
        {
            id = made.Id,
            rawId = made.Id,
            type = "public-key",
            clientExtensionResults = new { },
            response = new { clientDataJSON = made.ClientData, attestationObject = made.Attestation, transports },
        });
        if (credential.Length > Longest) { return false; }

        var result = await handler.PerformAttestationAsync(new() { HttpContext = Http, CredentialJson = credential, AttestationState = state });
        if (!result.Succeeded) { return false; }

        if (await db.Passkeys.CountAsync(passkey => passkey.MemberId == member.Id) >= Passkey.Most) { throw new RefusedException("You have ten passkeys. Remove one that you do not use first"); }

        result.Passkey.Name = name;
        db.Audit.Add(new AuditEntry(AuditedAct.AddedPasskey, member.Id, time.GetUtcNow()));
        return (await members.AddOrUpdatePasskeyAsync(member, result.Passkey)).Succeeded;
    }

    public async Task RemoveAsync(Member member, byte[] passkey)
    {
        db.Audit.Add(new AuditEntry(AuditedAct.RemovedPasskey, member.Id, time.GetUtcNow()));
        await members.RemovePasskeyAsync(member, passkey);
        await db.SaveChangesAsync();
    }

    private IDataProtector Protector(string purpose) => keys.CreateProtector("Hearback.Passkeys", purpose);

    private void Keep(string purpose, string? state) => Http.Response.Cookies.Append(
        Cookie,
        Protector(purpose).Protect(string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + GoodFor).ToUnixTimeSeconds()}\n{state}")),
        Strict(GoodFor));

    /// <summary>What was asked, which is taken with this: the same answer sent again finds no question.</summary>
    private async Task<string?> TakeAsync(string purpose)
    {
        if (Http.Request.Cookies[Cookie] is not { Length: > 0 } cookie) { return null; }

        Http.Response.Cookies.Delete(Cookie, Strict(null));
        try
        {
            var kept = Protector(purpose).Unprotect(cookie).Split('\n', 2);
            return long.Parse(kept[0], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds() && await tries.SpendAsync($"passkey {kept[1]}", GoodFor) ? kept[1] : null;
        }
        catch (CryptographicException)
        {
            // Made by nobody, or asked of somebody else.
            return null;
        }
    }

    private static CookieOptions Strict(TimeSpan? age) => new() { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, IsEssential = true, MaxAge = age };
}
