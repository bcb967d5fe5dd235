using Hearback.Data;
using Hearback.Staff;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Hearback.Web.Staff;

/// <summary>Who may open which part of the members' pages.</summary>
public static class StaffPolicies
{
    /// <summary>May see and answer reports: officers and coordinators.</summary>
    public const string Answers = nameof(Answers);

    public const string RoleClaim = "role";
}

public static class StaffServices
{
    /// <summary>Sign-in with a password and an authenticator app.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddIdentityCore<Member>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password = new PasswordOptions
                {
                    RequiredLength = 12, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
                };
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<HearbackDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddScoped<InviteMember>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(options => Keep(options, "__Host-staff"));
            cookies.TwoFactorUserIdCookie!.Configure(options => Keep(options, "__Host-staff-second"));
            cookies.TwoFactorRememberMeCookie!.Configure(options => Keep(options, "__Host-staff-device"));
            cookies.ExternalCookie!.Configure(options => Keep(options, "__Host-staff-external"));
        });
        services.AddAuthorizationBuilder().AddPolicy(StaffPolicies.Answers, policy => policy.RequireClaim(StaffPolicies.RoleClaim, nameof(Role.Officer), nameof(Role.Coordinator)));
        return services;
    }

    private static void Keep(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.LoginPath = "/staff/sign-in";
        options.AccessDeniedPath = "/not-found";
    }
}
