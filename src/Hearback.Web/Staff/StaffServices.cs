using Hearback.Notices;
using Hearback.Staff;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

public static class StaffServices
{
    /// <summary>Long enough to find the phone.</summary>
    private static readonly TimeSpan HallLimit = TimeSpan.FromMinutes(10);

    internal const int InvitationDays = 7;

    /// <summary>Sign-in, and the desk at which members work.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Member>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password = new PasswordOptions
                {
                    RequiredLength = StrongPassword.Shortest,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddUserStore<MemberStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<StrongPassword>()
            .AddClaimsPrincipalFactory<MemberClaims>();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromDays(InvitationDays));
        services.AddScoped<InviteMember>().AddScoped<SignedIn>().AddScoped<FrontDoor>().AddScoped<Tries>().AddScoped<KnownDevices>().AddScoped<PasskeyDoor>().AddScoped<ProviderDoor>().AddScoped<SessionDesk>().AddScoped<ReportsAtHand>().AddScoped<PassedOnAtHand>().AddScoped<MemberDesk>().AddScoped<DraftDesk>().AddScoped<AnswersAtHand>().AddScoped<IdeasAtHand>().AddScoped<ServiceDesk>().AddScoped<ServiceWork.ServicePlaces>().AddScoped<SetupDesk>().AddScoped<ReviewDesk>();
        // A passkey is for the address at which people reach us, and not for what a request claims it to be.
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<NoticeOptions>>((passkeys, notices) =>
        {
            var address = new Uri(notices.Value.Address);
            passkeys.ServerDomain = address.Host;
            passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "preferred";
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == address.GetLeftPart(UriPartial.Authority));
        });
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(options =>
            {
                Keep(options, "__Host-staff", Session.Longest);
                options.Events.OnValidatePrincipal = SessionCheck.CheckAsync;
            });
            cookies.TwoFactorUserIdCookie!.Configure(options => Keep(options, "__Host-staff-second", HallLimit));
            cookies.TwoFactorRememberMeCookie!.Configure(options => Keep(options, "__Host-staff-device", HallLimit));
            cookies.ExternalCookie!.Configure(options => Keep(options, "__Host-staff-external", HallLimit));
        });
        var providers = configuration.GetSection("SignIn:Providers").GetChildren().Select(provider => provider.Key).ToList();
        services.AddOptions<SignInOptions>().BindEach(configuration.GetSection("SignIn")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        if (providers.Count > 0) { Providers.Add(authentication, providers); }

        services.AddRights();
        return services;
    }

    private static void Keep(CookieAuthenticationOptions options, string name, TimeSpan longest)
    {
        options.Cookie.Name = name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = longest;
        options.SlidingExpiration = false;
        options.LoginPath = "/staff/sign-in";
        // Without the host that the request claims to be for, which anybody can write into it.
        options.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        };
        // What a member may not open does not exist for them.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }
}
