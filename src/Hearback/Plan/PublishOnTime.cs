using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hearback.Plan;

/// <summary>Publishes the edition that waits, when its hour has come; of several processes one does.</summary>
public sealed partial class PublishOnTime(IServiceScopeFactory scopes, JobRuns runs, TimeProvider time, ILogger<PublishOnTime> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    /// <summary>Looks once.</summary>
    public async Task RoundAsync()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<PublishPlan>().WhatIsDueAsync() is { } edition) { Log.Published(logger, edition.Number); }
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            Log.OtherWasFirst(logger);
        }
        catch (Exception fault) when (fault.IsOfStore() || fault is RefusedException)
        {
            runs.Fails<PublishOnTime>();
            Log.NotPublished(logger, fault.GetBaseException().GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<PublishOnTime>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync();
                runs.Ended<PublishOnTime>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Information, "Edition {Number} of the plan was published at its hour")]
        public static partial void Published(ILogger logger, int number);

        [LoggerMessage(1502, LogLevel.Information, "The edition that was due was published by another process")]
        public static partial void OtherWasFirst(ILogger logger);

        [LoggerMessage(1503, LogLevel.Warning, "The edition that is due could not be published: {Fault}")]
        public static partial void NotPublished(ILogger logger, string fault);

        [LoggerMessage(1504, LogLevel.Debug, "Nothing is published by the hour any more")]
        public static partial void Stopped(ILogger logger);
    }
}

public static class PlanServices
{
    /// <summary>The draft, its publication, and what the public reads.</summary>
    public static IServiceCollection AddPlan(this IServiceCollection services)
    {
        services.AddSingleton<CurrentPlan>();
        services.AddScoped<PublishPlan>().AddScoped<ImportPlan>().AddScoped<ActionAnswers>().AddScoped<Followers>().AddScoped<Ideas>().AddScoped<AskLeads>().AddScoped<PlanPictures>();
        services.AddSingleton<PublishOnTime>().AddSingleton<TellFollowers>().AddSingleton<RemindLeads>().AddSingleton<SweepPictures>();
        services.AddHostedService(s => s.GetRequiredService<PublishOnTime>());
        services.AddHostedService(s => s.GetRequiredService<TellFollowers>());
        services.AddHostedService(s => s.GetRequiredService<RemindLeads>());
        services.AddHostedService(s => s.GetRequiredService<SweepPictures>());
        return services;
    }
}
