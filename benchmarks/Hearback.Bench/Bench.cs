using System.Globalization;

namespace Hearback.Bench;

/// <summary>One line of the table: what was measured, beside its yardstick from the same run.</summary>
internal sealed record Figure(string What, string Hearback, string Yardstick, string Promise, bool Kept);

/// <summary>Measures the promises of speed, prints one table, and adds it to the file of figures.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (program, figuresFile, commit, only) = (args[0], args[1], args[2], args.ElementAtOrDefault(3));
        var folder = System.IO.Directory.CreateTempSubdirectory("hearback-bench-").FullName;
        try
        {
            var figures = new List<Figure>();
            Console.WriteLine("Measuring: this takes about ten minutes");
            if (Wanted("page")) { figures.AddRange(await FirstPage.MeasureAsync(program, Path.Combine(folder, "page"))); }

            if (Wanted("plan")) { figures.AddRange(await LivePlan.MeasureAsync(program, Path.Combine(folder, "plan"))); }

            if (Wanted("send")) { figures.Add(await Send.MeasureAsync(program, Path.Combine(folder, "send"))); }

            if (Wanted("picture")) { figures.AddRange(await Picture.MeasureAsync(Path.Combine(folder, "picture"))); }

            if (Wanted("places")) { figures.Add(await PlaceSearch.MeasureAsync(program, Path.Combine(folder, "places"))); }

            if (Wanted("queue")) { figures.Add(await Queue.MeasureAsync(program, Path.Combine(folder, "queue"), "SQLite", [null, null])); }

            if (Wanted("queue") && Environment.GetEnvironmentVariable("HEARBACK_BENCH_POSTGRES") is { Length: > 0 } server)
            {
                figures.Add(await Queue.MeasureAsync(program, Path.Combine(folder, "queue-postgres"), "PostgreSQL", [server, server]));
            }

            var table = Table(figures, commit);
            Console.WriteLine(table);
            if (only is null) { await File.AppendAllTextAsync(figuresFile, "\n" + table); }

            return figures.TrueForAll(figure => figure.Kept) ? 0 : 1;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }

        bool Wanted(string part) => only is null || only == part;
    }

    public static string Number(double value) => value.ToString(value < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);

    private static string Table(IEnumerable<Figure> figures, string commit)
    {
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        var rows = figures.Select(f => $"| {f.What} | {f.Hearback} | {f.Yardstick} | {f.Promise} | {(f.Kept ? "kept" : "MISSED")} |");
        return $"""
            ## {today}, commit {commit}

            `./bench` on {Environment.ProcessorCount} cores, {memory} GiB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription.Split(' ')[0]}, .NET {Environment.Version}; the load runs on the same machine.

            | what | Hearback | yardstick in the same run | promise | |
            | --- | --- | --- | --- | --- |
            {string.Join('\n', rows)}

            """;
    }
}
