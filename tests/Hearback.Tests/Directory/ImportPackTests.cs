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
        Replace("services.yaml", "fireworks", "rockets");

        Assert.Equal("The category 'fireworks' is used by reports, so the pack must keep it", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
    }

    [Fact]
    public async Task A_team_with_open_reports_cannot_leave()
    {
        await _service.Given(A.Answers("fly-tipping"));
        Replace("organisations.yaml", "code: clean-camden\n", "code: street-cleaning\n");
        Replace("routing.yaml", "to: clean-camden\n", "to: street-cleaning\n");
        Replace("services.yaml", "team: clean-camden\n", "team: street-cleaning\n");

        Assert.Equal("The team 'clean-camden' has open reports, so the pack must keep it", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
    }

    [Fact]
    public async Task A_team_whose_closed_report_can_still_be_opened_again_cannot_leave()
    {
        var reference = await _service.Given(A.Answers("fly-tipping"));
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is cleared", A.Officer("clean-camden"), desk));
        Replace("organisations.yaml", "code: clean-camden\n", "code: street-cleaning\n");
        Replace("routing.yaml", "to: clean-camden\n", "to: street-cleaning\n");
        Replace("services.yaml", "team: clean-camden\n", "team: street-cleaning\n");

        await Assert.ThrowsAsync<RefusedException>(Import);
    }

    [Fact]
    public async Task What_members_changed_of_services_stays_and_is_named_unless_the_folders_are_asked_for()
    {
        await Edit("clean-camden", service => service with { About = "Edited here" });
        await _service.With<EditServices>(edit => edit.RemoveAsync("hmo-team", EditServices.Seen(_service.Pack.Service("hmo-team")), Guid.NewGuid(), _ => { }));

        Assert.Equal(["clean-camden", "hmo-team"], (await ImportOver(replace: false)).EditedServices);
        Assert.Equal(("Edited here", null), ((await Latest()).Service("clean-camden")!.About, (await Latest()).Service("hmo-team")));

        // The rest of the folder is taken over all the same, and a second time too.
        Replace("pack.yaml", "name: Somers Town\n", "name: Somers Town and Euston\n");
        Assert.True((await ImportOver(replace: false)).Changed);
        Assert.Equal(("Somers Town and Euston", "Edited here"), ((await Latest()).About.Name, (await Latest()).Service("clean-camden")!.About));
        Assert.Equal(2, (await ImportOver(replace: false)).EditedServices.Count);

        Assert.Equal(2, (await ImportOver(replace: true)).EditedServices.Count);
        Assert.NotNull((await Latest()).Service("hmo-team"));
        Assert.Empty((await ImportOver(replace: false)).EditedServices);
    }

    [Fact]
    public async Task Whoever_exports_first_loses_nothing()
    {
        await Edit("clean-camden", service => service with { About = "Edited here" });
        PackFiles.Write(_folder, new(await Latest(), await _service.With<HearbackDb, List<Hearback.Places.Place>>(db => db.Places.Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync())));

        Assert.Equal((false, 0), (await ImportOver(replace: false)) is var done ? (done.Changed, done.EditedServices.Count) : default);
        Assert.Equal("Edited here", (await Latest()).Service("clean-camden")!.About);
    }

    [Fact]
    public async Task A_folder_that_a_members_service_no_longer_fits_is_refused_and_says_what_to_do()
    {
        await Edit("crimestoppers", service => service with { About = "Edited here" });
        Replace("organisations.yaml", "code: crimestoppers\n", "code: crime-stoppers\n");
        Replace("services.yaml", "organisation: crimestoppers\n", "organisation: crime-stoppers\n");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportOver(replace: false));
        Assert.StartsWith("Members changed the services crimestoppers, and they no longer fit this folder: There is no organisation 'crimestoppers'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_members_changed_of_categories_questions_and_routing_stays_and_is_named_unless_the_folders_is_asked_for()
    {
        await Change(SetupPart.Categories, now => SetupChanges.Put(now.Category("noise")! with { Hint = "Edited here" }, Before(now.Categories, "noise")));
        await Change(SetupPart.Categories, now => SetupChanges.Put(now.Category("noise")! with { Code = "drones", Name = "Drones" }, "noise"));
        await Change(SetupPart.Questions, _ => SetupChanges.RemoveQuestion("lamp-number"));
        await Change(SetupPart.Routing, now => SetupChanges.Put(now.Routing[0] with { Because = "Edited here" }, 1, 1));

        string[] edited = ["the category drones", "the category noise", "the question lamp-number", "the routing rules"];
        Assert.Equal(edited, (await ImportOver(replace: false)).EditedSetup);
        Replace("categories.yaml", "name: Fireworks", "name: Rockets");
        var again = await ImportOver(replace: false);
        Assert.Equal((true, 4), (again.Changed, again.EditedSetup.Count));

        var pack = await Latest();
        Assert.StartsWith("Rockets", pack.Category("fireworks")!.Name, StringComparison.Ordinal);
        Assert.Equal(("Edited here", "noise", null, "Edited here"), (pack.Category("noise")!.Hint, Before(pack.Categories, "drones"), pack.FollowUp("lamp-number"), pack.Routing[0].Because));

        Assert.Equal(edited, (await ImportOver(replace: false, replaceSetup: true)).EditedSetup);
        Assert.Equal((null, A.Pack.Routing[0].Because), ((await Latest()).Category("drones"), (await Latest()).Routing[0].Because));
        Assert.Empty((await ImportOver(replace: false)).EditedSetup);
    }

    [Fact]
    public async Task Whoever_exports_first_loses_none_of_it_either()
    {
        await Change(SetupPart.Categories, now => SetupChanges.Put(now.Category("noise")! with { Hint = "Edited here", OutOfUse = true }, "litter"));
        await Change(SetupPart.Questions, now => SetupChanges.Put(now.FollowUp("lamp-number")! with { Text = "What number?" }, null));
        await Change(SetupPart.Routing, now => SetupChanges.Put(now.Routing[3] with { From = new(5, 0) }, 4, 1));
        var before = PackVersion.HashOf(await Latest());
        PackFiles.Write(_folder, new(await Latest(), await _service.With<HearbackDb, List<Hearback.Places.Place>>(db => db.Places.Where(place => place.OfPack).OrderBy(place => place.Id).ToListAsync())));

        var done = await ImportOver(replace: false);
        Assert.Equal((false, 0), (done.Changed, done.EditedSetup.Count));
        Assert.Equal(before, PackVersion.HashOf(await Latest()));
        Assert.Equal(before, PackVersion.HashOf(PackFiles.Read(_folder).Pack));
    }

    [Fact]
    public async Task The_order_that_members_gave_stays()
    {
        await Change(SetupPart.Categories, now => SetupChanges.Put(now.Category("noise")!, null));

        Assert.Equal(["the order of categories or questions"], (await ImportOver(replace: false)).EditedSetup);
        Assert.Equal("noise", (await Latest()).Categories[0].Code);
    }

    [Fact]
    public async Task A_folder_that_members_rules_no_longer_fit_is_refused_and_says_what_to_do()
    {
        await Change(SetupPart.Routing, now => SetupChanges.Put(new RoutingRule { To = "hmo-team", Because = "Edited here", Categories = ["noise"] }, null, 1));
        Replace("organisations.yaml", "code: hmo-team\n", "code: hmo\n");
        Replace("routing.yaml", "to: hmo-team\n", "to: hmo\n");
        Replace("services.yaml", "team: hmo-team\n", "team: hmo\n");
        var before = await Stored();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportOver(replace: false));

        Assert.StartsWith("Members changed the routing rules, which no longer fits this folder: There is no team 'hmo-team'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Stored());
    }

    private Task Change(SetupPart part, Func<Pack, SetupChange> change) => _service.With<EditSetup>(async edit =>
    {
        var number = await _service.With<HearbackDb, int>(db => db.Packs.MaxAsync(version => version.Number));
        await edit.SaveAsync(change(await Latest()), new(part, number, "They asked", Guid.NewGuid()), _ => { });
    });

    private static string? Before(IReadOnlyList<Category> categories, string code) => categories.TakeWhile(category => category.Code != code).LastOrDefault()?.Code;

    private async Task Edit(string code, Func<ListedService, ListedService> change)
    {
        var service = (await Latest()).Service(code)!;
        await _service.With<EditServices>(edit => edit.SaveAsync(change(service), EditServices.Seen(service), Guid.NewGuid(), _ => { }));
        await _service.With<CurrentPack>(pack => pack.LoadAsync(TestContext.Current.CancellationToken));
    }

    private Task<Pack> Latest() => _service.With<HearbackDb, Pack>(async db => (await db.Packs.AsNoTracking().OrderByDescending(version => version.Number).FirstAsync()).Read());

    private Task<ImportedPack> ImportOver(bool replace, bool replaceSetup = false) => _service.With<ImportPack, ImportedPack>(import => import.FromAsync(_folder, replace, replaceSetup));

    private async Task<bool> Import() => (await _service.With<ImportPack, ImportedPack>(import => import.FromAsync(_folder))).Changed;

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
