using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Web;
using Hearback.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hearback.Fault.Tests.Support;

/// <summary>The databases of one test, with the Somers Town pack in force and people who have answered all and are about to press Send.</summary>
internal sealed class Town : IAsyncDisposable
{
    /// <summary>Of somebody who is confidential, so that the team is told at once, and has no email address, so that nobody else is.</summary>
    private static ReportAnswers AnswersOf(int person) => new()
    {
        Category = "something-else",
        Where = new WhereAnswer { InWords = "By the bins" },
        When = new WhenAnswer(WhenKind.Today),
        Story = Crowd.StoryOf(person),
        Effect = new EffectAnswer(Before.No, WhyMe.NotAboutMe, Effect.Bothered),
        Wish = "Mend it",
        Identity = IdentityLevel.Confidential,
        Contact = new Contact { Name = "Rosa Field", Phone = "020 7946 0000" },
    };

    private Town(Dictionary<string, string?> settings) => Settings = settings;

    public Dictionary<string, string?> Settings { get; }

    public List<string> Tickets { get; } = [];

    public static Task<Town> OnSqliteAsync(int people, IReadOnlyDictionary<string, string?>? more = null) => MakeAsync(people, [], more);

    public static async Task<Town> OnAsync(PostgresServer server, int people, IReadOnlyDictionary<string, string?>? more = null, PostgresServer? replica = null)
    {
        await server.ExecuteAsync("CREATE DATABASE main");
        await server.ExecuteAsync("CREATE DATABASE vault");
        return await MakeAsync(people, new()
        {
            ["Data:Database"] = nameof(DatabaseKind.Postgres),
            ["Data:Connection"] = server.Connection("main", replica),
            ["Data:VaultConnection"] = server.Connection("vault", replica),
        }, more);
    }

    /// <summary>The program on these databases, for a look into them.</summary>
    public WebApplication Look(Action<IServiceCollection>? adjust = null) => HearbackApp.Build(Settings, adjust: builder => adjust?.Invoke(builder.Services));

    public async Task<T> With<TPart, T>(Func<TPart, Task<T>> use) where TPart : notnull
    {
        await using var app = Look();
        await using var scope = app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TPart>());
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        System.IO.Directory.Delete(Settings["Data:Folder"]!, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<Town> MakeAsync(int people, Dictionary<string, string?> settings, IReadOnlyDictionary<string, string?>? more)
    {
        settings["Data:Folder"] = System.IO.Directory.CreateTempSubdirectory("hearback-fault-").FullName;
        foreach (var name in new[] { "FreeReportsOfOneAddress", "ReportsAMinute", "DraftsAMinute" }) { settings[$"Safety:{name}"] = "1000000"; }

        foreach (var (name, value) in more ?? new Dictionary<string, string?>()) { settings[name] = value; }

        var town = new Town(settings);
        await using var app = town.Look();
        await Databases.MigrateAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportPack>().FromAsync(Repository.Pack);
        scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([1]);
        var (db, drafts) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<ReportDrafts>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < people; i++)
        {
            var ticket = DraftTicket.New();
            await drafts.KeepAsync(ticket, AnswersOf(i));
            db.ChangeTracker.Clear();
            town.Tickets.Add(ticket.Reveal());
        }

        await transaction.CommitAsync();
        return town;
    }
}
