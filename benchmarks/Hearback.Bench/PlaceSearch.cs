using System.Diagnostics;
using Hearback.Places;
using Hearback.Web;

namespace Hearback.Bench;

/// <summary>The search for a place among a hundred thousand names and postcodes, in process.</summary>
internal static class PlaceSearch
{
    private const int Postcodes = 60_000;
    private const int Streets = 40_000;
    private const int Rounds = 40;
    private const double Promise = 5;

    private static readonly string[] Beginnings = ["Al", "Bar", "Cam", "Dun", "Ever", "Fen", "Gold", "Har", "Is", "Ken", "Lang", "May", "Nor", "Os", "Pan", "Quin", "Ros", "Stan", "Thorn", "Wer"];
    private static readonly string[] Middles = ["bur", "chel", "den", "e", "field", "gar", "i", "ling", "mer", "o", "rick", "sul", "ter", "ving", "wor"];
    private static readonly string[] Ends = ["bridge", "combe", "don", "ford", "gate", "holt", "ing", "ley", "ridge", "sey", "ston", "ton", "well", "wick"];
    private static readonly string[] Kinds = ["Street", "Road", "Lane", "Place", "Square", "Way", "Close", "Terrace", "Gardens", "Mews"];

    /// <summary>What people type: whole names, the beginnings of names, postcodes with and without their space, words that fit much, little and nothing, and errors.</summary>
    private static readonly string[] Typed = ["Osdenston Street", "ever", "Goldfieldton Road", "street", "s", "NW1 1AB", "nw11", "nw1", "road wer", "xyzzy", "Osdenstn Street", "Goldfeildton Road", "werrington strete"];

    public static async Task<Figure> MeasureAsync(string program, string folder)
    {
        await Installed.MakeAsync(program, folder, new Dictionary<string, string>());
        var file = Path.Combine(folder, "names.csv");
        await File.WriteAllLinesAsync(file, Names());
        await using var app = HearbackApp.Build(new Dictionary<string, string?> { ["Data:Folder"] = folder });
        await WithAsync<ImportPlaces>(app.Services, import => import.FromAsync(file, progress: null, CancellationToken.None));
        var times = new List<(string Typed, double Milliseconds)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var typed in Typed)
            {
                var began = Stopwatch.GetTimestamp();
                await WithAsync<Gazetteer>(app.Services, gazetteer => gazetteer.FindAsync(typed, CancellationToken.None));
                // The first rounds warm up and read the names.
                if (round >= Rounds / 4) { times.Add((typed, Stopwatch.GetElapsedTime(began).TotalMilliseconds)); }
            }
        }

        var slowest = times.GroupBy(time => time.Typed).Select(same => (Typed: same.Key, Middle: Load.Median(same.Select(time => time.Milliseconds)))).MaxBy(one => one.Middle);
        return new($"search among {Bench.Number(Postcodes + Streets)} places, the slowest of {Typed.Length} questions", $"{Bench.Number(slowest.Middle)} ms", "", $"at most {Bench.Number(Promise)} ms", slowest.Middle <= Promise);
    }

    private static async Task WithAsync<T>(IServiceProvider services, Func<T, Task> use) where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>As OS Open Names writes them.</summary>
    private static IEnumerable<string> Names()
    {
        for (var number = 0; number < Postcodes; number++)
        {
            var (letters, digit) = (number % 400, number / 400 % 10);
            yield return Line($"p{number}", $"NW{number / 4000} {digit}{(char)('A' + (letters / 20))}{(char)('A' + (letters % 20))}", "Postcode", number);
        }

        for (var number = 0; number < Streets; number++)
        {
            var name = Beginnings[number % 20] + Middles[number / 20 % 15] + Ends[number / 300 % 14];
            yield return Line($"s{number}", $"{name} {Kinds[number / 4200 % 10]}", "Named Road", number);
        }
    }

    private static string Line(string id, string name, string type, int number) =>
        string.Join(',', Enumerable.Range(0, 34).Select(column => column switch { 0 => id, 2 => name, 7 => type, 8 => $"{525_000 + (number % 9000)}", 9 => $"{180_000 + (number % 8000)}", _ => "" }));
}
