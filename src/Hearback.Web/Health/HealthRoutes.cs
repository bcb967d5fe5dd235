using System.Net.Mime;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Health;

/// <summary>
/// What machines ask: whether this process lives, and whether it could take a report and answer it. The answer is a word for each part that fails;
/// a stranger learns from it neither a version nor an address nor a count.
/// </summary>
internal static partial class HealthRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HealthOptions>().BindEach(configuration.GetSection("Health")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>().AddSingleton<LastLook>();
        services.AddHealthChecks()
            .AddCheck<DatabaseAnswers>("database", timeout: Patience)
            .AddCheck<VaultOpens>("vault", timeout: Patience)
            .AddCheck<RoomOnDisk>("disk", timeout: Patience)
            .AddCheck<OutboxMoves>("outbox", timeout: Patience);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = (http, _) => WriteAsync(http, "live") });
        app.MapHealthChecks("/health/ready", new()
        {
            ResponseWriter = (http, found) =>
            {
                var failing = string.Join('\n', found.Entries.Where(part => part.Value.Status is not HealthStatus.Healthy).Select(part => part.Key));
                http.RequestServices.GetRequiredService<LastLook>().Note(failing);
                return WriteAsync(http, failing is "" ? "ready" : failing);
            },
        });
    }

    private static Task WriteAsync(HttpContext http, string words)
    {
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(words + "\n", http.RequestAborted);
    }

    /// <summary>Logs what changed. Machines ask every few seconds, and the same line each time would hide the others.</summary>
    internal sealed class LastLook(ILogger<LastLook> logger)
    {
        private string _failing = "";

        public void Note(string failing)
        {
            if (Interlocked.Exchange(ref _failing, failing) == failing) { return; }

            if (failing is "") { Log.Ready(logger); }
            else { Log.NotReady(logger, failing.ReplaceLineEndings(", ")); }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Not ready: {Parts}")]
        public static partial void NotReady(ILogger logger, string parts);

        [LoggerMessage(2102, LogLevel.Warning, "Ready again")]
        public static partial void Ready(ILogger logger);
    }
}
