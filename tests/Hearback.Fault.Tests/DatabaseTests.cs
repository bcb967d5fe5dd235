using Hearback.Fault.Tests.Support;

namespace Hearback.Fault.Tests;

/// <summary>Databases that go away, come back, change their place, or have no more room.</summary>
public sealed class DatabaseTests
{
    private const int People = 400;

    [Fact]
    public async Task A_PostgreSQL_server_that_stops_at_once_and_starts_again_loses_nothing()
    {
        await using var mail = new MailServer();
        await using var server = await PostgresServer.StartNewAsync();
        await using var town = await Town.OnAsync(server, People, mail.Settings);
        await using var serving = await Served.StartAsync(town.Settings);
        using var crowd = new Crowd(town, () => serving.Address);
        var sending = crowd.SendAllAsync();
        var slowest = 0.0;
        for (var stop = 1; stop <= 2; stop++)
        {
            await crowd.ToldAsync(People * stop / 3);
            await server.StopAtOnceAsync();
            await Task.Delay(2000, TestContext.Current.CancellationToken);
            await server.StartAsync();
            slowest = Math.Max(slowest, await crowd.SecondsUntilToldAsync());
        }

        await sending;
        await Afterwards.EveryNoticeLeftAsync(crowd, mail);
        var (lost, duplicated) = await Afterwards.NothingIsLostAsync(town, crowd);
        Figures.Add("PostgreSQL stopped at once, and started", 2, People, lost, duplicated, slowest, $"{crowd.PressedAgain} presses again");
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_is_lost_is_followed_by_its_replica()
    {
        await using var mail = new MailServer();
        await using var server = await PostgresServer.StartNewAsync();
        await using var replica = await server.ReplicaAsync();
        await using var town = await Town.OnAsync(server, People, mail.Settings, replica);
        await using var serving = await Served.StartAsync(town.Settings);
        using var crowd = new Crowd(town, () => serving.Address);
        var sending = crowd.SendAllAsync();
        await crowd.ToldAsync(People / 2);
        await server.StopAtOnceAsync();
        await replica.PromoteAsync();
        var seconds = await crowd.SecondsUntilToldAsync();

        await sending;
        await Afterwards.EveryNoticeLeftAsync(crowd, mail);
        var (lost, duplicated) = await Afterwards.NothingIsLostAsync(town, crowd);
        Figures.Add("PostgreSQL failed over to a streaming replica", 1, People, lost, duplicated, seconds, "synchronous replica");
    }

    [Fact]
    public async Task A_disk_that_is_full_takes_back_nothing_and_says_so()
    {
        await using var mail = new MailServer();
        await using var town = await Town.OnSqliteAsync(People, mail.Settings);
        using var crowd = new Crowd(town, () => _serving!.Address);
        var refused = 0;
        // No file grows beyond this, and the log of the database is the first to meet it.
        await using (_serving = await Served.StartAsync(town.Settings, largestFile: 3000))
        {
            for (var person = 0; person < People && refused < 5; person++)
            {
                if (await crowd.PressAsync(person) is not true) { refused++; }
            }

            Assert.Equal(5, refused);
            Assert.NotEmpty(crowd.Told);
            Assert.DoesNotContain("Unhandled", _serving.Said, StringComparison.Ordinal);
        }

        var told = crowd.Told.Count;
        await using (_serving = await Served.StartAsync(town.Settings))
        {
            var recovering = crowd.SecondsUntilToldAsync();
            await crowd.SendAllAsync();
            var seconds = await recovering;
            await Afterwards.EveryNoticeLeftAsync(crowd, mail);
            var (lost, duplicated) = await Afterwards.NothingIsLostAsync(town, crowd);
            Figures.Add("disk full, SQLite", refused, People, lost, duplicated, seconds, $"{told} told before it was full; then room again");
        }
    }

    private Served? _serving;
}
