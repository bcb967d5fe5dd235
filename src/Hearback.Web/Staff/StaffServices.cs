using Hearback.Notices;
using Hearback.Staff;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>Who may open which part of the members' pages.</summary>
public static class StaffPolicies
{
    /// <summary>May see and answer reports: officers, leads and coordinators.</summary>
    public const string Answers = nameof(Answers);

    /// <summary>Edits and publishes the plan: coordinators.</summary>
    public const string EditsPlan = nameof(EditsPlan);

    /// <summary>Keeps the directory of services: coordinators.</summary>
    public const string EditsServices = nameof(EditsServices);

    /// <summary>Sets up categories, questions and routing: coordinators.</summary>
    public const string EditsSetup = nameof(EditsSetup);

    /// <summary>Looks after the service: administrators.</summary>
    public const string LooksAfter = nameof(LooksAfter);

    /// <summary>Looks after what is kept and for how long: coordinators.</summary>
    public const string KeepsReports = nameof(KeepsReports);

    /// <summary>Reads the record of who did what: coordinators and administrators.</summary>
    public const string ReadsRecord = nameof(ReadsRecord);

    public const string RoleClaim = "role";
}

public static class StaffServices
{
    /// <summary>Long enough to find the phone.</summary>
    private static readonly TimeSpan HallLimit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

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
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = InvitationLifetime);
        services.AddScoped<InviteMember>().AddScoped<SignedIn>().AddScoped<FrontDoor>().AddScoped<Tries>().AddScoped<KnownDevices>().AddScoped<PasskeyDoor>().AddScoped<ProviderDoor>().AddScoped<SessionDesk>().AddScoped<ReportsAtHand>().AddScoped<DraftDesk>().AddScoped<AnswersAtHand>().AddScoped<IdeasAtHand>().AddScoped<ServiceDesk>().AddScoped<ServiceWork.ServicePlaces>().AddScoped<SetupDesk>().AddScoped<ReviewDesk>();
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

        services.AddAuthorizationBuilder()
            .AddPolicy(StaffPolicies.Answers, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Officer), nameof(Role.TeamLead), nameof(Role.Coordinator)))
            .AddPolicy(StaffPolicies.EditsPlan, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Coordinator)))
            .AddPolicy(StaffPolicies.EditsServices, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Coordinator)))
            .AddPolicy(StaffPolicies.EditsSetup, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Coordinator)))
            .AddPolicy(StaffPolicies.LooksAfter, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Administrator)))
            .AddPolicy(StaffPolicies.KeepsReports, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Coordinator)))
            .AddPolicy(StaffPolicies.ReadsRecord, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Coordinator), nameof(Role.Administrator)));
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
