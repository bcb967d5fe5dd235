using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Tests.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Verbs;

/// <summary>What the program says on the terminal when it cannot do what it was told.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Hearback.Web.dll");
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_address_that_another_program_has_is_refused_in_words()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (code, said) = await Run("serve", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal((1, "Another program listens on this address already: end it, or choose another address with --urls"), (code, said.Trim()));
    }

    [Fact]
    public async Task Where_the_service_listens_may_be_a_setting_too()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (code, said) = await Run("serve", ("urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"));

        Assert.Equal((1, "Another program listens on this address already: end it, or choose another address with --urls"), (code, said.Trim()));
    }

    [Theory]
    [InlineData("here")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:99999")]
    public async Task An_address_on_which_nobody_can_listen_is_refused_in_words(string address)
    {
        var (code, said) = await Run("serve", "--urls", address);

        Assert.Equal((1, $"--urls must be addresses such as http://localhost:5080, with ; between them, and not '{address}'"), (code, said.Trim()));
    }

    [Fact]
    public async Task Wrong_settings_in_several_sections_are_refused_together()
    {
        var (code, said) = await Run("serve", ("Notices:EverySeconds", "0"), ("Safety:ReportsAMinute", "0"));

        Assert.Equal(1, code);
        Assert.Equal(["Notices:EverySeconds must be from 1 to 300", "Safety:ReportsAMinute must be from 1 to 1,000,000"], said.Trim().Split('\n', StringSplitOptions.TrimEntries).Order());
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_are_each_refused_by_name_and_hide_no_other()
    {
        var (code, said) = await Run("serve", ("Safety:ReportsAMinute", "many"), ("Safety:IdeasAMinute", "0"), ("Notices:Smtp:Port", "first"), ("Notices:Smtp:Host", "mail.example"), ("Places:TileMegabytes", "much"), ("Inbox:Port", "143.5"));

        Assert.Equal(1, code);
        Assert.Equal(
        [
            "Inbox:Port cannot be '143.5': docs/options.md says what it may be",
            "Notices:Smtp:Port cannot be 'first': docs/options.md says what it may be",
            "Places:TileMegabytes cannot be 'much': docs/options.md says what it may be",
            "Safety:IdeasAMinute must be from 1 to 1,000,000",
            "Safety:ReportsAMinute cannot be 'many': docs/options.md says what it may be",
        ], said.Trim().Split('\n', StringSplitOptions.TrimEntries).Order());
    }

    [Fact]
    public async Task A_role_that_there_is_not_is_wrong_usage_and_the_roles_are_named()
    {
        var (code, said) = await Run("member", "add", "--name", "Ada Quill", "--email", "ada@members.example", "--role", "king");

        Assert.Equal((2, "--role must be officer, lead, coordinator, administrator, auditor or partner, and not 'king'"), (code, said.Trim()));
    }

    [Fact]
    public async Task A_pack_in_a_folder_that_is_not_there_is_refused_in_one_sentence()
    {
        var folder = Path.Combine(_database.Folder, "nowhere");

        var (code, said) = await Run("pack", "import", folder);

        Assert.Equal((1, $"There is no folder {folder}"), (code, said.Trim()));
    }

    [Fact]
    public async Task A_database_that_is_away_is_refused_in_words()
    {
        var (code, said) = await Run("migrate", ("Data:Database", "Postgres"), ("Data:Connection", "Host=127.0.0.1;Port=1;Timeout=2"), ("Data:VaultConnection", "Host=127.0.0.1;Port=1;Timeout=2;Database=vault"));

        Assert.Equal(1, code);
        Assert.StartsWith("The database cannot be used: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstrations_data_does_not_start_in_earnest()
    {
        await using var demo = await Service.StartAsync();
        await demo.Given(new Member("Priya Example", "priya@demo.example", Role.Officer, []) { Demo = true });

        var (code, said) = await Run(demo.Settings, "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal((1, "This data is a demonstration's: start it with --demo, or choose another folder with --data"), (code, said.Trim()));
    }

    [Fact]
    public async Task An_unknown_verb_is_wrong_usage() => Assert.Equal(2, (await Run("sreve")).Code);

    [Fact]
    public async Task The_data_folder_is_closed_to_others()
    {
        var folder = Path.Combine(_database.Folder, "new");

        await Run("migrate", ("Data:Folder", folder), ("Data:Database", "Sqlite"));

        const UnixFileMode ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.True(System.IO.Directory.Exists(folder));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) is ours);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_refused_in_words()
    {
        var file = Path.Combine(_database.Folder, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var (code, said) = await Run("migrate", ("Data:Folder", file), ("Data:Database", "Sqlite"));

        Assert.Equal((1, $"The data folder {file} cannot be made there: choose another with --data"), (code, said.Trim()));
    }

    [Fact]
    public async Task A_plan_is_looked_at_and_taken_in_once()
    {
        await using var service = await Service.StartAsync();
        var file = Path.Combine(service.Folder, "plan.html");
        await File.WriteAllBytesAsync(file, PlanTables.Html(PlanTables.Lights), TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), await Run(service.Settings, "plan", "import", file, "--dry-run"));
        Assert.False(await service.With<HearbackDb, bool>(db => db.PlanDraft.AnyAsync()));

        Assert.Equal((0, ""), await Run(service.Settings, "plan", "import", file));
        var draft = await service.With<HearbackDb, Draft>(db => db.PlanDraft.AsNoTracking().SingleAsync());
        Assert.Equal(["You want more light"], draft.Plan.Concerns.Select(concern => concern.Asked));

        Assert.Equal((0, ""), await Run(service.Settings, "plan", "import", file));
        Assert.Equal(draft.Version, (await service.With<HearbackDb, Draft>(db => db.PlanDraft.AsNoTracking().SingleAsync())).Version);
    }

    [Fact]
    public async Task A_plan_with_a_wrong_row_is_refused_with_row_and_column()
    {
        await using var service = await Service.StartAsync();
        var file = Path.Combine(service.Folder, "plan.html");
        await File.WriteAllBytesAsync(file, PlanTables.Html([.. PlanTables.Lights, ["Wrong", "", "", "Housing", "", ""]]), TestContext.Current.CancellationToken);

        var (code, said) = await Run(service.Settings, "plan", "import", file);

        Assert.Equal((1, "Row 4, column Lead: There is no action to which this belongs: “Housing”"), (code, said.Trim()));
        Assert.False(await service.With<HearbackDb, bool>(db => db.PlanDraft.AnyAsync()));
        Assert.Equal((1, "There is no such file"), await Run(service.Settings, "plan", "import", "none.html") is var (none, why) ? (none, why.Trim()) : default);
        Assert.Equal(2, (await Run(service.Settings, "plan", "import")).Code);
    }

    [Fact]
    public async Task The_record_is_gone_through_and_the_first_broken_entry_is_named()
    {
        await using var service = await Service.StartAsync();
        for (var number = 0; number < 3; number++)
        {
            await service.With<HearbackDb>(async db =>
            {
                db.Audit.Add(new(Hearback.Audit.AuditedAct.Replied, null, service.Time.GetUtcNow()));
                await db.SaveChangesAsync();
            });
        }

        Assert.Equal((0, ""), await Run(service.Settings, "audit", "verify"));

        await service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync(TestDatabase.OnPostgres ? "ALTER TABLE record DISABLE TRIGGER USER" : "DROP TRIGGER record_no_delete"));
        await service.With<HearbackDb>(db => db.Audit.Where(entry => entry.Number == 2).ExecuteDeleteAsync());

        var (code, said) = await Run(service.Settings, "audit", "verify");

        Assert.Equal((1, "The record of what members and the service did, entry 2: it is missing: the next that is there is 3."), (code, said.Trim()));
    }

    private Task<(int Code, string Said)> Run(params string[] words) => Run(_database.Settings, words);

    private Task<(int Code, string Said)> Run(string verb, params (string Name, string Value)[] others)
    {
        var settings = _database.Settings;
        foreach (var (name, value) in others) { settings[name] = value; }

        return Run(settings, verb);
    }

    private static async Task<(int Code, string Said)> Run(Dictionary<string, string?> settings, params string[] words)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings.Where(setting => setting.Value is not null)) { info.Environment[$"Hearback__{name.Replace(":", "__", StringComparison.Ordinal)}"] = value; }

        using var process = Process.Start(info) ?? throw new InvalidOperationException("The program did not start.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
            await process.WaitForExitAsync(stop.Token);
            await output;
            return (process.ExitCode, await error);
        }
        finally
        {
            if (!process.HasExited) { process.Kill(); }
        }
    }
}
