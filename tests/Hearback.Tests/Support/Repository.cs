namespace Hearback.Tests.Support;

/// <summary>Where the files of the project lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Pack { get; } = Path.Combine(Root, "packs", "somers-town");

    /// <summary>The postcodes of Camden, which lie beside the project where they were handed out; null elsewhere.</summary>
    public static string? Postcodes { get; } =
        Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "geo", "postcodes-camden.csv")) is var file && File.Exists(file) ? file : null;

    /// <summary>The action plan of 2019, which lies beside the project where it was handed out; null elsewhere. On a server that checks, it must be there.</summary>
    public static string? ActionPlan2019 { get; } =
        Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "somers-town-action-plan-2019.txt")) is var file && (File.Exists(file) || Environment.GetEnvironmentVariable("CI") is "true") ? file : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hearback.slnx"))) { return folder.FullName; }
        }

        throw new InvalidOperationException("The tests do not lie inside the project.");
    }
}
