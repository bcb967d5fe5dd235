using System.Globalization;
using Hearback.Directory;
using Hearback.Plan;

namespace Hearback.Web.Verbs;

internal static class PlanVerbs
{
    public static async Task<int> ImportAsync(WebApplication app, FileInfo file, bool dryRun, bool again, CancellationToken stop)
    {
        if (!file.Exists) { throw new RefusedException("There is no such file"); }

        if (!await app.Services.GetRequiredService<CurrentPack>().LoadAsync(stop)) { throw new RefusedException("There is no pack yet: run ./hearback pack import packs/somers-town, or your own"); }

        await using var scope = app.Services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetRequiredService<ImportPlan>();
        await using var opened = file.OpenRead();
        var progress = new HowFar("rows read");
        var read = await import.ReadAsync(file.Name, opened, progress, stop);
        var told = await (dryRun ? import.TryAsync(read, again, stop) : import.TakeAsync(read, again, stop));
        Print(told, dryRun);
        return 0;
    }

    private static void Print(PlanImport told, bool dryRun)
    {
        foreach (var thing in told.Things) { Console.WriteLine(Line(thing)); }

        if (told.Doubts.Count > 0) { Console.WriteLine("\nTo be looked at by a person:"); }

        var rows = told.Things.Where(thing => thing.Row is not null).ToDictionary(thing => thing.Id, thing => thing.Row);
        foreach (var doubt in told.Doubts)
        {
            var where = rows.GetValueOrDefault(doubt.ItemId) is { } row ? $"Row {row}: " : "";
            Console.WriteLine($"- {where}{Short(doubt.Words, 80)}\n  {doubt.Chose}");
        }

        var made = string.Join(", ", told.Things.Where(thing => thing.IsNew).GroupBy(thing => thing.Kind).OrderBy(kind => kind.Key).Select(kind => Count(kind.Key, kind.Count())));
        Console.WriteLine((told.Changes, dryRun) switch
        {
            (false, _) => "\nAll of it is in the draft already; nothing changed.",
            (true, true) => $"\nThis would come into the draft: {Or(made)}. Nothing was changed.",
            (true, false) => $"\nThis came into the draft: {Or(made)}.",
        });

        if (told.Things.Count(thing => thing.WasTakenOut) is > 0 and var left) { Console.WriteLine($"{left} {(left is 1 ? "thing was" : "things were")} taken out of the draft before and left out here; --again takes them in."); }

        static string Or(string made) => made.Length > 0 ? made : "words of the heading or the glossary";
    }

    private static string Line(ImportedThing thing)
    {
        var row = thing.Row is { } number ? $"Row {number.ToString(CultureInfo.InvariantCulture)}" : "";
        var what = thing.Kind switch
        {
            ImportedKind.Concern => "You asked",
            ImportedKind.Doing => "  We are doing",
            ImportedKind.Ask => "  What you can do",
            ImportedKind.Update => "  Progress",
        };
        var led = thing.Kind is ImportedKind.Doing or ImportedKind.Ask
            ? $" [{(thing.Leads.Count > 0 ? string.Join(", ", thing.Leads) : "no lead")}; {(thing.TargetDate is { } day ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "no date yet")}]"
            : "";
        return $"{row,-10}{(thing.IsNew ? "new" : thing.WasTakenOut ? "out" : "there"),-7}{what,-19}{Short(thing.Words, 90)}{led}";
    }

    private static string Count(ImportedKind kind, int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} ") + (kind, count) switch
    {
        (ImportedKind.Concern, 1) => "concern",
        (ImportedKind.Concern, _) => "concerns",
        (ImportedKind.Doing, 1) => "planned action",
        (ImportedKind.Doing, _) => "planned actions",
        (ImportedKind.Ask, 1) => "ask",
        (ImportedKind.Ask, _) => "asks",
        (ImportedKind.Update, 1) => "update",
        (ImportedKind.Update, _) => "updates",
    };

    private static string Short(string words, int most)
    {
        var line = words.Replace('\n', ' ');
        return line.Length <= most ? line : $"{line[..(most - 1)]}…";
    }
}
