using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Safety;

/// <summary>
/// Somebody whose address, browser and words are marked reports anonymously, meeting a wrong answer, a missing page and a fault on the way.
/// Afterwards no mark is found in anything that is kept.
/// </summary>
public sealed partial class MarkerTests : IAsyncLifetime
{
    private const string Address = "2001:db8:4711:beef:cafe:f00d:1234:5678";
    private const string Forwarded = "203.0.113.177";
    private const string Browser = "Quokkabrowser/47.11";
    private const string From = "https://wombat-forum.example/thread/4711";
    private const string Words = "Numbat-words-4711";
    private static readonly string[] Marks = [Address, Forwarded, "Quokkabrowser", "wombat-forum", Words];

    private readonly BadStore _store = new();
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync(adjust: builder =>
        {
            _store.Into(builder);
            // Letters lie in the data folder, as they do until a mail server is set.
            builder.Services.AddSingleton<IPost>(services => services.GetRequiredService<FilePost>());
            builder.Services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new FailingPage()));
        });
        _service.Time.Advance(new TimeSpan(0, 0, 17, 23, 456));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Nothing_of_an_anonymous_visit_is_found_in_what_is_kept()
    {
        await Visit();

        var kept = await Kept();
        Assert.All(Marks.SelectMany(Forms), mark => Assert.True(kept.IndexOf(mark) < 0, $"A mark ({Encoding.Latin1.GetString(mark)}) is kept: {kept.Around(mark)}"));
    }

    [Fact]
    public async Task Nothing_of_an_anonymous_visit_is_logged()
    {
        await Visit();

        Assert.Contains("Fault ", _service.Log.Text, StringComparison.Ordinal);
        Assert.All(Marks, mark => Assert.DoesNotContain(mark, _service.Log.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_time_of_an_anonymous_visit_is_kept_more_finely_than_by_the_hour()
    {
        await Visit();

        var times = new List<string>();
        foreach (var (row, value) in await Values())
        {
            // A time-ordered id tells the millisecond at which it was drawn.
            if (value is Guid { Version: 7 or 1 or 6 }) { times.Add($"{row} is an id with a time in it"); }

            if ((value is DateTimeOffset at && at.UtcTicks % TimeSpan.TicksPerHour is not 0) || value is TimeSpan or TimeOnly) { times.Add($"{row} is {value}"); }
        }

        Assert.Empty(times);
    }

    [Fact]
    public async Task A_mark_that_was_kept_would_be_found()
    {
        await Visit();
        var report = await _service.With<HearbackDb, Report>(db => db.Reports.SingleAsync());
        await _service.With<HearbackDb>(async db =>
        {
            var places = await db.Places.Take(1).ToListAsync();
            db.Entry(places[0]).Property(place => place.Name).CurrentValue = Words;
            db.Entry(await db.Notices.FirstAsync()).Property(notice => notice.SentAt).CurrentValue = _service.Time.GetUtcNow();
            db.Audit.Add(new AuditEntry(AuditedAct.OpenedReport, null, _service.Time.GetUtcNow(), report.Id, new SealedText(IPAddress.Parse(Address).GetAddressBytes())));
            await db.SaveChangesAsync();
        });

        var kept = await Kept();
        Assert.True(kept.IndexOf(Encoding.UTF8.GetBytes(Words)) >= 0);
        Assert.True(kept.IndexOf(IPAddress.Parse(Address).GetAddressBytes()) >= 0);
        Assert.Contains(await Values(), kept => kept.Value is DateTimeOffset at && at == _service.Time.GetUtcNow());
    }

    private async Task Visit()
    {
        using var visitor = new Visitor(_service.App.GetTestServer().CreateHandler(context => context.Connection.RemoteIpAddress = IPAddress.Parse(Address)));
        visitor.Says("User-Agent", $"Mozilla/5.0 {Browser}");
        visitor.Says("Referer", From);
        visitor.Says("X-Forwarded-For", Forwarded);
        visitor.Says("Forwarded", $"for={Forwarded}");

        await visitor.Open($"/no-such-page?{Words}");
        var story = await visitor.AnswerUpTo(Question.Story);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(story, ("Story", Words + new string('x', 4000)))).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.Open($"/report?fail={Words}")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.Forge("/report?fail", ("Story", Words))).Status);
        _store.IsAway = true;
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.Open("/report/check")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Send(story, ("Story", Words))).Status);
        _store.IsAway = false;

        var looked = await visitor.Press(await visitor.Press(await visitor.Open("/report"), "Start again"), "Find", ("Typed", $"lamp {Words}"));
        await visitor.Press(await visitor.Press(looked, "Continue", ("Category", "lighting")), "Continue", ("Answer", $"Lamp {Words}"));
        Assert.Contains(Words, (await visitor.Open("/report/more/lamp-number")).Html, StringComparison.Ordinal);
        await visitor.Press(await visitor.Open("/report"), "Start again");
        var check = await visitor.AnswerAll(story: $"It is loud. {Words}.");
        _store.IsFull = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Press(check, "Send my report")).Status);
        _store.IsFull = false;
        var sent = await visitor.SendReport(check);
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Track(sent.Reference(), Words)).Status);
        var report = await visitor.Track(sent.Reference(), sent.Code());
        Assert.Contains(Words, report.Text, StringComparison.Ordinal);
        report = await visitor.Press(report, "Send", ("Message", $"Again. {Words}"));
        Assert.Equal(HttpStatusCode.OK, report.Status);
        var again = await visitor.Press(await visitor.Open("/track/diary/add"), "Add to my diary", ("On.Day", "1"), ("On.Month", "6"), ("On.Year", "2026"), ("What", Words), ("Time", Words), ("Lasted", Words), ("Effect", Words));
        Assert.Contains(Words, again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/track/diary?handler=File")).Status);
        await visitor.Open("/exit");
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
    }

    /// <summary>A mark as it would stand in a file: as text, and an address as its bytes.</summary>
    private static IEnumerable<byte[]> Forms(string mark) =>
        [Encoding.UTF8.GetBytes(mark), Encoding.Unicode.GetBytes(mark), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(mark))), .. mark == Address ? [IPAddress.Parse(mark).GetAddressBytes()] : Array.Empty<byte[]>()];

    /// <summary>Every byte that lies on the disk, and on PostgreSQL every row as the server tells it.</summary>
    private async Task<Bytes> Kept()
    {
        var all = new MemoryStream();
        var files = System.IO.Directory.EnumerateFiles(_service.Folder, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => file.EndsWith(".eml", StringComparison.Ordinal));
        if (!TestDatabase.OnPostgres)
        {
            Assert.Contains(files, file => file.EndsWith("hearback.db-wal", StringComparison.Ordinal) && new FileInfo(file).Length > 0);
            Assert.Contains(files, file => file.EndsWith("vault.db", StringComparison.Ordinal));
        }

        foreach (var file in files)
        {
            all.Write(Encoding.UTF8.GetBytes(file));
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await open.CopyToAsync(all, TestContext.Current.CancellationToken);
        }

        foreach (var (_, value) in TestDatabase.OnPostgres ? await Values() : [])
        {
            all.Write(value switch { byte[] bytes => bytes, IPAddress address => address.GetAddressBytes(), _ => Encoding.UTF8.GetBytes($"{value}\n") });
        }

        return new Bytes(all.ToArray());
    }

    /// <summary>Each value of each row of both databases but the pack's, with the name of its column.</summary>
    private async Task<List<(string Column, object Value)>> Values()
    {
        var values = new List<(string, object)>();
        await _service.With<HearbackDb>(db => ReadAsync(db, values));
        await _service.With<VaultDb>(db => ReadAsync(db, values));
        Assert.Contains(values, value => value.Item1.StartsWith("reports.", StringComparison.Ordinal));
        Assert.Contains(values, value => value.Item1.StartsWith("thread_entries.", StringComparison.Ordinal));
        Assert.Contains(values, value => value.Item1.StartsWith("notices.", StringComparison.Ordinal));
        Assert.Contains(values, value => value.Item1.StartsWith("keys.", StringComparison.Ordinal));
        return values;
    }

    private static async Task ReadAsync(DbContext db, List<(string, object)> values)
    {
        foreach (var table in db.Model.GetRelationalModel().Tables.Where(table => table.Name is not ("packs" or "cookie_keys")))
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table.Name}\"";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    if (!rows.IsDBNull(i)) { values.Add(($"{table.Name}.{rows.GetName(i)}", Understand(rows.GetValue(i)))); }
                }
            }
        }
    }

    /// <summary>SQLite keeps times and ids as text.</summary>
    private static object Understand(object value) => value switch
    {
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        string text when Guid.TryParse(text, out var id) => id,
        string text when Time().IsMatch(text) => DateTimeOffset.Parse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal),
        _ => value,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d")]
    private static partial Regex Time();

    private sealed class Bytes(byte[] all)
    {
        public int IndexOf(byte[] part) => all.AsSpan().IndexOf(part);

        public string Around(byte[] part) => Encoding.Latin1.GetString(all.AsSpan(Math.Max(0, IndexOf(part) - 40), 80));
    }

    /// <summary>Breaks a page when it is asked to; the fault repeats all that it knows of the visitor.</summary>
    private sealed class FailingPage : IAuthorizationFilter, IOrderedFilter
    {
        public int Order => int.MinValue;

        public void OnAuthorization(AuthorizationFilterContext context)
        {
            var request = context.HttpContext.Request;
            if (request.Path != "/report" || !request.Query.ContainsKey("fail")) { return; }

            var form = request.HasFormContentType ? string.Join(' ', request.Form.Select(field => field.Value)) : "";
            throw new InvalidOperationException($"{context.HttpContext.Connection.RemoteIpAddress} {request.QueryString} {form} {string.Join(' ', request.Headers.Select(header => header.Value))}");
        }
    }
}
