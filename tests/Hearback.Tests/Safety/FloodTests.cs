using System.Net;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Hearback.Tests.Safety;

public sealed class FloodTests
{
    [Fact]
    public async Task Thirty_reports_from_one_address_in_ten_minutes_all_get_in()
    {
        await using var service = await Service.StartAsync();
        var references = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            var visitor = await Ready(service);
            var check = await visitor.Open("/report/check");
            references.Add((await service.WhileTimePasses(visitor.SendReport(check))).Reference());
        }

        Assert.Equal(30, references.Distinct().Count());
        Assert.Equal(30, await service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
        Assert.True(service.Time.GetUtcNow() - Service.Start < TimeSpan.FromMinutes(10), "It took longer than ten minutes.");
    }

    [Fact]
    public async Task A_flood_from_one_address_keeps_nobody_else_waiting()
    {
        await using var service = await Service.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            var visitor = await Ready(service);
            await service.WhileTimePasses(visitor.Press(await visitor.Open("/report/check"), "Send my report"));
        }

        var waiting = await Ready(service);
        var flood = waiting.SendReport(await waiting.Open("/report/check"));
        var other = await Ready(service, "198.51.100.7");
        // No time passes here, so whoever had to wait would wait for ever.
        await other.SendReport(await other.Open("/report/check"));

        Assert.False(flood.IsCompleted);
        await service.WhileTimePasses(flood);
    }

    [Fact]
    public async Task When_the_whole_service_is_full_a_reporter_is_told_so_and_keeps_the_draft()
    {
        await using var service = await Service.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Safety:ReportsAMinute"] = "3" }));
        for (var i = 1; i <= 3; i++)
        {
            var before = await Ready(service, $"198.51.100.{i}");
            await before.SendReport(await before.Open("/report/check"));
        }

        var visitor = await Ready(service);
        var refused = await visitor.Press(await visitor.Open("/report/check"), "Send my report");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.StartsWith("Your report was NOT sent.", refused.ErrorSummary(), StringComparison.Ordinal);
        Assert.Contains("The door does not shut", refused.Text, StringComparison.Ordinal);
        service.Time.Advance(TimeSpan.FromMinutes(1));
        await visitor.SendReport(refused);
        Assert.Equal(4, await service.With<HearbackDb, int>(db => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task A_machine_that_begins_reports_without_end_cannot_fill_the_store()
    {
        await using var service = await Service.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Safety:DraftsAMinute"] = "3" }));
        var before = await Ready(service);
        for (var i = 0; i < 3; i++) { await Begin(service.Visitor()); }

        var refused = await Begin(service.Visitor());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(4, await service.With<HearbackDb, int>(db => db.Drafts.CountAsync()));
        // Whoever had begun goes on.
        Assert.Equal("/report/check", (await Begin(before)).Path);

        static async Task<Page> Begin(Visitor visitor) => await visitor.Send(await visitor.Open("/report/what"), ("Category", A.Pack.Categories[0].Code));
    }

    [Fact]
    public async Task Whoever_tries_one_members_password_again_and_again_waits()
    {
        await using var service = await Service.StartAsync();
        for (var i = 0; i < 20; i++) { await Try("sam@council.example"); }

        var waiting = Try("SAM@council.example ");
        await Try("dee@council.example");

        Assert.False(waiting.IsCompleted);
        await service.WhileTimePasses(waiting);

        async Task<Page> Try(string email)
        {
            var visitor = service.Visitor();
            return await visitor.Send(await visitor.Open("/staff/sign-in"), ("Email", email), ("Password", "not the right one"));
        }
    }

    /// <summary>Somebody who has answered everything.</summary>
    private static async Task<Visitor> Ready(Service service, string address = "192.0.2.1")
    {
        var ticket = DraftTicket.New();
        await service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers()));
        var visitor = service.Visitor(address);
        visitor.Hold("__Host-report", ticket.Reveal());
        return visitor;
    }
}
