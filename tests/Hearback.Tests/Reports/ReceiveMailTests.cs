using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Reports;

/// <summary>The mailbox itself, on a real mail server.</summary>
public sealed class ReceiveMailTests
{
    [Fact]
    public async Task What_arrived_becomes_a_report_and_leaves_the_mailbox()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Text("One", id: "1"), AMail.Text("Two", from: "sam@mail.example", id: "2"));

        await Round(service);

        Assert.Equal((2, 0, 0), (await Reports(service), await dovecot.CountAsync(), await dovecot.CountAsync("Aside")));
        Assert.Equal(new InboxState { Taken = 2, ReadAt = Service.Start }, State(service));
    }

    [Fact]
    public async Task What_becomes_nothing_is_put_aside_where_a_person_can_look()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Text(headers: "Auto-Submitted: auto-replied"), AMail.Text("Me again", from: "Hearback <hearback@hearback.example>"), AMail.Text("A person"));

        await Round(service);
        await Round(service);

        Assert.Equal((1, 0, 2), (await Reports(service), await dovecot.CountAsync(), await dovecot.CountAsync("Aside")));
        Assert.Equal((1, 2), (State(service).Taken, State(service).Aside));
        Assert.DoesNotContain("mail.example", service.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Stairs", service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_that_was_taken_just_before_the_process_died_is_no_second_report()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Text());
        // As when it died between the commit and the deletion.
        await service.Take(AMail.Text());
        Assert.Equal((1, 1), (await Reports(service), await dovecot.CountAsync()));

        await Round(service);

        Assert.Equal((1, 0), (await Reports(service), await dovecot.CountAsync()));
    }

    [Fact]
    public async Task What_is_too_large_is_not_fetched_and_its_sender_is_told()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Text(string.Join("\r\n", Enumerable.Repeat(new string('a', 900), 29_500))), AMail.Text("Small", from: "sam@mail.example"));

        await Round(service);
        await service.SendNotices();

        Assert.Equal((1, 0, 1), (await Reports(service), await dovecot.CountAsync(), await dovecot.CountAsync("Aside")));
        Assert.StartsWith("Your email is too large for us", Assert.Single(service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_in_an_email_comes_through_the_mailbox()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Parts("mixed", "Content-Type: text/plain\r\n\r\nThe door",
            $"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(APicture.OfAPhone(), Base64FormattingOptions.InsertLineBreaks)}"));

        await Round(service);

        Assert.Equal((1, 0), (await service.With<HearbackDb, int>(db => db.ReportPictures.CountAsync()), await dovecot.CountAsync()));
    }

    [Theory]
    [InlineData("parts")]
    [InlineData("headers")]
    [InlineData("headers of a part")]
    [InlineData("one header")]
    [InlineData("depth")]
    public async Task An_email_made_to_take_our_memory_is_put_aside_and_keeps_back_no_other(string many)
    {
        // A little more than a person's own program makes; 25 MB of it would become gigabytes.
        var hostile = many switch
        {
            "parts" => AMail.Parts("mixed", [.. Enumerable.Repeat("\r\nHello", 1_100)]),
            "headers" => AMail.Text(headers: string.Join("\r\n", Enumerable.Repeat("X: y", 6_000))),
            "headers of a part" => AMail.Parts("mixed", string.Join("\r\n", Enumerable.Repeat("X: y", 6_000)) + "\r\n\r\nHello"),
            "one header" => AMail.Text(headers: "X: " + string.Join("\r\n ", Enumerable.Repeat(new string('x', 70), 15_000))),
            _ => AMail.Text(string.Concat(Enumerable.Range(0, 1_010).Select(at => $"--e{at}\r\nContent-Type: multipart/mixed; boundary=e{at + 1}\r\n\r\n")), headers: ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=e0"]),
        };
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(hostile, AMail.Text("A person", from: "sam@mail.example"));

        await Round(service);

        Assert.Equal((1, 0, 1), (await Reports(service), await dovecot.CountAsync(), await dovecot.CountAsync("Aside")));
    }

    [Fact]
    public async Task Two_processes_that_empty_it_at_once_take_each_email_once()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await using var other = await Service.StartAsync(beside: service, adjust: builder => builder.Configuration.AddInMemoryCollection(dovecot.Settings));
        await dovecot.DeliverAsync([.. Enumerable.Range(0, 12).Select(at => AMail.Text(from: $"p{at}@mail.example", id: $"{at}"))]);

        await Task.WhenAll(Round(service), Round(other));
        await Round(service);

        Assert.Equal((12, 0, 0), (await Reports(service), await dovecot.CountAsync(), await dovecot.CountAsync("Aside")));
        Assert.Equal((null, null), (State(service).Fault, State(other).Fault));
    }

    [Fact]
    public async Task A_flood_waits_in_the_mailbox()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(new(dovecot.Settings) { ["Inbox:MailsAMinute"] = "4", ["Inbox:EverySeconds"] = "30" });
        await dovecot.DeliverAsync([.. Enumerable.Range(0, 5).Select(at => AMail.Text(from: $"p{at}@mail.example", id: $"{at}"))]);

        await Round(service);
        Assert.Equal((2, 3), (await Reports(service), await dovecot.CountAsync()));

        await Round(service);
        await Round(service);
        Assert.Equal((5, 0), (await Reports(service), await dovecot.CountAsync()));
    }

    [Fact]
    public async Task While_nothing_can_be_stored_the_emails_stay_in_the_mailbox()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Start(dovecot.Settings);
        await dovecot.DeliverAsync(AMail.Text());
        await service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE mails_taken RENAME TO mails_away"));

        await Round(service);
        Assert.Equal((0, 1, InboxFault.NotStored), (await Reports(service), await dovecot.CountAsync(), State(service).Fault));

        await service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE mails_away RENAME TO mails_taken"));
        await Round(service);
        Assert.Equal((1, 0, null), (await Reports(service), await dovecot.CountAsync(), State(service).Fault));
    }

    [Theory]
    [InlineData("Inbox:User", "", InboxFault.NoAnswer)]
    [InlineData("Inbox:Password", "wrong", InboxFault.Refused)]
    [InlineData("Inbox:Folder", "Nowhere", InboxFault.NoFolder)]
    [InlineData("Inbox:Tls", "Always", InboxFault.Untrusted)]
    [InlineData("Inbox:Tls", "StartTls", InboxFault.Untrusted)]
    public async Task A_mailbox_that_cannot_be_read_is_shown_to_the_administrator_and_waited_for(string setting, string value, InboxFault fault)
    {
        await using var dovecot = await Dovecot.StartAsync();
        var settings = new Dictionary<string, string?>(dovecot.Settings);
        if (fault is InboxFault.NoAnswer) { settings["Inbox:Port"] = $"{MailServer.ClosedPort()}"; }
        else { settings[setting] = value; }

        await using var service = await Start(settings);
        var receive = service.App.Services.GetRequiredService<ReceiveMail>();
        Assert.Equal(TimeSpan.FromSeconds(30), receive.Wait);
        await Round(service);
        Assert.Equal((fault, 1, TimeSpan.FromMinutes(1)), (State(service).Fault, State(service).Tries, receive.Wait));
        await Round(service);
        Assert.Equal((2, TimeSpan.FromMinutes(2)), (State(service).Tries, receive.Wait));

        var administrator = await service.SignedIn(await service.Given(A.Member("administrator")));
        var page = await administrator.Open("/staff/mail");
        Assert.Contains("The mailbox cannot be read", page.Text, StringComparison.Ordinal);
        Assert.Contains("Failed tries since", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Dovecot.Password, service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_read_by_itself_and_the_waits_end_when_it_is_back()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Service.StartAsync(adjust: builder =>
        {
            builder.Configuration.AddInMemoryCollection(dovecot.Settings);
            builder.Services.AddHostedService(s => s.GetRequiredService<ReceiveMail>());
        });
        await dovecot.DeliverAsync(AMail.Text());

        for (var turn = 0; turn < 200 && await Reports(service) is 0; turn++)
        {
            service.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, await Reports(service));
    }

    [Fact]
    public async Task A_demonstration_reads_no_mailbox()
    {
        await using var dovecot = await Dovecot.StartAsync();
        await using var service = await Service.StartAsync(demo: true, adjust: builder =>
        {
            builder.Configuration.AddInMemoryCollection(dovecot.Settings);
            builder.Services.AddHostedService(s => s.GetRequiredService<ReceiveMail>());
        });
        await dovecot.DeliverAsync(AMail.Text());

        service.Time.Advance(TimeSpan.FromMinutes(5));
        await Task.Delay(500, TestContext.Current.CancellationToken);

        Assert.Equal((1, null), (await dovecot.CountAsync(), State(service).ReadAt));
    }

    private static Task<Service> Start(Dictionary<string, string?> settings) => Service.StartAsync(adjust: builder => builder.Configuration.AddInMemoryCollection(settings));

    private static Task Round(Service service) => service.App.Services.GetRequiredService<ReceiveMail>().RoundAsync(TestContext.Current.CancellationToken);

    private static InboxState State(Service service) => service.App.Services.GetRequiredService<ReceiveMail>().State;

    private static Task<int> Reports(Service service) => service.With<HearbackDb, int>(db => db.Reports.CountAsync());
}
