using Hearback.Directory;

namespace Hearback.Web;

/// <summary>Whose Hearback this is: "Somers Town", run by "the Somers Town community safety partnership", left towards a neutral site.</summary>
public sealed record Neighbourhood(string Name, string Partnership, string ExitSite)
{
    public static Neighbourhood Of(Pack pack) => new(pack.About.Name, pack.About.Partnership, pack.About.ExitSite.ToString());
}
