using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hearback.Web.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Off until somebody says where it goes; then nothing but our own figures and traces leaves, and those of the runtime, which know of memory and threads.</summary>
    public static bool AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().BindEach(configuration.GetSection("Telemetry")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        if (!Uri.TryCreate(configuration["Telemetry:Endpoint"], UriKind.Absolute, out var collector)) { return false; }

        Send(services, collector);
        return true;
    }

    // Apart, so that a service without telemetry never loads what sends it.
    private static void Send(IServiceCollection services, Uri collector) => services.AddOpenTelemetry()
        // Nothing of the machine: its name and the path of the program tell more than anybody needs.
        .ConfigureResource(resource => resource.Clear().AddService(Measured.Name.ToLowerInvariant(), autoGenerateServiceInstanceId: true))
        .WithMetrics(metrics => metrics.AddMeter(Measured.Name, "System.Runtime").AddOtlpExporter(to => To(to, collector, "v1/metrics")))
        .WithTracing(traces => traces.AddSource(Measured.Name).AddOtlpExporter(to => To(to, collector, "v1/traces")));

    private static void To(OtlpExporterOptions to, Uri collector, string path)
    {
        to.Protocol = OtlpExportProtocol.HttpProtobuf;
        to.Endpoint = new(collector, path);
    }
}
