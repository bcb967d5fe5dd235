using System.Net.Mime;
using Hearback.Directory;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Hearback.Web;

/// <summary>
/// Pages that read the same for everybody: kept for a moment, and sent compressed to whom that saves time and money. Only these are
/// compressed: they hold no secret whose length could be guessed from outside (BREACH).
/// </summary>
public static class KeptPages
{
    /// <summary>For a public page without a form, which reads the same for everybody.</summary>
    public const string SamePageForAll = nameof(SamePageForAll);

    /// <summary>For the plan, which reads the same for everybody who chooses the same. What people search for in words is not kept.</summary>
    public const string PublicPlan = nameof(PublicPlan);

    /// <summary>
    /// For whom to contact and who is open now. Hours begin and end with a minute, so a page is shown in its own minute only, and only while the pack
    /// it was made of is in force: neither an hour that strikes nor an edit is ever shown late. What people search for in words is not kept.
    /// </summary>
    public const string OpenNow = nameof(OpenNow);

    /// <summary>For how promises are kept, which reads the same for everybody who chooses the same month.</summary>
    public const string PublicPerformance = nameof(PublicPerformance);

    public static TimeSpan KeptFor { get; } = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddKeptPages(this IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [MediaTypeNames.Text.Html, MediaTypeNames.Text.Csv, MediaTypeNames.Application.Json, "application/atom+xml", "text/calendar"];
        });
        return services.AddOutputCache(options =>
        {
            options.SizeLimit = 16 * 1024 * 1024;
            options.AddPolicy(SamePageForAll, page => page.SameForAll());
            options.AddPolicy(OpenNow, page => page.SameForAll("what", "where").VaryByValue(Minute).With(asked => !asked.HttpContext.Request.Query.ContainsKey("words")));
            options.AddPolicy(PublicPerformance, page => page.SameForAll("month"));
            options.AddPolicy(PublicPlan, page => page.SameForAll("theme", "place", "lead", "state").With(asked => !asked.HttpContext.Request.Query.ContainsKey("words")));
        });
    }

    public static IApplicationBuilder UseKeptPages(this IApplicationBuilder app) => app.UseOutputCache().UseWhen(IsKept, kept => kept.UseResponseCompression());

    /// <summary>Keeps an answer for a moment, one for each choice of these in the query and each compression.</summary>
    public static OutputCachePolicyBuilder SameForAll(this OutputCachePolicyBuilder page, params string[] differsBy) =>
        page.Expire(KeptFor).SetVaryByHost(false).SetVaryByQuery(differsBy).VaryByValue(asked =>
            new("compressed", asked.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(asked)?.EncodingName ?? ""));

    private static KeyValuePair<string, string> Minute(HttpContext asked) =>
        new("minute", $"{asked.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute} {asked.RequestServices.GetRequiredService<CurrentPack>().Number}");

    private static bool IsKept(HttpContext asked) =>
        asked.GetEndpoint()?.Metadata is { } page && (page.GetMetadata<IOutputCachePolicy>() is not null || page.GetMetadata<OutputCacheAttribute>() is not null);
}
