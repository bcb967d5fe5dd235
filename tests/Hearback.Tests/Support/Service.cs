using System.Globalization;
using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Open311;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;
using Hearback.Web;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PageActionDescriptor = Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor;

namespace Hearback.Tests.Support;

/// <summary>
/// The whole service in memory: its own databases with the Somers Town pack in force, a clock that stands at
/// Monday 1 June 2026, 10 o'clock in London, a letter box instead of a post, and no network.
/// </summary>
public sealed class Service : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A password good enough for any member.</summary>
    public const string Password = "lantern-otter-quilt-41";

    private readonly TestDatabase _database;

    private Service(TestDatabase database, WebApplication app, FakeTimeProvider time, LetterBox letters, LogBook log)
    {
        _database = database;
        App = app;
        Time = time;
        Letters = letters;
        Log = log;
    }

    public WebApplication App { get; }

    public FakeTimeProvider Time { get; }

    public LetterBox Letters { get; }

    /// <summary>All that the service logged.</summary>
    public LogBook Log { get; }

    /// <summary>Holds the SQLite files and whatever else the service writes.</summary>
    public string Folder => _database.Folder;

    /// <summary>How a program of its own finds the same databases.</summary>
    public Dictionary<string, string?> Settings => _database.Settings;

    public Pack Pack => App.Services.GetRequiredService<CurrentPack>().Now;

    /// <summary>The route of every page there is.</summary>
    public IReadOnlyList<string> PageRoutes => [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct()];

    /// <param name="demo">Whether made-up members and reports are loaded.</param>
    /// <param name="adjust">A last word on how the service is put together.</param>
    /// <param name="beside">Another service, whose databases this one shares as a second process would.</param>
    /// <param name="settings">Settings that decide what the service is put together of.</param>
    public static async Task<Service> StartAsync(bool demo = false, Action<WebApplicationBuilder>? adjust = null, Service? beside = null, params (string Name, string Value)[] settings)
    {
        var database = beside?._database.Shared() ?? await TestDatabase.CreateAsync();
        var time = beside?.Time ?? new FakeTimeProvider(Start);
        var letters = beside?.Letters ?? new LetterBox(time);
        var log = new LogBook();
        var all = database.Settings;
        foreach (var (name, value) in settings) { all[name] = value; }

        var app = HearbackApp.Build(all, demo, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton<IPost>(letters);
            builder.Logging.ClearProviders().AddProvider(log);
            // Tests let weeks go by at once, and do themselves what else runs by the clock.
            var jobs = builder.Services.Where(RunsByTheClock).ToList();
            Assert.Equal(13, jobs.Count);
            jobs.ForEach(job => builder.Services.Remove(job));

            adjust?.Invoke(builder);
        });
        await app.Services.GetRequiredService<CurrentPack>().LoadAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Service(database, app, time, letters, log);
    }

    /// <summary>A service whose letters leave by a real mail server on this port.</summary>
    public static Task<Service> WithMailServer(int port, bool tls = false) => StartAsync(adjust: builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Notices:Smtp:Host"] = "127.0.0.1",
            ["Notices:Smtp:Port"] = $"{port}",
            ["Notices:Smtp:Tls"] = $"{tls}",
        });
        builder.Services.AddSingleton<IPost>(s => s.GetRequiredService<SmtpPost>());
    });

    private static bool RunsByTheClock(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType == typeof(SweepDrafts) || service.ImplementationFactory?.Method.ReturnType is { } job && (job == typeof(SendNotices) || job == typeof(TellFollowers) || job == typeof(RemindLeads) || job == typeof(RemindTeams) || job == typeof(TellOfReviews) || job == typeof(SweepPictures) || job == typeof(ReceiveMail)
            || job == typeof(SendHandovers) || job == typeof(AskIfItWorked) || job == typeof(WriteHeads) || job == typeof(RemoveOldEntries) || job == typeof(ForgetOnTime)));

    /// <summary>Somebody at a browser of their own, whose connection comes from this address.</summary>
    public Visitor Visitor(string address = "192.0.2.1") =>
        new(App.GetTestServer().CreateHandler(context => context.Connection.RemoteIpAddress = IPAddress.Parse(address)));

    /// <summary>For a program that is no browser.</summary>
    public HttpMessageHandler Handler() => App.GetTestServer().CreateHandler();

    /// <summary>Lets days go by at once, without the thousands of ticks of a clock in between.</summary>
    public void Later(TimeSpan time) => Time.AdjustTime(Time.GetUtcNow() + time);

    /// <summary>Lets time pass until the work is done.</summary>
    public async Task<TResult> WhileTimePasses<TResult>(Task<TResult> work)
    {
        while (!work.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(work, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        return await work;
    }

    /// <summary>Uses a part of the service as a request of its own would.</summary>
    public async Task<TResult> With<TPart, TResult>(Func<TPart, Task<TResult>> use) where TPart : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TPart>());
    }

    /// <inheritdoc cref="With{TPart, TResult}"/>
    public async Task With<TPart>(Func<TPart, Task> use) where TPart : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TPart>());
    }

    /// <summary>A plan that is the draft and, as it is, the next edition.</summary>
    public Task<Edition> Given(ActionPlan plan) => With<HearbackDb, Edition>(async db =>
    {
        await db.PlanDraft.ExecuteDeleteAsync();
        db.PlanDraft.Add(APlan.DraftOf(plan));
        var edition = new Edition(plan, await db.Editions.OrderByDescending(one => one.Number).FirstOrDefaultAsync(), new(Guid.Empty), Time.GetUtcNow());
        db.Editions.Add(edition);
        await db.SaveChangesAsync();
        return edition;
    });

    /// <summary>A report that has come in.</summary>
    public Task<Reference> Given(ReportAnswers answers) => App.Services.GetRequiredService<ReceiveReports>().ReceiveAsync(answers);

    /// <summary>A member who can sign in with <see cref="Password"/>.</summary>
    public Task<Member> Given(Member member) => With<UserManager<Member>, Member>(async members =>
    {
        var made = await members.CreateAsync(member, Password);
        Assert.True(made.Succeeded, string.Join(". ", made.Errors.Select(error => error.Description)));
        return member;
    });

    /// <summary>A member at a browser of their own, signed in already.</summary>
    public async Task<Visitor> SignedIn(Member member)
    {
        var cookie = App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var principal = await With<SignInManager<Member>, System.Security.Claims.ClaimsPrincipal>(signIn => signIn.CreateUserPrincipalAsync(member));
        var session = new Session(member.Id, FirstProof.Password, SecondProof.App, Time.GetUtcNow());
        principal.Identities.First().AddClaim(SignedInMember.ClaimOf(session.Id));
        await With<HearbackDb>(async db =>
        {
            db.Sessions.Add(session);
            await db.SaveChangesAsync();
        });
        var properties = new AuthenticationProperties { IssuedUtc = Time.GetUtcNow(), ExpiresUtc = Time.GetUtcNow() + cookie.ExpireTimeSpan };
        var ticket = new AuthenticationTicket(principal, properties, IdentityConstants.ApplicationScheme);
        var visitor = Visitor();
        visitor.Hold(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket));
        return visitor;
    }

    /// <summary>A member works on a report: one act, saved as a page would save it.</summary>
    public Task Work(Reference reference, Action<Report, Desk> act) => With<HearbackDb>(async db =>
    {
        var report = await db.Reports.Include(r => r.Thread).Include(r => r.Handovers).SingleAsync(r => r.Reference == reference);
        act(report, new Desk(await KeyOf(report), Pack, Time.GetUtcNow()));
        await db.SaveChangesAsync();
    });

    public Task<Report> Read(Reference reference) => With<HearbackDb, Report>(db =>
        db.Reports.AsNoTracking().Include(r => r.Thread).Include(r => r.Notices).Include(r => r.Links).Include(r => r.Handovers).SingleAsync(r => r.Reference == reference));

    public Task<DataKey> KeyOf(Report report) => With<KeyVault, DataKey>(vault => vault.OpenAsync(report.KeyId));

    /// <summary>Until then a letter about an anonymous report waits.</summary>
    public void AQuarterOfAnHourPasses() => Time.Advance(TimeSpan.FromMinutes(15));

    /// <summary>Lets the outbox send what is due, and says how many letters left.</summary>
    public Task<int> SendNotices() => App.Services.GetRequiredService<SendNotices>().SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets what is to be handed over be sent, and says how many hand-overs were looked at.</summary>
    public Task<int> SendHandovers() => App.Services.GetRequiredService<SendHandovers>().SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets reporters be asked whether a hand-over worked.</summary>
    public Task<int> AskIfItWorked() => App.Services.GetRequiredService<AskIfItWorked>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>The pack with one service changed, as an import would bring it.</summary>
    public async Task Given(ListedService service)
    {
        await With<HearbackDb>(async db =>
        {
            var pack = Pack with { Services = [.. Pack.Services.Select(one => one.Code == service.Code ? service : one)] };
            db.Packs.Add(new PackVersion(await db.Packs.MaxAsync(version => version.Number) + 1, pack, Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        await App.Services.GetRequiredService<CurrentPack>().LoadAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets those who follow the plan be told of new editions, and says how many letters were written.</summary>
    public Task<int> TellFollowers() => App.Services.GetRequiredService<TellFollowers>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets reporters be told of the case review, and says how many were.</summary>
    public Task<int> TellOfReviews() => App.Services.GetRequiredService<TellOfReviews>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets leads and coordinators be reminded, and says how many letters were written.</summary>
    public Task<int> RemindLeads() => App.Services.GetRequiredService<RemindLeads>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets members, leads and coordinators be told of dates promised to reporters, and says how many letters were written.</summary>
    public Task<int> RemindTeams() => App.Services.GetRequiredService<RemindTeams>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Takes an email as the mailbox would hand it over, and says why it became nothing; null when it became something.</summary>
    public Task<WhyAside?> Take(string mail) => With<TakeMail, WhyAside?>(take => take.TakeAsync(AMail.Arrived(mail)));

    /// <summary>Lets the heads of the record be written, and says how many were.</summary>
    public Task<int> WriteHeads() => App.Services.GetRequiredService<WriteHeads>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets entries whose time is over be removed, and says how many were.</summary>
    public Task<int> RemoveOldEntries() => App.Services.GetRequiredService<RemoveOldEntries>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets reports be forgotten that are due, and says how many were.</summary>
    public Task<int> ForgetOnTime() => App.Services.GetRequiredService<ForgetOnTime>().RoundAsync(TestContext.Current.CancellationToken);

    /// <summary>Goes through the record, as the command does.</summary>
    public Task<Verified> VerifyRecord() => With<VerifyRecord, Verified>(verify => verify.RunAsync(null, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"the service at {Time.GetUtcNow():u}");
}
