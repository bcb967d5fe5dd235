using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing.Matching;

namespace Hearback.Web;

/// <summary>
/// Makes each page ready when somebody first asks for it. The framework would do so for all of them at the start, and keep what reflection
/// told it of each for good: 5 MB that a service at rest never needs. Where pages are compiled at run time, the framework does as we do.
/// </summary>
public static class PagesWhenAsked
{
    public static IServiceCollection AddPagesWhenAsked(this IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ServiceType == typeof(IActionDescriptorProvider) && service.ImplementationType?.Name is "CompiledPageActionDescriptorProvider"));
        return services.AddSingleton<IActionDescriptorProvider, PageActionDescriptorProvider>().AddSingleton<MatcherPolicy, MakeReady>();
    }

    /// <summary>Puts the page that is ready in the place of the address that was found, so that all that comes after knows who may open it.</summary>
    private sealed class MakeReady(PageLoader pages) : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => int.MinValue + 100;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null);

        public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                var found = candidates[i];
                if (!candidates.IsValidCandidate(i) || found.Endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) { continue; }

                candidates.ReplaceEndpoint(i, (await pages.LoadAsync(page, found.Endpoint.Metadata)).Endpoint, found.Values);
            }
        }
    }
}
