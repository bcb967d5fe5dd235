using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hearback.Fault.Tests.Support;

/// <summary>What must be true after every fault.</summary>
internal static class Afterwards
{
    /// <summary>Every report that somebody was told of is there, each once, and opens; and the record verifies.</summary>
    public static async Task<(int Lost, int Duplicated)> NothingIsLostAsync(Town town, Crowd crowd)
    {
        // What this process held open may have been cut off since.
        NpgsqlConnection.ClearAllPools();
        await using var app = town.Look();
        await using var scope = app.Services.CreateAsyncScope();
        var (db, vault) = (scope.ServiceProvider.GetRequiredService<HearbackDb>(), scope.ServiceProvider.GetRequiredService<KeyVault>());
        var stories = new List<(string Reference, string Story)>();
        foreach (var report in await db.Reports.AsNoTracking().Include(report => report.Thread).ToListAsync(TestContext.Current.CancellationToken))
        {
            Assert.Single(report.Thread);
            stories.Add((report.Reference.Value, report.OpenTold(await vault.OpenAsync(report.KeyId)).Story));
        }

        var missing = crowd.Told.Where(told => !stories.Contains((told.Value, Crowd.StoryOf(told.Key)))).ToList();
        var lost = missing.Count;
        var duplicated = stories.Count - stories.Select(report => report.Story).Distinct().Count();
        Assert.True((lost, duplicated) is (0, 0), $"Lost {lost} and duplicated {duplicated}: of {crowd.Told.Count} who were told, {stories.Count} reports are there. The first missing: {missing.FirstOrDefault()}, where there is {stories.FirstOrDefault(one => one.Reference == missing.FirstOrDefault().Value)}");
        Assert.Equal(0, await Served.RunAsync(town.Settings, "audit", "verify"));
        return (lost, duplicated);
    }

    /// <summary>Every one of them was told to its team, by one Message-Id each.</summary>
    public static async Task EveryNoticeLeftAsync(Crowd crowd, MailServer mail, int patience = 75)
    {
        for (var left = patience * 10; crowd.Told.Values.Except(mail.Letters.Select(letter => letter.Reference)).Any(); left--)
        {
            Assert.True(left > 0, $"{crowd.Told.Values.Except(mail.Letters.Select(letter => letter.Reference)).Count()} of {crowd.Told.Count} notices did not go out in {patience} seconds.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.All(mail.Letters.GroupBy(letter => letter.Reference), same => Assert.Single(same.Select(letter => letter.MessageId).Distinct()));
        Assert.All(mail.Letters.GroupBy(letter => letter.MessageId), same => Assert.Single(same.Select(letter => letter.Reference).Distinct()));
    }
}
