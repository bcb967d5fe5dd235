using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Web;

namespace Hearback.Bench;

/// <summary>The live plan when it is large and old: its page under load, two editions compared, and a large plan imported.</summary>
internal static class LivePlan
{
    private const int Concerns = 50;
    private const int ActionsEach = 10;
    private const int Editions = 200;
    private const int Connections = 16;
    private const int Requests = 3_000;
    private const int Pairs = 40;
    private const int Apart = 10;
    private const int Rows = 10_000;

    public static async Task<IEnumerable<Figure>> MeasureAsync(string program, string folder)
    {
        await Installed.MakeAsync(program, folder);
        await PublishAsync(folder);
        await using var hearback = await Served.StartAsync(program, ["serve", "--data", folder, "--urls", "{address}"]);
        return [await PageAsync(hearback, folder), await CompareAsync(hearback), await ImportAsync(program, folder)];
    }

    private static async Task<Figure> PageAsync(Served hearback, string folder)
    {
        using var client = new HttpClient();
        var page = await client.GetByteArrayAsync($"{hearback.Address}/plan");
        await File.WriteAllBytesAsync(Path.Combine(folder, Yardstick.PageFile), page);
        await using var bare = await Yardstick.StartAsync(folder);
        await GetAsync(hearback.Address, "/plan", Requests / 5);
        await GetAsync(bare.Address, "/page", Requests / 5);
        var (ours, theirs) = await Load.InTurnsAsync(3, _ => GetAsync(hearback.Address, "/plan", Requests), _ => GetAsync(bare.Address, "/page", Requests));
        var ratio = ours.PerSecond / theirs.PerSecond;
        return new($"`GET /plan`, 500 actions, {Editions} editions, 16 connections", $"{Bench.Number(ours.PerSecond)} requests/s of {Bench.Number(page.Length / 1024.0)} KiB",
            $"{Bench.Number(theirs.PerSecond)} requests/s, bare Kestrel, the same bytes", $"at least 0.50 of it: {Bench.Number(ratio)}", ratio >= 0.5);
    }

    /// <summary>Each pair is looked at once as nobody has before, and then again, when the answer is kept.</summary>
    private static async Task<Figure> CompareAsync(Served hearback)
    {
        using var client = new HttpClient { BaseAddress = new Uri(hearback.Address) };
        var (first, again) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            var path = $"/plan/compare/{1 + (pair * 4)}/{1 + (pair * 4) + Apart}";
            first.Add(await TimeAsync(client, path));
            again.Add(await TimeAsync(client, path));
        }

        // The first looks warm it up.
        var (middle, kept) = (Load.Median(first.Skip(Pairs / 2)), Load.Median(again.Skip(Pairs / 2)));
        return new("comparing two editions of 500 actions, 100 of them changed, the whole page", $"{Bench.Number(middle)} ms", $"{Bench.Number(kept)} ms, the same pages when they are kept in memory", "at most 100 ms", middle <= 100);
    }

    private static async Task<Figure> ImportAsync(string program, string folder)
    {
        var (large, small) = (Path.Combine(folder, "large.csv"), Path.Combine(folder, "small.csv"));
        await File.WriteAllTextAsync(large, Csv(Rows));
        await File.WriteAllTextAsync(small, Csv(1));
        var least = await ImportInAsync(program, Path.Combine(folder, "small"), small);
        var all = await ImportInAsync(program, Path.Combine(folder, "large"), large);
        return new($"`plan import` of {Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows, the whole process", $"{Bench.Number(all.TotalSeconds)} s", $"{Bench.Number(least.TotalSeconds)} s with one row", "at most 10 s", all.TotalSeconds <= 10);
    }

    private static async Task<TimeSpan> ImportInAsync(string program, string folder, string file)
    {
        await Installed.MakeAsync(program, folder);
        var clock = Stopwatch.StartNew();
        await Served.RunAsync(program, ["plan", "import", file, "--data", folder]);
        return clock.Elapsed;
    }

    /// <summary>In every edition a few actions moved on, as after years of monthly rounds.</summary>
    private static async Task PublishAsync(string folder)
    {
        await using var app = HearbackApp.Build(new Dictionary<string, string?> { ["Data:Folder"] = folder });
        await using var scope = app.Services.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), TimeProvider.System.GetUtcNow());
        var (plan, edition) = (Large(now.LondonDay), (Edition?)null);
        for (var number = 1; number <= Editions; number++)
        {
            edition = new Edition(plan, edition, new(Guid.NewGuid()), now.AddDays(number - Editions));
            db.Editions.Add(edition);
            plan = Moved(plan, number, now.LondonDay.AddDays(number - Editions));
        }

        await db.SaveChangesAsync();
    }

    private static ActionPlan Large(DateOnly today) => new()
    {
        Title = "What we are doing about it",
        Concerns = [.. Enumerable.Range(0, Concerns).Select(concern => new Concern
        {
            Id = $"concern-{concern}",
            Asked = $"We asked for safer stairs and quieter nights, and that somebody tells us what came of it (block {concern})",
            Themes = [$"Theme {concern % 8}"],
            Places = [$"Estate {concern % 20}"],
            Actions = [.. Enumerable.Range(0, ActionsEach).Select(action => new PlannedAction
            {
                Id = $"action-{concern}-{action}",
                Text = $"Walk the stairs of block {concern} in the evening, write down what is found, and have it mended within two weeks (part {action})",
                State = ActionState.UnderWay,
                Leads = [new Lead { Name = $"Team {action}", Organisation = "Council" }],
                TargetDate = today.AddDays(action * 10),
                AddedOn = today.AddDays(-Editions),
                Updates = [new ProgressUpdate { Id = $"update-{concern}-{action}", On = today.AddDays(-action), Text = "The walk took place, four lamps were mended and two doors wait for a part that was ordered.", By = $"Team {action}" }],
            })],
        })],
    };

    private static ActionPlan Moved(ActionPlan plan, int number, DateOnly today) => plan with
    {
        Concerns = [.. plan.Concerns.Select((concern, place) => place != number % Concerns ? concern : concern with
        {
            Actions = [.. concern.Actions.Select(action => action with
            {
                Text = $"{action.Text.Split(" Since ")[0]} Since edition {number} also the yard.",
                TargetDate = action.TargetDate?.AddDays(7),
                EarlierDates = [new(action.TargetDate!.Value, action.TargetDate?.AddDays(7), "the part came late", today)],
            })],
        })],
    };

    private static string Csv(int rows)
    {
        var text = new StringBuilder("Row,You asked,Text,Lead,Target date\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"doing,We asked for safer stairs in block {row / 20},\"Walk the stairs of part {row}, and say what came of it\",Team {row % 9} | Council,2027-03-01\n");
        }

        return text.ToString();
    }

    private static async Task<double> TimeAsync(HttpClient client, string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path);
        await answer.Content.CopyToAsync(Stream.Null);
        return answer.StatusCode is HttpStatusCode.OK ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }

    private static Task<LoadResult> GetAsync(string address, string path, int count) =>
        Load.RunAsync(address, Connections, count, HttpStatusCode.OK, _ => new HttpRequestMessage(HttpMethod.Get, path));
}
