using Hearback.Audit;
using Hearback.Backups;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Backups;

/// <summary>A backup is made while the service runs, and put in place of databases that were lost.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private TestDatabase _lost = null!;
    private Service _service = null!;
    private string _backup = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _lost = await TestDatabase.CreateAsync();
        _backup = Path.Combine(_lost.Folder, "backup");
        // Another machine, on which the same master key was put in place.
        File.Copy(Path.Combine(_service.Folder, "master.key"), Path.Combine(_lost.Folder, "master.key"), overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _lost.DisposeAsync();
    }

    [Fact]
    public async Task A_restored_service_goes_on_with_its_clocks_and_texts_and_sends_nothing_twice()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.SendNotices();
        await _service.Work(reference, (report, desk) => report.Reply("We look at it tomorrow", A.Officer(), desk));
        var before = await _service.Read(reference);
        var waiting = before.Notices.Single(notice => notice.SentAt is null);
        await BackUp();

        Assert.Equal(1, (await Restore(replace: true)).Reports);

        await Restored(async services =>
        {
            var (db, vault) = (services.GetRequiredService<HearbackDb>(), services.GetRequiredService<KeyVault>());
            var after = await db.Reports.Include(report => report.Thread).Include(report => report.Notices).SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal((before.Reference, before.State, before.DueOn, before.FirstRepliedOn, before.Team), (after.Reference, after.State, after.DueOn, after.FirstRepliedOn, after.Team));
            Assert.Equal("The door does not shut", after.OpenTold(await vault.OpenAsync(after.KeyId)).Story);
            Assert.Equal(before.Thread.Count, after.Thread.Count);

            // Of the letters only the one that had not left leaves, and an answer to it is known by the same name.
            var letters = (LetterBox)services.GetRequiredService<IPost>();
            Assert.Equal(1, await services.GetRequiredService<SendNotices>().SendDueAsync(TestContext.Current.CancellationToken));
            Assert.Equal(waiting.Id, Assert.Single(letters.All).Id);
            Assert.Equal(0, await services.GetRequiredService<SendNotices>().SendDueAsync(TestContext.Current.CancellationToken));
        });
    }

    [Fact]
    public async Task What_comes_in_while_the_backup_is_made_is_whole_in_it_or_not_there()
    {
        using var stop = new CancellationTokenSource();
        var coming = Task.Run(async () =>
        {
            for (var count = 0; ; count++)
            {
                if (stop.IsCancellationRequested) { return count; }

                await _service.Given(A.Answers() with { Story = $"Story {count}" });
            }
        }, TestContext.Current.CancellationToken);
        await BackUp();
        await stop.CancelAsync();
        var all = await coming;

        var came = await Restore(replace: true);

        Assert.InRange(came.Reports, 0, all);
        Assert.Equal(0, came.Forgotten);
        await Restored(async services =>
        {
            var (db, vault) = (services.GetRequiredService<HearbackDb>(), services.GetRequiredService<KeyVault>());
            foreach (var report in await db.Reports.Include(report => report.Thread).ToListAsync(TestContext.Current.CancellationToken))
            {
                Assert.Single(report.Thread);
                Assert.StartsWith("Story ", report.OpenTold(await vault.OpenAsync(report.KeyId)).Story, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task After_forgetting_an_older_main_database_beside_todays_vault_cannot_be_read()
    {
        var (forgotten, kept) = (await _service.Given(A.NamedAnswers()), await _service.Given(A.Answers()));
        await BackUp();
        await Restore(replace: true);
        var report = await _service.Read(forgotten);
        await Restored(services => services.GetRequiredService<KeyVault>().ForgetAsync(report.KeyId));

        var came = await Restore(replace: true, vault: false);

        Assert.Equal((2, 1), (came.Reports, came.Forgotten));
        await Restored(async services =>
        {
            var vault = services.GetRequiredService<KeyVault>();
            Assert.Null(await vault.FindAsync(report.KeyId));
            Assert.NotNull(await vault.FindAsync((await _service.Read(kept)).KeyId));
        });
    }

    [Fact]
    public async Task The_record_goes_on_from_a_backup_and_what_is_cut_off_later_is_still_missed()
    {
        for (var number = 0; number < 3; number++) { await Act(_service.App.Services); }

        await BackUp();
        await Restore(replace: true);
        await Restored(async services =>
        {
            for (var number = 0; number < 9; number++) { await Act(services); }

            await services.GetRequiredService<WriteHeads>().RoundAsync(TestContext.Current.CancellationToken);
        });

        await Restore(replace: true);

        await Restored(async services =>
        {
            await Act(services);
            var found = await Verify(services);
            Assert.Null(found.Broken);
            Assert.Equal(4, Assert.Single(found.PutBack, head => head.Book is Book.Acts).Link.Number);
            Assert.Equal([AuditedAct.Replied, AuditedAct.Replied, AuditedAct.Replied, AuditedAct.MadeBackup, AuditedAct.RestoredBackup, AuditedAct.Replied],
                await services.GetRequiredService<HearbackDb>().Audit.OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync(TestContext.Current.CancellationToken));
            _service.Later(TimeSpan.FromHours(1));
            await services.GetRequiredService<WriteHeads>().RoundAsync(TestContext.Current.CancellationToken);
            await services.GetRequiredService<HearbackDb>().Database.ExecuteSqlRawAsync(TestDatabase.OnPostgres ? "ALTER TABLE record DISABLE TRIGGER USER" : "DROP TRIGGER record_no_delete", TestContext.Current.CancellationToken);
            await services.GetRequiredService<HearbackDb>().Database.ExecuteSqlRawAsync("DELETE FROM record WHERE \"Number\" = 6", TestContext.Current.CancellationToken);
            Assert.Equal((Book.Acts, 6L), (await Verify(services)).Broken is { } broken ? (broken.Book, broken.Number) : default);
        });
    }

    [Fact]
    public async Task A_forgotten_key_stands_in_no_file_of_the_vault()
    {
        var report = await _service.Read(await _service.Given(A.NamedAnswers()));
        var key = await _service.With<VaultDb, byte[]>(db => db.Keys.Where(one => one.Id == report.KeyId).Select(one => one.Bytes).SingleAsync());
        Assert.True(IsIn(_service.Folder, key) || TestDatabase.OnPostgres);

        await _service.With<KeyVault>(vault => vault.ForgetAsync(report.KeyId));

        Assert.False(IsIn(_service.Folder, key));
    }

    [Fact]
    public async Task A_forgotten_key_is_not_found_in_a_backup_that_is_made_later()
    {
        var report = await _service.Read(await _service.Given(A.NamedAnswers()));
        var key = await _service.With<VaultDb, byte[]>(db => db.Keys.Where(one => one.Id == report.KeyId).Select(one => one.Bytes).SingleAsync());
        await BackUp();
        Assert.True(IsInVault(key) || TestDatabase.OnPostgres);

        await _service.With<KeyVault>(vault => vault.ForgetAsync(report.KeyId));
        System.IO.Directory.Delete(_backup, recursive: true);
        await BackUp();

        Assert.False(IsInVault(key));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("vault")]
    public async Task A_damaged_backup_is_refused_and_nothing_is_touched(string part)
    {
        await _service.Given(A.NamedAnswers());
        await BackUp();
        var file = System.IO.Directory.EnumerateFiles(Path.Combine(_backup, part)).Single(name => !name.EndsWith(".json", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        await Refuses($"{file} is missing or not as it was backed up: the backup is damaged");
    }

    [Fact]
    public async Task A_manifest_that_somebody_wrote_anew_is_refused()
    {
        await BackUp();
        var manifest = Path.Combine(_backup, "main", "manifest.json");
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(manifest, text.Replace("2026-06-01", "2026-06-02", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await Refuses($"{manifest} is missing or not as it was backed up: the backup is damaged");
    }

    [Fact]
    public async Task A_backup_that_was_not_finished_is_refused()
    {
        await BackUp();
        File.Delete(Path.Combine(_backup, "vault", "manifest.json"));

        await Refuses($"There is no {Path.Combine(_backup, "vault", "manifest.json")}: this is no backup, or one that was not finished");
    }

    [Fact]
    public async Task Parts_of_two_backups_are_refused_together()
    {
        await BackUp();
        var later = Path.Combine(_lost.Folder, "later");
        await _service.With<MakeBackup>(make => make.IntoAsync(Path.Combine(later, "main"), Path.Combine(later, "vault")));
        System.IO.Directory.Delete(Path.Combine(_backup, "vault"), recursive: true);
        System.IO.Directory.Move(Path.Combine(later, "vault"), Path.Combine(_backup, "vault"));

        await Refuses("The two parts are of different backups. Restore both of one; an older main database beside the vault that is in place comes with --main-only");
    }

    [Fact]
    public async Task The_vault_where_the_main_database_should_be_is_refused()
    {
        await BackUp();
        System.IO.Directory.Move(Path.Combine(_backup, "main"), Path.Combine(_backup, "other"));
        System.IO.Directory.Move(Path.Combine(_backup, "vault"), Path.Combine(_backup, "main"));

        await Refuses($"In {Path.Combine(_backup, "main")} lies the vault, where the main database should be");
    }

    [Fact]
    public async Task A_backup_of_another_master_key_is_refused()
    {
        await BackUp();
        await File.WriteAllBytesAsync(Path.Combine(_lost.Folder, "master.key"), new byte[32], TestContext.Current.CancellationToken);

        await Refuses($"The backup in {Path.Combine(_backup, "main")} was made with another master key: put that key in place first");
    }

    [Fact]
    public async Task Without_a_master_key_nothing_is_restored_and_none_is_made()
    {
        await BackUp();
        File.Delete(Path.Combine(_lost.Folder, "master.key"));

        await Refuses("Put the master key in place first: as Data:MasterKey, or as the file master.key in the data folder");
        Assert.False(File.Exists(Path.Combine(_lost.Folder, "master.key")));
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_when_that_is_said()
    {
        await BackUp();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Restore(replace: false));

        Assert.Equal("There is a vault already: --replace puts the backup in its place", refused.Message);
    }

    [Fact]
    public async Task Databases_in_use_are_not_replaced()
    {
        await BackUp();
        await using var inUse = _lost.Program();
        await using var scope = inUse.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys.CountAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Restore(replace: true));

        Assert.EndsWith("is in use: end the service first", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_never_mixes_with_what_lies_in_a_folder()
    {
        await BackUp();

        var refused = await Assert.ThrowsAsync<RefusedException>(BackUp);

        Assert.Equal($"{Path.Combine(_backup, "main")} is not empty: choose a folder for this backup alone", refused.Message);
    }

    private Task BackUp() => _service.With<MakeBackup>(make => make.IntoAsync(Path.Combine(_backup, "main"), Path.Combine(_backup, "vault")));

    private async Task<Restored> Restore(bool replace, bool vault = true)
    {
        await _lost.CloseAsync();
        await using var app = _lost.Program(services => services.AddSingleton<TimeProvider>(_service.Time));
        await using var scope = app.Services.CreateAsyncScope();
        var came = await scope.ServiceProvider.GetRequiredService<RestoreBackup>().FromAsync(Path.Combine(_backup, "main"), vault ? Path.Combine(_backup, "vault") : null, replace);
        await _lost.CloseAsync();
        return came;
    }

    private async Task Refuses(string sentence)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Restore(replace: true));

        Assert.Equal(sentence, refused.Message);
        await Restored(async services => Assert.Equal(0, await services.GetRequiredService<HearbackDb>().Reports.CountAsync(TestContext.Current.CancellationToken)));
    }

    private async Task Restored(Func<IServiceProvider, Task> look)
    {
        var letters = new LetterBox(_service.Time);
        await using (var app = _lost.Program(services => services.AddSingleton<TimeProvider>(_service.Time).AddSingleton<IPost>(letters)))
        {
            await using var scope = app.Services.CreateAsyncScope();
            await look(scope.ServiceProvider);
        }

        await _lost.CloseAsync();
    }

    private bool IsInVault(byte[] key) => IsIn(Path.Combine(_backup, "vault"), key);

    private static bool IsIn(string folder, byte[] key) => System.IO.Directory.EnumerateFiles(folder).Any(file => Content(file).AsSpan().IndexOf(key) >= 0);

    private static byte[] Content(string file)
    {
        // The service has it open.
        using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[shared.Length];
        shared.ReadExactly(bytes);
        return bytes;
    }

    private static Task<Verified> Verify(IServiceProvider services) => services.GetRequiredService<VerifyRecord>().RunAsync(null, TestContext.Current.CancellationToken);

    private async Task Act(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        db.Audit.Add(new(AuditedAct.Replied, null, _service.Time.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}
