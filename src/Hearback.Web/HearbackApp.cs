using System.Globalization;
using Hearback.Audit;
using Hearback.Backups;
using Hearback.Calendar;
using Hearback.Corrections;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Notices;
using Hearback.Open311;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Web.Demo;
using Hearback.Web.Health;
using Hearback.Web.Maps;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Pages.Track;
using Hearback.Web.Performance;
using Hearback.Web.Plan;
using Hearback.Web.Safety;
using Hearback.Web.Staff;
using Hearback.Web.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Hearback.Web;

/// <summary>The web application, put together in words.</summary>
public static class HearbackApp
{
    /// <summary>Builds the application without starting it. <paramref name="settings"/> win over files and environment.</summary>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings, bool demo = false, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HearbackApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            // Settings are checked once, at the start; nothing has to watch for changes.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddEnvironmentVariables("Hearback__").AddInMemoryCollection(settings);
        builder.Host.UseDefaultServiceProvider(options => (options.ValidateOnBuild, options.ValidateScopes) = (true, true));
        builder.WebHost.UseStaticWebAssets().UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.AddServerHeader = false);
        // Until somebody says where people reach us, letters lead to where this program listens.
        if (builder.Configuration["Notices:Address"] is null && builder.Configuration["urls"]?.Split(';')[0] is { } listens && Uri.IsWellFormedUriString(listens, UriKind.Absolute))
        {
            builder.Configuration["Notices:Address"] = listens;
        }

        // The framework's own lines name addresses and paths; ours name references and counts. Why the start failed is said in one sentence of ours.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<JobRuns>();
        services.AddSingleton(new DemoMode(demo));
        services.AddCalendar(builder.Configuration);
        services.AddHearbackData(builder.Configuration);
        services.AddRecord(builder.Configuration);
        services.AddNotices(builder.Configuration);
        services.AddDirectory();
        services.AddReports(builder.Configuration);
        services.AddReviews();
        services.AddHandovers(builder.Configuration);
        services.AddInsight();
        services.AddPlan();
        services.AddCorrections();
        services.AddBackups();
        services.AddStaff(builder.Configuration);
        services.AddSafety(builder.Configuration);
        services.AddJourney();
        services.AddMaps(builder.Configuration);
        services.AddTrack();
        services.AddHealth(builder.Configuration);
        services.AddProxies(builder.Configuration);
        var measured = services.AddTelemetry(builder.Configuration);
        services.AddScoped(s => Neighbourhood.Of(s.GetRequiredService<CurrentPack>().Now));
        services.AddCookieKeys();
        services.AddLocalization();
        services.AddKeptPages();
        services.AddRazorPages(pages => pages.Conventions.AskForRights())
            // There are none, and to look for them every type of this program would be loaded.
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single()))
            .AddMvcOptions(options => options.Filters.Add<RefusalFilter>())
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Words)));
        services.AddPagesWhenAsked();
        services.ReadCookieKeysWhenAsked();
        // Long enough that a text far too long comes back on its page, to be made shorter, instead of being lost.
        services.Configure<FormOptions>(form => form.ValueLengthLimit = 1024 * 1024);
        if (demo) { services.AddDemo(); }

        adjust?.Invoke(builder);
        var app = builder.Build();

        app.UseProxies();
        app.UseFaultPages();
        app.UseSafeHeaders();
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            Secure = CookieSecurePolicy.Always,
            MinimumSameSitePolicy = SameSiteMode.Strict,
            // Where we say for how long, a browser whose clock is wrong keeps it for as long all the same.
            OnAppendCookie = cookie => cookie.CookieOptions.Expires = cookie.CookieOptions.MaxAge is null ? cookie.CookieOptions.Expires : null,
        });
        app.UseRouting();
        if (measured) { app.UseMeasured(); }

        app.UseKeptPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapExit();
        app.MapPlanFiles();
        app.MapPlanPictures();
        app.MapPerformanceFiles();
        app.MapMaps();
        app.MapHealth();
        app.MapSecurityContact();
        return app;
    }
}
