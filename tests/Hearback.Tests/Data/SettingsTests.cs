using Hearback.Tests.Support;
using Hearback.Web;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Tests.Data;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Data:Folder", "", "Data:Folder must name the folder in which data is kept")]
    [InlineData("Data:MasterKey", "c2hvcnQ=", "Data:MasterKey must be 32 bytes in Base64")]
    [InlineData("Data:MasterKey", "not base64", "Data:MasterKey must be 32 bytes in Base64")]
    [InlineData("Notices:Address", "hearback", "Notices:Address must be a web address, such as https://hearback.example")]
    [InlineData("Notices:From", "hearback", "Notices:From must be an email address")]
    [InlineData("Notices:EverySeconds", "0", "Notices:EverySeconds must be from 1 to 300")]
    [InlineData("Safety:ReportsAMinute", "0", "Safety:ReportsAMinute must be from 1 to 1,000,000")]
    [InlineData("Safety:IdeasAMinute", "1000001", "Safety:IdeasAMinute must be from 1 to 1,000,000")]
    [InlineData("Inbox:EverySeconds", "4", "Inbox:EverySeconds must be from 5 to 3600")]
    [InlineData("Inbox:MailsAMinute", "0", "Inbox:MailsAMinute must be from 1 to 10,000")]
    [InlineData("Inbox:Port", "65536", "Inbox:Port must be from 1 to 65535")]
    [InlineData("Inbox:Tls", "maybe", "Inbox:Tls cannot be 'maybe': docs/options.md says what it may be")]
    [InlineData("Inbox:TextsFrom", "gate@texts.example", "Inbox:TextsFrom must be the part after the @ of the gateway's addresses, such as texts.example")]
    [InlineData("Inbox:Host", "imap.example", "Inbox:User and Inbox:Password must open the mailbox at Inbox:Host")]
    [InlineData("Notices:Smtp:Port", "0", "Notices:Smtp:Host must be the name of the mail server;Notices:Smtp:Port must be from 1 to 65535")]
    public async Task A_wrong_setting_is_refused_with_a_sentence_that_says_which(string name, string value, string sentences) =>
        Assert.Equal(sentences.Split(';'), await Faults((name, value)));

    [Fact]
    public async Task PostgreSQL_needs_two_connections_to_two_databases()
    {
        Assert.Equal(["Data:Connection must say how to reach the PostgreSQL database", "Data:VaultConnection must say how to reach the vault's PostgreSQL database"],
            await Faults(("Data:Database", "Postgres"), ("Data:Connection", ""), ("Data:VaultConnection", "")));
        Assert.Equal(["Data:VaultConnection must be another database than Data:Connection"],
            await Faults(("Data:Database", "Postgres"), ("Data:Connection", "Host=db;Database=a"), ("Data:VaultConnection", "Host=db;Database=a")));
    }

    [Fact]
    public async Task A_mailbox_in_clear_is_refused_unless_it_is_on_this_machine_and_needs_two_folders()
    {
        Assert.Equal(["Inbox:Tls may be None only when Inbox:Host is this machine, because the password and the emails would cross the network in clear"],
            await Faults(("Inbox:Host", "imap.example"), ("Inbox:User", "a"), ("Inbox:Password", "b"), ("Inbox:Tls", "None")));
        Assert.Equal(["Inbox:Folder and Inbox:Aside must name two folders of the mailbox"],
            await Faults(("Inbox:Host", "imap.example"), ("Inbox:User", "a"), ("Inbox:Password", "b"), ("Inbox:Aside", "inbox")));
    }

    [Fact]
    public async Task SQLite_keeps_what_it_acknowledged_through_a_power_cut()
    {
        await using var service = await Service.StartAsync();
        var (journal, synchronous) = await service.With<Hearback.Data.HearbackDb, (string, long)>(async db =>
        {
            if (!db.Database.IsSqlite()) { return ("wal", 2L); }

            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            return ((string)(await Ask(db, "PRAGMA journal_mode"))!, (long)(await Ask(db, "PRAGMA synchronous"))!);
        });

        Assert.Equal(("wal", 2L), (journal, synchronous));

        static async Task<object?> Ask(DbContext db, string sql)
        {
            await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<IEnumerable<string>> Faults(params (string Name, string Value)[] settings)
    {
        await using var app = HearbackApp.Build(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), adjust: builder => builder.WebHost.UseTestServer());
        var validator = app.Services.GetRequiredService<IStartupValidator>();

        // As the command line says them: without the name of the property that the validator puts before.
        return Assert.Throws<OptionsValidationException>(validator.Validate).Failures.Select(failure => failure.Split(": ", 2)[^1]);
    }
}
