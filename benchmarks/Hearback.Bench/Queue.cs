using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Hearback.Data;
using Hearback.Web;

namespace Hearback.Bench;

/// <summary>The page on which an officer's day begins, with ten thousand reports and with a million.</summary>
internal static partial class Queue
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Looks = 200;

    public static async Task<Figure> MeasureAsync(string program, string folder, string database, IReadOnlyList<string?> servers)
    {
        await using var few = await ServeAsync(program, $"{folder}-few", Few, servers[0], "few");
        await using var many = await ServeAsync(program, $"{folder}-many", Many, servers[1], "many");
        using var fewReports = await SignInAsync(few.Address);
        using var manyReports = await SignInAsync(many.Address);
        var (fewTimes, manyTimes) = (new List<double>(), new List<double>());
        for (var look = 0; look < Looks; look++)
        {
            fewTimes.Add(await LookAsync(fewReports));
            manyTimes.Add(await LookAsync(manyReports));
        }

        // The first looks warm both up.
        var (fewMiddle, manyMiddle) = (Load.Median(fewTimes.Skip(Looks / 4)), Load.Median(manyTimes.Skip(Looks / 4)));
        var ratio = manyMiddle / fewMiddle;
        return new($"queue page, a million reports, {database}", $"{Bench.Number(manyMiddle)} ms", $"{Bench.Number(fewMiddle)} ms with ten thousand", $"at most 1.50 times it: {Bench.Number(ratio)}", ratio <= 1.5);
    }

    private static async Task<Served> ServeAsync(string program, string folder, int reports, string? server, string name)
    {
        var settings = Settings(server, name);
        await Installed.MakeAsync(program, folder, settings);
        // The first start makes the demo reports, of which the many are made.
        await using (await Served.StartAsync(program, ["serve", "--demo", "--data", folder, "--urls", "{address}"], settings)) { }

        var values = settings.ToDictionary(s => s.Key["Hearback__".Length..].Replace("__", ":", StringComparison.Ordinal), s => (string?)s.Value);
        values["Data:Folder"] = folder;
        await using (var app = HearbackApp.Build(values))
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await ManyReports.AddAsync(scope.ServiceProvider.GetRequiredService<HearbackDb>(), reports);
        }

        return await Served.StartAsync(program, ["serve", "--demo", "--data", folder, "--urls", "{address}"], settings);
    }

    private static Dictionary<string, string> Settings(string? server, string name) => server is null
        ? []
        : new()
        {
            ["Hearback__Data__Database"] = "Postgres",
            ["Hearback__Data__Connection"] = $"{server};Database=bench_{name}",
            ["Hearback__Data__VaultConnection"] = $"{server};Database=bench_{name}_vault",
        };

    /// <summary>Presses the button of a demo officer.</summary>
    private static async Task<HttpClient> SignInAsync(string address)
    {
        // The cookies are marked for TLS, which a browser forgives on this machine's own address and this client does not; so they are carried by hand.
        using var page = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        using var opened = await page.GetAsync("/staff/sign-in");
        var html = await opened.Content.ReadAsStringAsync();
        using var press = new HttpRequestMessage(HttpMethod.Post, "/staff/sign-in?handler=Demo")
        {
            Content = new FormUrlEncodedContent([new("member", DemoOfficer().Match(html).Groups[1].Value), new("__RequestVerificationToken", TokenField().Match(html).Groups[1].Value)]),
        };
        press.Headers.Add("Cookie", Cookies(opened));
        using var answer = await page.SendAsync(press);
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add("Cookie", Cookies(answer));
        return client;
    }

    private static async Task<double> LookAsync(HttpClient client)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync("/staff/reports");
        await answer.Content.CopyToAsync(Stream.Null);
        return answer.StatusCode is HttpStatusCode.OK ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"The queue answered {answer.StatusCode}.");
    }

    private static string Cookies(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("Dee Marlow.*?<button[^>]*value=\"([0-9a-f-]{36})\"", RegexOptions.Singleline)]
    private static partial Regex DemoOfficer();
}
