using System.Net;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Health;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly BadStore _store = new();
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(adjust: _store.Into);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_service_that_could_take_a_report_says_so_and_nothing_else()
    {
        await _service.Given(A.NamedAnswers());

        Assert.Equal((HttpStatusCode.OK, "live\n"), await Ask("/health/live"));
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await Ask("/health/ready"));
    }

    [Fact]
    public async Task Without_its_database_it_lives_and_is_not_ready_and_logs_that_once()
    {
        _store.IsAway = true;

        Assert.Equal((HttpStatusCode.OK, "live\n"), await Ask("/health/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database\noutbox\n"), await Ask("/health/ready"));
        await Ask("/health/ready");
        _store.IsAway = false;
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await Ask("/health/ready"));

        Assert.Single(_service.Log.Text.Split('\n'), line => line.Contains("Not ready: database, outbox", StringComparison.Ordinal));
        Assert.Single(_service.Log.Text.Split('\n'), line => line.Contains("Ready again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vault_that_the_master_key_does_not_open_is_not_ready()
    {
        await _service.Given(A.Answers());
        await using var other = await Service.StartAsync(beside: _service, adjust: builder => builder.Services.AddSingleton(new MasterKey(new byte[32])));

        using var browser = other.Visitor();
        var answer = await browser.Open("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "vault\n"), (answer.Status, answer.Html));
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_not_ready()
    {
        await using var other = await Service.StartAsync(beside: _service, adjust: builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Health:LeastFreeMegabytes"] = "1000000" }));

        using var browser = other.Visitor();
        var answer = await browser.Open("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "disk\n"), (answer.Status, answer.Html));
    }

    [Fact]
    public async Task A_letter_that_nobody_takes_is_told()
    {
        await _service.Given(A.NamedAnswers());

        _service.Later(TimeSpan.FromMinutes(29));
        Assert.Equal("ready\n", (await Ask("/health/ready")).Words);
        _service.Later(TimeSpan.FromMinutes(2));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "outbox\n"), await Ask("/health/ready"));
        await _service.SendNotices();
        Assert.Equal("ready\n", (await Ask("/health/ready")).Words);
    }

    [Fact]
    public async Task A_mail_server_that_takes_nothing_is_told_and_one_mailbox_that_refuses_us_is_not()
    {
        await _service.Given(A.NamedAnswers());
        _service.Letters.Fault = () => new IOException("away");
        await TryFor(TimeSpan.FromHours(2));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "outbox\n"), await Ask("/health/ready"));

        // The first letter still fails, and another leaves.
        _service.Letters.Fault = null;
        await _service.With<HearbackDb>(async db =>
        {
            var waiting = await db.Notices.OrderBy(notice => notice.Kind).FirstAsync();
            waiting.Left(_service.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Equal("ready\n", (await Ask("/health/ready")).Words);
    }

    [Fact]
    public async Task Whoever_finds_a_weakness_reads_where_to_say_so()
    {
        var (status, words) = await Ask("/.well-known/security.txt");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Contact: mailto:security@hearback.example\nExpires: 2026-12-01T00:00:00Z\nPreferred-Languages: en\nCanonical: http://localhost:5080/.well-known/security.txt\n", words);
    }

    [Fact]
    public async Task A_pack_that_names_nobody_has_no_such_page()
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(_service.Folder, "pack")).FullName;
        PackFiles.Write(folder, PackFiles.Read(Repository.Pack) is var read ? read with { Pack = read.Pack with { About = read.Pack.About with { SecurityContact = null } } } : null!);
        await _service.With<ImportPack>(import => import.FromAsync(folder));
        await _service.App.Services.GetRequiredService<CurrentPack>().LoadAsync(TestContext.Current.CancellationToken);

        using var browser = _service.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open("/.well-known/security.txt")).Status);
    }

    private async Task TryFor(TimeSpan time)
    {
        for (var end = _service.Time.GetUtcNow() + time; _service.Time.GetUtcNow() < end; _service.Later(TimeSpan.FromMinutes(1))) { await _service.SendNotices(); }
    }

    private async Task<(HttpStatusCode Status, string Words)> Ask(string path)
    {
        using var browser = _service.Visitor();
        var answer = await browser.Open(path);
        Assert.Equal("text/plain", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("no-store", answer.Response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        return (answer.Status, answer.Html);
    }
}
