using Hearback.Directory;
using Hearback.Pictures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Reports;

public static class ReportServices
{
    /// <summary>Drafts, the writer that receives reports, what comes by email, the queue, who is told of dates, and what reporters come back to.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().BindEach(configuration.GetSection("Retention")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddScoped<ForgetReports>().AddSingleton<ForgetOnTime>();
        services.AddHostedService(s => s.GetRequiredService<ForgetOnTime>());
        services.AddScoped<IPackInUse, PackInUseByReports>();
        services.AddSingleton<FindDraft>().AddScoped<ReportDrafts>().AddScoped<DraftPictures>().AddScoped<OpenReports>().AddScoped<TrackedReports>();
        services.AddSingleton<CleanPictures>().AddSingleton<FirstLetters>().AddSingleton<ReceiveReports>();
        services.AddHostedService(s => s.GetRequiredService<ReceiveReports>());
        services.AddHostedService<SweepDrafts>();
        services.AddSingleton<SendersByHour>().AddScoped<TakeMail>().AddSingleton<ReceiveMail>();
        services.AddHostedService(s => s.GetRequiredService<ReceiveMail>());
        services.AddSingleton<SendNewLinks>();
        services.AddHostedService(s => s.GetRequiredService<SendNewLinks>());
        services.AddSingleton<TellOfReviews>();
        services.AddHostedService(s => s.GetRequiredService<TellOfReviews>());
        services.AddSingleton<RemindTeams>();
        services.AddHostedService(s => s.GetRequiredService<RemindTeams>());
        return services;
    }
}
