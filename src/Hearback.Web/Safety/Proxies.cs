using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Safety;

/// <summary>The proxies before us. Section <c>Proxy</c>.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    /// <summary>Addresses of machines whose word on who visits is taken, with <c>;</c> between them. Without any, nobody's is.</summary>
    public string Addresses { get; set; } = "";

    internal IEnumerable<string> Each => Addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Each.All(address => IPAddress.TryParse(address, out _))) { yield return new("Proxy:Addresses must be addresses such as 127.0.0.1, with ; between them"); }
    }
}

[OptionsValidator]
internal sealed partial class ProxyOptionsValidator : IValidateOptions<ProxyOptions>;

/// <summary>
/// Behind a proxy every visit comes from its address, and the friction that is meant for one would slow everybody. So what a known proxy says of the
/// visitor is believed, and of nobody else: else each visitor could choose an address for every try.
/// </summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().BindEach(configuration.GetSection("Proxy")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var address in proxies.Value.Each) { forwarded.KnownProxies.Add(IPAddress.Parse(address)); }
        });
        return services;
    }

    // Without a known proxy the framework would take this for "believe everybody".
    public static IApplicationBuilder UseProxies(this WebApplication app) =>
        app.Configuration["Proxy:Addresses"] is { Length: > 0 } ? app.UseForwardedHeaders() : app;
}
