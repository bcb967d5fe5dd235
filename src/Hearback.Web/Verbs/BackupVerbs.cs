using Hearback.Backups;

namespace Hearback.Web.Verbs;

internal static class BackupVerbs
{
    private const string Main = "main";
    private const string Vault = "vault";

    public static async Task<int> MakeAsync(WebApplication app, DirectoryInfo folder, DirectoryInfo? vault)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (mainPart, vaultPart) = (Path.Combine(folder.FullName, Main), vault?.FullName ?? Path.Combine(folder.FullName, Vault));
        await scope.ServiceProvider.GetRequiredService<MakeBackup>().IntoAsync(mainPart, vaultPart);
        Console.WriteLine($"The main database is in {mainPart}: texts are sealed in it, and nobody reads them without the vault.");
        Console.WriteLine($"The vault is in {vaultPart}: keep it elsewhere than the main database, and fewer of it, so that what is forgotten is forgotten there too.");
        Console.WriteLine("The master key is in neither. Keep a copy of it apart from both: without it nothing here can be read, and beside both everything can.");
        Console.WriteLine("Settings, letters written to files and pictures of the map are not in a backup.");
        return 0;
    }

    public static async Task<int> RestoreAsync(WebApplication app, DirectoryInfo folder, DirectoryInfo? vault, bool mainOnly, bool replace)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var vaultPart = mainOnly ? null : vault?.FullName ?? Path.Combine(folder.FullName, Vault);
        var came = await scope.ServiceProvider.GetRequiredService<RestoreBackup>().FromAsync(Path.Combine(folder.FullName, Main), vaultPart, replace);
        Console.WriteLine($"Restored as it was on {came.MadeAt.InFull()}: {came.Reports} reports. What came in or was changed since is not there.");
        if (came.Forgotten > 0) { Console.WriteLine($"{came.Forgotten} of them were forgotten since. Their keys are gone, and what they held cannot be read."); }

        Console.WriteLine("Letters that were waiting then leave once the service starts, under the same Message-Id as before.");
        return 0;
    }
}
