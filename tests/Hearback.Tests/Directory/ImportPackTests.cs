using Hearback.Data;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Directory;

public sealed class ImportPackTests : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hearback-test-").FullName;
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        foreach (var file in System.IO.Directory.EnumerateFiles(Repository.Pack)) { File.Copy(file, Path.Combine(_folder, Path.GetFileName(file))); }
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_same_pack_again_changes_nothing()
    {
        var before = await Stored();

        Assert.False(await Import());
        Assert.Equal(before, await Stored());
    }

    [Fact]
    public async Task A_changed_pack_is_in_force_in_every_process_and_the_earlier_is_kept()
    {
        await using var other = await Service.StartAsync(beside: _service);
        Replace("pack.yaml", "name: Somers Town\n", "name: Somers Town and Euston\n");

        Assert.True(await Import());
        foreach (var service in new[] { _service, other })
        {
            await service.With<CurrentPack>(pack => pack.LoadAsync(TestContext.Current.CancellationToken));
            Assert.Equal("Somers Town and Euston", service.Pack.About.Name);
        }

        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Packs.CountAsync()));
    }

    [Fact]
    public async Task A_changed_place_is_found_and_the_old_name_is_not()
    {
        Replace("places.csv", "Elm Village,estate", "Oak Village,estate");
        Assert.True(await Import());

        Assert.Single(await _service.With<Hearback.Places.Gazetteer, IReadOnlyList<Hearback.Places.Place>>(places => places.FindAsync("oak village", TestContext.Current.CancellationToken)));
        Assert.False(await Import());
    }

    [Fact]
    public async Task A_pack_with_a_fault_changes_nothing()
    {
        var before = await Stored();
        Replace("pack.yaml", "name: Somers Town\n", "name: Other\n");
        Replace("categories.yaml", "tier: medium", "tier: urgent");

        await Assert.ThrowsAsync<PackRefusedException>(Import);
        Assert.Equal(before, await Stored());
    }

    [Fact]
    public async Task A_category_that_reports_are_of_cannot_leave()
    {
        await _service.Given(A.Answers("fireworks"));
        Replace("categories.yaml", "code: fireworks\n", "code: rockets\n");
        Replace("routing.yaml", "- fireworks\n", "- rockets\n");

        Assert.Equal("The category 'fireworks' is used by reports, so the pack must keep it", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
    }

    [Fact]
    public async Task A_team_with_open_reports_cannot_leave()
    {
        await _service.Given(A.Answers("fly-tipping"));
        Replace("organisations.yaml", "code: clean-camden\n", "code: street-cleaning\n");
        Replace("routing.yaml", "to: clean-camden\n", "to: street-cleaning\n");

        Assert.Equal("The team 'clean-camden' has open reports, so the pack must keep it", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
    }

    [Fact]
    public async Task A_team_whose_closed_report_can_still_be_opened_again_cannot_leave()
    {
        var reference = await _service.Given(A.Answers("fly-tipping"));
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is cleared", A.Officer("clean-camden"), desk));
        Replace("organisations.yaml", "code: clean-camden\n", "code: street-cleaning\n");
        Replace("routing.yaml", "to: clean-camden\n", "to: street-cleaning\n");

        await Assert.ThrowsAsync<RefusedException>(Import);
    }

    private Task<bool> Import() => _service.With<ImportPack, bool>(import => import.FromAsync(_folder));

    private Task<(int, int, int)> Stored() => _service.With<HearbackDb, (int, int, int)>(async db =>
        (await db.Packs.CountAsync(), await db.Places.CountAsync(), await db.Places.MaxAsync(place => place.Id)));

    private void Replace(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
    }
}
