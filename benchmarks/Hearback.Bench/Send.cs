using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Web;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Bench;

/// <summary>The last press: a whole draft becomes a report that is safe on disk, through the page and all its checks.</summary>
internal static partial class Send
{
    private const int Connections = 16;
    private const int AtOnce = 4_000;
    private const int Turns = 3;

    // So many that the compiler, which works beside the requests and takes a third of the machine, has come to rest.
    private const int WarmUp = 20_000;

    public static async Task<Figure> MeasureAsync(string program, string folder)
    {
        await Installed.MakeAsync(program, folder);
        var tickets = await KeepDraftsAsync(folder, WarmUp + (Turns * AtOnce));
        await using var hearback = await Served.StartAsync(program, ["serve", "--data", folder, "--urls", "{address}"], new Dictionary<string, string>
        {
            ["Hearback__Safety__ReportsAMinute"] = "1000000",
            ["Hearback__Safety__FreeReportsOfOneAddress"] = "1000000",
            ["Hearback__Notices__EverySeconds"] = "300",
        });
        var form = await OpenFormAsync(hearback.Address, tickets[0]);
        await SendAsync(0, WarmUp);
        await File.WriteAllBytesAsync(Path.Combine(folder, Yardstick.RowFile), RandomNumberGenerator.GetBytes(await BytesOfAReportAsync(folder)));
        await using var bare = await Yardstick.StartAsync(folder);
        await InsertAsync(WarmUp);
        var (ours, theirs) = await Load.InTurnsAsync(Turns, turn => SendAsync(WarmUp + (turn * AtOnce), AtOnce), _ => InsertAsync());

        var stored = await CountAsync(folder);
        if (stored != tickets.Count) { throw new InvalidOperationException($"{tickets.Count} reports were sent and {stored} stored."); }

        var ratio = ours.PerSecond / theirs.PerSecond;
        return new("Send, durable, 16 connections", $"{Bench.Number(ours.PerSecond)} reports/s, p99 {Bench.Number(ours.P99Milliseconds)} ms",
            $"{Bench.Number(theirs.PerSecond)} rows/s, p99 {Bench.Number(theirs.P99Milliseconds)} ms, one bare insert of the same size at a time",
            $"at least 0.50 of it: {Bench.Number(ratio)}; p99 at most 50 ms", ratio >= 0.5 && ours.P99Milliseconds <= 50);

        Task<LoadResult> SendAsync(int first, int count) => Load.RunAsync(hearback.Address, Connections, count, HttpStatusCode.Found, index => Press("/report/check", first + index));

        Task<LoadResult> InsertAsync(int count = AtOnce) => Load.RunAsync(bare.Address, Connections, count, HttpStatusCode.OK, index => Press("/row", index));

        HttpRequestMessage Press(string path, int index)
        {
            var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", form.Token)]) };
            message.Headers.Add("Cookie", $"{form.Cookie}; __Host-report={tickets[index]}");
            return message;
        }
    }

    private static async Task<List<string>> KeepDraftsAsync(string folder, int count)
    {
        await using var app = App(folder);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var drafts = scope.ServiceProvider.GetRequiredService<ReportDrafts>();
        var pack = (await db.Packs.SingleAsync()).Read();
        var place = await db.Places.AsNoTracking().FirstAsync();
        var tickets = new List<string>(count);
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < count; i++)
        {
            var ticket = DraftTicket.New();
            await drafts.KeepAsync(ticket, Answers(pack, place));
            db.ChangeTracker.Clear();
            tickets.Add(ticket.Reveal());
        }

        await transaction.CommitAsync();
        return tickets;
    }

    private static ReportAnswers Answers(Pack pack, Place place) => new()
    {
        Category = pack.Categories[0].Code,
        Where = new WhereAnswer { Place = place.Code, PlaceName = place.Name, Spot = place.Spot, Ward = place.Ward, NearPlace = place.Code },
        When = new WhenAnswer(WhenKind.KeepsHappening, Pattern: "most nights, 10pm to 1am"),
        Story = string.Concat(Enumerable.Repeat("People deal on the stairs of the block and the street door does not lock. ", 8)),
        Effect = new EffectAnswer(Before.Once, WhyMe.NotAboutMe, Effect.ChangesMyDay),
        Wish = "A lock that works.",
        Identity = IdentityLevel.Anonymous,
    };

    private static async Task<(string Token, string Cookie)> OpenFormAsync(string address, string ticket)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{address}/report/check");
        message.Headers.Add("Cookie", $"__Host-report={ticket}");
        using var answer = await client.SendAsync(message);
        var token = TokenField().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
        return (token, answer.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("__Host-form", StringComparison.Ordinal)).Split(';')[0]);
    }

    /// <summary>What one report writes: its row, its thread, its notice and its key.</summary>
    private static async Task<int> BytesOfAReportAsync(string folder)
    {
        await using var app = App(folder);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var key = await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys.FirstAsync();
        var report = await db.Reports.FirstAsync();
        var notice = await db.Notices.FirstAsync();
        const int clearColumns = 600;
        return clearColumns + report.Told.Bytes.Length + report.Code!.Hash.Length + report.Code.Salt.Length + notice.Content.Bytes.Length + key.Bytes.Length;
    }

    private static async Task<int> CountAsync(string folder)
    {
        await using var app = App(folder);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HearbackDb>().Reports.CountAsync();
    }

    private static WebApplication App(string folder) => HearbackApp.Build(new Dictionary<string, string?> { ["Data:Folder"] = folder });

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
