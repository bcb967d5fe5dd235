using System.Security.Claims;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>Why somebody did not come in by their organisation.</summary>
public enum ProviderFault
{
    /// <summary>The provider said no, or what came back was not what we asked for.</summary>
    NotSignedIn,

    /// <summary>They are known there, and nobody invited them here.</summary>
    NotInvited,

    /// <summary>The provider does not answer.</summary>
    NotReached,
}

/// <summary>
/// Lets in whom the provider of an organisation knows, if an administrator invited them here. At the first time they are found by the email address that
/// the provider has verified, and then for good by their number there: an address that is given to somebody else opens nothing.
/// </summary>
public sealed partial class ProviderDoor(
    IOptions<SignInOptions> settings, FrontDoor door, UserManager<Member> members, HearbackDb db, TimeProvider time, ILogger<ProviderDoor> logger, IServiceProvider services)
{
    /// <summary>The providers there are, by code, with the name for the button.</summary>
    public IReadOnlyList<(string Code, string Name)> All => [.. settings.Value.Providers.OrderBy(provider => provider.Value.Name).Select(provider => (provider.Key, provider.Value.Name))];

    public static string Refusal(ProviderFault fault) => QueryHelpers.AddQueryString("/staff/sign-in", "fault", fault.ToString());

    public bool Knows(string code) => settings.Value.Providers.ContainsKey(code);

    /// <summary>Leads to the provider, or back to where one may sign in otherwise when it does not answer.</summary>
    public async Task<IActionResult> LeadAsync(string code, string returnUrl, CancellationToken stop)
    {
        // Asked for here and not from the start, so that without a provider nothing of OpenID Connect is loaded.
        var provider = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Providers.SchemeOf(code));
        try
        {
            await provider.ConfigurationManager!.GetConfigurationAsync(stop);
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            Log.NotReached(logger, code, fault.GetBaseException().GetType().Name);
            return new LocalRedirectResult(Refusal(ProviderFault.NotReached));
        }

        return new ChallengeResult(Providers.SchemeOf(code), new() { RedirectUri = returnUrl });
    }

    /// <summary>Where the one goes next who comes from the provider: to the desk, to the second step, or back.</summary>
    public async Task<string> AdmitAsync(string code, ClaimsPrincipal told, string? returnUrl)
    {
        var provider = settings.Value.Providers[code];
        if (await FindAsync(code, provider, told) is not { DisabledAt: null } member) { return Refusal(ProviderFault.NotInvited); }

        if (provider.CountsForBoth(told.FindAll("amr").Select(claim => claim.Value), told.FindFirstValue("acr")))
        {
            await door.EnterWithBothAsync(member, FirstProof.Provider);
            return returnUrl ?? "/staff";
        }

        await door.IntoHallAsync(member, FirstProof.Provider);
        return QueryHelpers.AddQueryString(member.TwoFactorEnabled ? "/staff/sign-in/code" : "/staff/sign-in/set-up", "ReturnUrl", returnUrl ?? "/staff");
    }

    private async Task<Member?> FindAsync(string code, ProviderOptions provider, ClaimsPrincipal told)
    {
        if (told.FindFirst("sub") is not { Value: { Length: > 0 } subject, Issuer: { Length: > 0 } issuer }) { return null; }

        if (await members.FindByLoginAsync(issuer, subject) is { } known) { return known; }

        // Only for its own people: whoever runs the sign-in of one organisation must not be able to become a member of another.
        var email = told.FindFirstValue("email");
        if (email is null || !string.Equals(told.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase) || !provider.SpeaksFor(email)) { return null; }

        var invited = await members.FindByEmailAsync(email);
        if (invited is not { Demo: false, DisabledAt: null } || (await members.GetLoginsAsync(invited)).Any(login => login.LoginProvider == issuer)) { return null; }

        db.Audit.Add(new AuditEntry(AuditedAct.BoundProvider, invited.Id, time.GetUtcNow()));
        return (await members.AddLoginAsync(invited, new UserLoginInfo(issuer, subject, code))).Succeeded ? invited : null;
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Warning, "The sign-in of {Provider} does not answer: {Kind}")]
        public static partial void NotReached(ILogger logger, string provider, string kind);
    }
}
