using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Verbs;

internal static class PackVerbs
{
    public static async Task<int> ImportAsync(WebApplication app, string folder, bool replaceServices, bool replaceSetup)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (changed, edited, setup) = await scope.ServiceProvider.GetRequiredService<ImportPack>().FromAsync(folder, replaceServices, replaceSetup, db => db.Note(AuditedAct.ImportedPack, scope.ServiceProvider));
        if (edited.Count > 0)
        {
            var services = string.Join(", ", edited);
            Console.WriteLine(replaceServices
                ? $"Replaced, although members had changed them: {services}. What they wrote stays in the history of each service."
                : $"Kept as members changed them, and not as the folder has them: {services}. pack export writes them into a folder; --replace-services takes the folder's.");
        }

        if (setup.Count > 0)
        {
            var parts = string.Join(", ", setup);
            Console.WriteLine(replaceSetup
                ? $"Replaced, although members had changed it: {parts}. What they wrote stays in the history."
                : $"Kept as members changed it, and not as the folder has it: {parts}. pack export writes it into a folder; --replace-setup takes the folder's.");
        }

        Console.WriteLine(changed ? "The pack is in force." : "The pack was in force already; nothing changed.");
        return 0;
    }

    public static async Task<int> ExportAsync(WebApplication app, string folder, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var latest = await db.Packs.AsNoTracking().OrderByDescending(pack => pack.Number).FirstOrDefaultAsync(stop) ?? throw new RefusedException("There is no pack to export yet");
        var places = await db.Places.AsNoTracking().Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync(stop);
        // Written down before it leaves: what cannot be recorded is not given away.
        db.Note(AuditedAct.ExportedPack, scope.ServiceProvider);
        await db.SaveChangesAsync(stop);
        PackFiles.Write(folder, new PackWithPlaces(latest.Read(), places));
        Console.WriteLine("The pack is written.");
        return 0;
    }
}

internal static class PlacesVerbs
{
    public static async Task<int> ImportAsync(WebApplication app, string file, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var count = await scope.ServiceProvider.GetRequiredService<ImportPlaces>().FromAsync(file, new HowFar("places written"), stop, db => db.Note(AuditedAct.ImportedPlaces, scope.ServiceProvider));
        Console.WriteLine($"{count} places can be found now.");
        return 0;
    }

    public static async Task<int> ImportBaseAsync(WebApplication app, string file, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var counts = await scope.ServiceProvider.GetRequiredService<ImportBase>().FromAsync(file, stop, db => db.Note(AuditedAct.ImportedPlaces, scope.ServiceProvider));
        Console.WriteLine($"The map is drawn of these now: {string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Value} of kind {count.Key.ToString().ToLowerInvariant()}"))}.");
        return 0;
    }
}
