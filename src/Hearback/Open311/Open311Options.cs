using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Open311;

/// <summary>What we need to be let in where services take requests. Section <c>Open311</c>.</summary>
public sealed class Open311Options
{
    /// <summary>The key that a server gave us, by the code of the service.</summary>
    public Dictionary<string, string> Keys { get; init; } = [];
}

public static class Open311Services
{
    /// <summary>Hand-overs to services: what carries them there, and the question that follows.</summary>
    public static IServiceCollection AddHandovers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Open311Options>().BindEach(configuration.GetSection("Open311")).ValidateOnStart();
        services.AddSingleton<Open311Desk>().AddSingleton<SendHandovers>().AddSingleton<AskIfItWorked>();
        services.AddHostedService(s => s.GetRequiredService<SendHandovers>());
        services.AddHostedService(s => s.GetRequiredService<AskIfItWorked>());
        return services;
    }
}
