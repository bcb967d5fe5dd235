using Hearback.Directory;
using Hearback.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Reports;

public static class ReportServices
{
    /// <summary>Drafts, the writer that receives reports, the queue, and the pack they all read.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<CurrentPack>();
        services.AddScoped<ImportPack>().AddScoped<Gazetteer>().AddScoped<ReportDrafts>().AddScoped<OpenReports>();
        services.AddSingleton<ReceiveReports>();
        services.AddHostedService(s => s.GetRequiredService<ReceiveReports>());
        services.AddHostedService<SweepDrafts>();
        return services;
    }
}
