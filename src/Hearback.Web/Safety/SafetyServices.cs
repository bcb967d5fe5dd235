using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Safety;

public static class SafetyServices
{
    /// <summary>What keeps visitors and the service safe from each other.</summary>
    public static IServiceCollection AddSafety(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SafetyOptions>().BindEach(configuration.GetSection("Safety")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SafetyOptions>, SafetyOptionsValidator>();
        services.AddSingleton<Friction>().AddSingleton<SentPictures>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-form";
            options.Cookie.Path = "/";
            // Marked Secure by the cookie policy: asking for it here would refuse forms behind a proxy that speaks TLS for us.
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            options.SuppressXFrameOptionsHeader = true;
        });
        // Only somebody who changes the page sends what it does not offer, but they too are told in our words, and not in the names of our fields.
        services.AddOptions<MvcOptions>().Configure<IStringLocalizer<Words>>((mvc, words) =>
        {
            mvc.ModelBinderProviders.Insert(0, new VisibleText.Provider());
            var says = mvc.ModelBindingMessageProvider;
            string Refusal() => words["Choose from the answers on this page"];
            says.SetAttemptedValueIsInvalidAccessor((_, _) => Refusal());
            says.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Refusal());
            says.SetValueIsInvalidAccessor(_ => Refusal());
        });
        return services;
    }
}
