using Hearback.Notices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Hearback.Web.Staff;

/// <summary>
/// The sign-in of organisations by OpenID Connect: authorization code with PKCE, and only signatures that need the provider's own key. A provider is asked for
/// its addresses and keys when somebody first goes there. Without a provider in the settings nothing of this is loaded.
/// </summary>
internal static partial class Providers
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    public static string SchemeOf(string code) => $"provider.{code}";

    /// <summary>Where a provider sends people back. From there they go on by themselves, so that the browser takes our cookies along.</summary>
    public static string ReturnTo(string code) => $"/staff/sign-in/from/{code}";

    public static string GoOnTo(string code) => $"{ReturnTo(code)}/back";

    public static void Add(AuthenticationBuilder authentication, IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            authentication.AddOpenIdConnect(SchemeOf(code), _ => { });
            authentication.Services.AddOptions<OpenIdConnectOptions>(SchemeOf(code)).Configure<IOptions<SignInOptions>, IOptions<NoticeOptions>, TimeProvider>(
                (provider, settings, notices, time) => SetUp(provider, code, settings.Value.Providers[code], new Uri(notices.Value.Address), time));
        }
    }

    private static void SetUp(OpenIdConnectOptions provider, string code, ProviderOptions settings, Uri address, TimeProvider time)
    {
        provider.Authority = settings.Authority;
        provider.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
        provider.ClientId = settings.ClientId;
        provider.ClientSecret = settings.ClientSecret is { Length: > 0 } secret ? secret : null;
        (provider.ResponseType, provider.ResponseMode, provider.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        provider.Scope.Clear();
        provider.Scope.Add("openid");
        provider.Scope.Add("email");
        provider.MapInboundClaims = provider.SaveTokens = provider.GetClaimsFromUserInfoEndpoint = false;
        provider.DisableTelemetry = true;
        // How far the provider went is ours to judge; the framework would drop it.
        provider.ClaimActions.Remove("acr");
        provider.BackchannelTimeout = TimeSpan.FromSeconds(30);
        provider.CallbackPath = GoOnTo(code);
        provider.RemoteSignOutPath = provider.SignedOutCallbackPath = default;
        provider.SignInScheme = IdentityConstants.ExternalScheme;
        provider.TokenValidationParameters.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
            SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        ];
        provider.TokenValidationParameters.LifetimeValidator = (from, until, _, _) =>
            until is { } end && time.GetUtcNow() <= new DateTimeOffset(end, TimeSpan.Zero) + Skew && (from is not { } begin || time.GetUtcNow() >= new DateTimeOffset(begin, TimeSpan.Zero) - Skew);
        Keep(provider.CorrelationCookie, "__Host-staff-provider.");
        Keep(provider.NonceCookie, "__Host-staff-nonce.");
        provider.Events.OnRedirectToIdentityProvider = context =>
        {
            // As people reach us, and not as the request says that it was reached.
            context.ProtocolMessage.RedirectUri = new Uri(address, ReturnTo(code)).ToString();
            return Task.CompletedTask;
        };
        provider.Events.OnTicketReceived = async context =>
        {
            var door = context.HttpContext.RequestServices.GetRequiredService<ProviderDoor>();
            context.Response.Redirect(await door.AdmitAsync(code, context.Principal!, context.ReturnUri));
            context.HandleResponse();
        };
        provider.Events.OnRemoteFailure = context =>
        {
            Log.Refused(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Providers)), code, context.Failure?.GetBaseException().GetType().Name ?? "");
            context.Response.Redirect(ProviderDoor.Refusal(ProviderFault.NotSignedIn));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static void Keep(CookieBuilder cookie, string name)
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly, cookie.IsEssential) = (name, "/", true, true);
        (cookie.SecurePolicy, cookie.SameSite, cookie.MaxAge) = (CookieSecurePolicy.Always, SameSiteMode.Strict, GoodFor);
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Sign-in with {Provider} failed: {Kind}")]
        public static partial void Refused(ILogger logger, string provider, string kind);
    }
}
