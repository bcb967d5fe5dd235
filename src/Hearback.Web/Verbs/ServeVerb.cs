using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Verbs;

internal static class ServeVerb
{
    /// <summary>Where the service listens when nobody says where.</summary>
    public const string UsualAddress = "http://localhost:5080";

    /// <summary>By then every job has looked once at what waits for it.</summary>
    private static readonly TimeSpan FirstRound = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RestEvery = TimeSpan.FromMinutes(1);

    // In bytes between two looks: the jobs alone make less.
    private const long LittleWork = 32 * 1024 * 1024;

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, bool demo, CancellationToken stop)
    {
        await using var app = HearbackApp.Build(settings, demo);
        Databases.CheckSettings(app);
        if (app.Configuration["urls"] is not { } addresses) { app.Urls.Add(UsualAddress); }
        else if (!addresses.Split(';', StringSplitOptions.RemoveEmptyEntries).All(IsListenedOn))
        {
            throw new RefusedException($"--urls must be addresses such as {UsualAddress}, with ; between them, and not '{addresses}'");
        }

        await Databases.PrepareAsync(app, stop);
        if (!await app.Services.GetRequiredService<CurrentPack>().LoadAsync(stop))
        {
            throw new RefusedException("There is no pack yet: run ./hearback pack import packs/somers-town, or your own");
        }

        await (demo ? LoadDemoAsync(app, stop) : RefuseDemoMembersAsync(app, stop));

        await app.StartAsync(stop);
        foreach (var address in app.Urls) { Console.WriteLine($"Hearback is at {address}"); }

        if (demo) { DemoWelcome.Print(app.Urls.First(), app.Services); }
        else { await foreach (var missing in WhatIsMissingAsync(app)) { Console.WriteLine($"Note: {missing}"); } }

        var stopped = app.WaitForShutdownAsync(stop);
        await RestAsync(stopped);
        await stopped;
        return 0;
    }

    /// <summary>What starting needed is given back, and later what the jobs leave behind while nobody asks for anything: the collector by itself waits for more work.</summary>
    private static async Task RestAsync(Task stopped)
    {
        var before = GC.GetTotalAllocatedBytes();
        for (var wait = FirstRound; await Task.WhenAny(stopped, Task.Delay(wait, CancellationToken.None)) != stopped; wait = RestEvery)
        {
            var made = GC.GetTotalAllocatedBytes();
            if (made - before < LittleWork) { GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); }

            before = made;
        }
    }

    private static bool IsListenedOn(string address)
    {
        try
        {
            return BindingAddress.Parse(address) is { Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>What would let people down although nothing is wrong with the program.</summary>
    private static async IAsyncEnumerable<string> WhatIsMissingAsync(WebApplication app)
    {
        var notices = app.Services.GetRequiredService<IOptions<NoticeOptions>>().Value;
        if (notices.Smtp is null) { yield return $"No mail server is set, so letters are only written to {notices.Folder}: set Notices:Smtp:Host"; }

        if (new Uri(notices.Address).IsLoopback) { yield return $"Links in letters lead to {notices.Address}, which only this machine reaches: set Notices:Address"; }

        var today = app.Services.GetRequiredService<TimeProvider>().Today;
        if (WorkingDays.Holidays.RunOutSoon(today)) { yield return $"Bank holidays are known until {WorkingDays.KnownUntil:yyyy-MM-dd} only: set Calendar:BankHolidays to a newer https://www.gov.uk/bank-holidays.json"; }

        await using var scope = app.Services.CreateAsyncScope();
        var teams = (await scope.ServiceProvider.GetRequiredService<HearbackDb>().Set<Membership>().Select(membership => membership.Team).Distinct().ToListAsync()).ToHashSet();
        var pack = app.Services.GetRequiredService<CurrentPack>().Now;
        foreach (var team in pack.Routing.Select(rule => rule.To).Distinct().Where(team => !teams.Contains(team)))
        {
            yield return $"Reports go to {pack.InFull(team)}, which has no member: ./hearback member add --team {team}";
        }

        foreach (var service in pack.Services.Where(service => (service.Handover?.Email ?? service.Handover?.Open311?.Endpoint.Host)?.EndsWith(".example", StringComparison.OrdinalIgnoreCase) is true))
        {
            yield return $"Reports are handed over to {service.Name} at an address that is made up: change it in services.yaml or under Services, or take it out";
        }
    }

    /// <summary>Made-up members sign in with one press; they must not outlive the demonstration.</summary>
    private static async Task RefuseDemoMembersAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<HearbackDb>().Users.AnyAsync(member => member.Demo, stop))
        {
            throw new RefusedException("This data is a demonstration's: start it with --demo, or choose another folder with --data");
        }
    }

    private static async Task LoadDemoAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LoadDemo>().OnFirstStartAsync(stop);
    }
}
