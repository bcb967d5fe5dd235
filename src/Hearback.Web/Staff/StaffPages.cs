using Hearback.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Hearback.Web.Staff;

/// <summary>Which right each of the members' pages asks for. Who has that right says <see cref="WhoMay"/>.</summary>
public static class StaffPages
{
    /// <summary>The policy of a page that nobody thought of: it is shut for everybody.</summary>
    private const string Shut = nameof(Shut);

    /// <summary>Pages and folders. What counts for a page is the longest row that leads to it.</summary>
    private static readonly Dictionary<string, Right> Rows = new(StringComparer.Ordinal)
    {
        ["/Staff/Index"] = Right.ComeIn,
        ["/Staff/Roles"] = Right.ComeIn,
        ["/Staff/Reports"] = Right.AnswerReports,
        ["/Staff/Reports/Identity"] = Right.OpenIdentity,
        ["/Staff/PassedOn"] = Right.ReadWhatWasPassedOn,
        ["/Staff/Reviews"] = Right.RunReviews,
        ["/Staff/Performance"] = Right.ReadFigures,
        ["/Staff/Plan"] = Right.WriteNews,
        ["/Staff/Plan/Edit"] = Right.EditPlan,
        ["/Staff/Plan/Ideas"] = Right.EditPlan,
        ["/Staff/Services"] = Right.EditServices,
        ["/Staff/Setup"] = Right.EditSetup,
        ["/Staff/Retention"] = Right.KeepReports,
        ["/Staff/Record"] = Right.ReadRecord,
        ["/Staff/Mail"] = Right.LookAfter,
        ["/Staff/Members"] = Right.LookAfter,
        ["/Staff/Organisations"] = Right.LookAfter,
        ["/Staff/Running"] = Right.LookAfter,
        ["/Staff/Sessions"] = Right.ComeIn,
        ["/Staff/Sessions/Members"] = Right.LookAfter,
        ["/Staff/Passkeys"] = Right.ComeIn,
    };

    /// <summary>What a page asks for, by its place among the pages; null when no row leads to it, and then nobody may open it.</summary>
    public static Right? RightFor(string page)
    {
        for (var path = page; path.Length > 0; path = path[..path.LastIndexOf('/')])
        {
            if (Rows.TryGetValue(path, out var right)) { return right; }
        }

        return null;
    }

    /// <summary>What it asks for to act there. Where that is more than to open the page, the page itself asks again.</summary>
    public static Right? RightToActOn(string page) => page is "/Staff/Reports/Unreadable" ? Right.KeepReports : RightFor(page);

    /// <summary>Puts each of the members' pages behind its right. Those of the sign-in are open to whoever is nobody yet.</summary>
    public static PageConventionCollection AskForRights(this PageConventionCollection pages)
    {
        pages.AddFolderApplicationModelConvention("/Staff", page => page.EndpointMetadata.Add(new AuthorizeAttribute(RightFor(page.ViewEnginePath)?.ToString() ?? Shut)));
        pages.AllowAnonymousToFolder("/Staff/SignIn");
        return pages;
    }

    /// <summary>A policy for each right, by its name.</summary>
    internal static IServiceCollection AddRights(this IServiceCollection services)
    {
        var policies = services.AddScoped<IAuthorizationHandler, HasRight>().AddAuthorizationBuilder().AddPolicy(Shut, policy => policy.AddRequirements(new Needs(null)));
        foreach (var right in Enum.GetValues<Right>()) { policies.AddPolicy(right.ToString(), policy => policy.AddRequirements(new Needs(right))); }

        return services;
    }

    private sealed record Needs(Right? Right) : IAuthorizationRequirement;

    /// <summary>Asks the database, not the session: a role that was taken away this minute is gone.</summary>
    private sealed class HasRight(SignedIn signedIn) : AuthorizationHandler<Needs>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Needs requirement)
        {
            if (requirement.Right is { } right && await signedIn.FindAsync(CancellationToken.None) is { } member && member.Role.May(right)) { context.Succeed(requirement); }
        }
    }
}
