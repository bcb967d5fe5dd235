using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Hearback.Tests.Support;

/// <summary>Whom the provider says to have before it.</summary>
internal sealed record Somebody(string Subject, string? Email)
{
    public bool EmailVerified { get; init; } = true;

    public string[] Methods { get; init; } = ["pwd"];

    public string? Level { get; init; }
}

/// <summary>The OpenID provider of an organisation, a real one (OpenIddict), on a port of this machine. Whoever comes is <see cref="Before"/>.</summary>
internal sealed class OpenIdKit : IAsyncDisposable
{
    public const string Organisation = "camden-council";
    private const string ClientId = "hearback";
    private const string Secret = "a-secret-of-the-kit";
    private readonly WebApplication _app;
    private readonly SqliteConnection _connection;

    private OpenIdKit(WebApplication app, SqliteConnection connection) => (_app, _connection) = (app, connection);

    public Somebody Before { get; set; } = new("1", null);

    /// <summary>How often it was asked for its addresses and keys.</summary>
    public int Asked { get; private set; }

    public string Address => _app.Urls.Single();

    /// <param name="service">Where the service is to which people go back.</param>
    /// <param name="time">The clock of its tokens.</param>
    public static async Task<OpenIdKit> StartAsync(Uri service, TimeProvider time)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddDbContext<KitDb>(options => options.UseSqlite(connection).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<KitDb>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Email);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        builder.Services.AddAuthorization();
        var app = builder.Build();
        var kit = new OpenIdKit(app, connection);
        app.Use((context, next) =>
        {
            kit.Asked += context.Request.Path == "/.well-known/openid-configuration" ? 1 : 0;
            return next(context);
        });
        app.UseAuthentication();
        app.MapGet("/connect/authorize", context => Results.SignIn(kit.Principal(), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme).ExecuteAsync(context));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<KitDb>().Database.EnsureCreatedAsync();
            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientSecret = Secret,
                RedirectUris = { new Uri(service, $"/staff/sign-in/from/{Organisation}") },
                Permissions = { Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Email },
            });
        }

        await app.StartAsync();
        return kit;
    }

    /// <summary>How the service is told of it.</summary>
    public (string Name, string Value)[] Settings(params (string Name, string Value)[] more) => SettingsOf(Address, more);

    public static (string Name, string Value)[] SettingsOf(string authority, params (string Name, string Value)[] more) =>
    [
        .. (((string Name, string Value)[])[("Name", "Camden Council"), ("Authority", authority), ("ClientId", ClientId), ("ClientSecret", Secret), ("EmailDomains", "camden.example"), .. more])
            .Select(setting => ($"SignIn:Providers:{Organisation}:{setting.Name}", setting.Value)),
    ];

    /// <summary>Somebody's browser comes with this question and is sent back; where to.</summary>
    public static async Task<Uri> Answer(Uri question)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(question);
        return answer.Headers.Location ?? throw new InvalidOperationException($"The provider answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private ClaimsPrincipal Principal()
    {
        var identity = new ClaimsIdentity("kit", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Before.Subject).SetClaim(Claims.AuthenticationContextReference, Before.Level);
        if (Before.Email is { } email) { identity.SetClaim(Claims.Email, email).SetClaim(Claims.EmailVerified, Before.EmailVerified); }

        identity.AddClaims(Claims.AuthenticationMethodReference, [.. Before.Methods]);
        identity.SetScopes(Scopes.OpenId, Scopes.Email);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }

    private sealed class KitDb(DbContextOptions<KitDb> options) : DbContext(options);
}
