using Hearback.Fault.Tests.Support;

namespace Hearback.Fault.Tests;

/// <summary>Processes that are killed at any moment, while people send reports and letters leave.</summary>
public sealed class KillTests
{
    private const int People = 600;
    private const int Kills = 4;

    [Fact]
    public async Task On_SQLite_a_process_that_is_killed_again_and_again_loses_nothing()
    {
        await using var mail = new MailServer();
        await using var town = await Town.OnSqliteAsync(People, mail.Settings);
        var serving = await Served.StartAsync(town.Settings);
        using var crowd = new Crowd(town, () => serving.Address);
        var slowest = 0.0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var sending = crowd.SendAsync(People / Kills);
            await AtSomeMomentAsync(crowd, kill);
            serving.Kill();
            var recovering = crowd.SecondsUntilToldAsync();
            await serving.DisposeAsync();
            serving = await Served.StartAsync(town.Settings);
            slowest = Math.Max(slowest, await recovering);
            await sending;
        }

        await Afterwards.EveryNoticeLeftAsync(crowd, mail);
        await serving.DisposeAsync();
        var (lost, duplicated) = await Afterwards.NothingIsLostAsync(town, crowd);
        Assert.Equal(People, crowd.Told.Count);
        Figures.Add("kill -9, SQLite", Kills, People, lost, duplicated, slowest, "restarted each time");
    }

    [Fact]
    public async Task On_PostgreSQL_what_a_killed_process_held_is_taken_over_by_the_other_within_a_minute()
    {
        await using var mail = new MailServer();
        await using var server = await PostgresServer.StartNewAsync();
        await using var town = await Town.OnAsync(server, People, mail.Settings);
        Served[] serving = [await Served.StartAsync(town.Settings), await Served.StartAsync(town.Settings)];
        // Each request goes to the other process than the one before, while that lives: the form of one is sent to the other, with its cookie and draft.
        var turn = 0;
        using var crowd = new Crowd(town, () =>
        {
            var next = Interlocked.Increment(ref turn) % 2;
            return serving[serving[next].IsRunning ? next : 1 - next].Address;
        });
        var slowest = 0.0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var sending = crowd.SendAsync(People / Kills);
            await AtSomeMomentAsync(crowd, kill);
            var which = kill % 2;
            serving[which].Kill();
            slowest = Math.Max(slowest, await crowd.SecondsUntilToldAsync());
            await sending;
            if (kill == Kills) { break; }

            await serving[which].DisposeAsync();
            serving[which] = await Served.StartAsync(town.Settings);
        }

        // The last one stays dead, and what it held is sent by the other.
        await Afterwards.EveryNoticeLeftAsync(crowd, mail, patience: 60);
        foreach (var one in serving) { await one.DisposeAsync(); }

        var (lost, duplicated) = await Afterwards.NothingIsLostAsync(town, crowd);
        Assert.Equal(People, crowd.Told.Count);
        Figures.Add("kill -9, two processes on PostgreSQL", Kills, People, lost, duplicated, slowest, "the last not restarted");
    }

    /// <summary>In the middle of the work, never at the same place.</summary>
    private static async Task AtSomeMomentAsync(Crowd crowd, int kill)
    {
        await crowd.ToldAsync((People / Kills * (kill - 1)) + Random.Shared.Next(People / Kills / 2));
        await Task.Delay(Random.Shared.Next(50), TestContext.Current.CancellationToken);
    }
}
