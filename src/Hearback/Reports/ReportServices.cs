using Hearback.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Reports;

public static class ReportServices
{
    /// <summary>Drafts, the writer that receives reports, and the queue.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddScoped<IPackInUse, PackInUseByReports>();
        services.AddScoped<ReportDrafts>().AddScoped<OpenReports>();
        services.AddSingleton<ReceiveReports>();
        services.AddHostedService(s => s.GetRequiredService<ReceiveReports>());
        services.AddHostedService<SweepDrafts>();
        return services;
    }
}
