using Hearback.Audit;
using Hearback.Data;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hearback.Tests.Audit;

/// <summary>Whoever may write into the database and lacks the master key cannot touch the record unseen.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private static readonly Guid Report = Guid.Parse("6f1f4f0e-0f3c-4c5f-8f0a-2d5d3a6f0b11");
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        for (var act = 0; act < 6; act++) { await Act(AuditedAct.Replied, why: new([(byte)act])); }
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_record_that_nobody_touched_is_whole()
    {
        await Act(AuditedAct.SignedIn);

        var found = await _service.VerifyRecord();

        Assert.Null(found.Broken);
        Assert.Equal([(Book.Acts, 6L), (Book.SignIns, 1L), (Book.Reporters, 0L)], found.Books.Select(book => (book.Book, book.Entries)));
        Assert.Equal(Service.Start, found.Books[0].Until);
    }

    [Theory]
    [InlineData("Act", "'Closed'")]
    [InlineData("MemberId", "NULL")]
    [InlineData("ReportId", "NULL")]
    [InlineData("SubjectId", "'6F1F4F0E-0F3C-4C5F-8F0A-2D5D3A6F0B11'")]
    [InlineData("At", "'2026-05-01 09:00:00'")]
    [InlineData("Why", "NULL")]
    [InlineData("Why", "blob")]
    [InlineData("Hash", "blob")]
    public async Task An_entry_that_was_changed_is_named(string column, string value)
    {
        await Tamper($"""UPDATE "record" SET "{column}" = {Sql(value)} WHERE "Book" = 'Acts' AND "Number" = 3""");

        var broken = Assert.IsType<Broken>((await _service.VerifyRecord()).Broken);

        Assert.Equal((Book.Acts, 3L), (broken.Book, broken.Number));
        Assert.StartsWith("it was changed", broken.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""UPDATE "record" SET "Book" = 'SignIns' WHERE "Number" = 3""", 3, "it is missing: the next that is there is 4")]
    [InlineData("""DELETE FROM "record" WHERE "Number" = 3""", 3, "it is missing: the next that is there is 4")]
    [InlineData("""DELETE FROM "record" WHERE "Number" <= 2""", 1, "it is missing: the next that is there is 3")]
    [InlineData("""UPDATE "record" SET "Number" = 7 WHERE "Number" = 2""", 2, "it is missing: the next that is there is 3")]
    public async Task An_entry_that_was_taken_out_is_named(string tampering, int number, string what)
    {
        await Tamper(tampering);

        Assert.Equal(new(Book.Acts, number, what), (await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named()
    {
        await Tamper("""UPDATE "record" SET "Number" = 99 WHERE "Number" = 3; UPDATE "record" SET "Number" = 3 WHERE "Number" = 4; UPDATE "record" SET "Number" = 4 WHERE "Number" = 99""");

        Assert.Equal(3, (await _service.VerifyRecord()).Broken?.Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task An_entry_that_was_put_in_is_named(int number)
    {
        const string columns = "\"Act\", \"MemberId\", \"ReportId\", \"SubjectId\", \"At\", \"Why\", \"Hash\"";
        await Tamper($"INSERT INTO record (\"Book\", \"Number\", {columns}) SELECT \"Book\", {number}, {columns} FROM record WHERE \"Number\" = 6");

        Assert.Equal(number, (await _service.VerifyRecord()).Broken?.Number);
    }

    [Fact]
    public async Task The_end_that_was_cut_off_is_missed_by_what_was_written_outside()
    {
        Assert.Equal(1, await _service.WriteHeads());
        await Tamper("""DELETE FROM "record" WHERE "Number" >= 5""");

        Assert.Equal(new(Book.Acts, 5, "it is missing, and all after it: the head of 2026-06-01 09:00 UTC is entry 6"), (await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task Without_heads_outside_it_is_said_that_nobody_can_tell()
    {
        await Tamper("""DELETE FROM "record" WHERE "Number" >= 5""");

        Assert.Equal((null, null), await _service.VerifyRecord() is var found ? (found.Broken, found.HeadsUntil) : default);
    }

    [Fact]
    public async Task A_head_that_was_changed_is_named()
    {
        await _service.WriteHeads();
        var file = Path.Combine(_service.Folder, "heads", "record-heads.txt");
        var line = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, line.Replace("Acts 6", "Acts 4", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains("line 1 of", (await _service.VerifyRecord()).Broken?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_that_was_a_chain_is_never_made_one_anew()
    {
        await _service.WriteHeads();
        await Tamper($"""UPDATE "record" SET "Hash" = {Sql("nothing")}""");

        await _service.With<TakeOverRecord>(take => take.RunAsync());

        Assert.Equal(1, (await _service.VerifyRecord()).Broken?.Number);
    }

    [Fact]
    public async Task Entries_of_the_time_before_there_was_a_chain_are_made_one_and_none_is_lost()
    {
        await _service.With<HearbackDb>(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("PromisesKept");
            foreach (var act in "SignedIn OpenedReport SignedIn Closed".Split(' '))
            {
                await db.Database.ExecuteSqlAsync($"""INSERT INTO audit ("Act", "MemberId", "ReportId", "At") VALUES ({act}, '6F1F4F0E-0F3C-4C5F-8F0A-2D5D3A6F0B11', NULL, '2026-05-01 09:00:00')""");
            }

            await db.Database.MigrateAsync();
        });

        await _service.With<TakeOverRecord>(take => take.RunAsync());

        var found = await _service.VerifyRecord();
        Assert.Null(found.Broken);
        Assert.Equal([(Book.Acts, 2L), (Book.SignIns, 2L), (Book.Reporters, 0L)], found.Books.Select(book => (book.Book, book.Entries)));
        await Act(AuditedAct.Replied);
        Assert.Equal([AuditedAct.OpenedReport, AuditedAct.Closed, AuditedAct.Replied], await _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.Where(entry => entry.Book == Book.Acts).OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync()));
        Assert.Null((await _service.VerifyRecord()).Broken);
    }

    [Fact]
    public async Task Heads_are_written_once_an_hour()
    {
        Assert.Equal((1, 0), (await _service.WriteHeads(), await _service.WriteHeads()));
        _service.Later(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await _service.WriteHeads());
        _service.Later(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _service.WriteHeads());
        Assert.Equal(Service.Start.AddHours(1), (await _service.VerifyRecord()).HeadsUntil);
    }

    [Theory]
    [InlineData("""UPDATE "record" SET "At" = "At" WHERE "Number" = 3""")]
    [InlineData("""DELETE FROM "record" WHERE "Number" = 3""")]
    [InlineData("""DELETE FROM "record" """)]
    public async Task The_database_itself_refuses_to_touch_an_entry(string sql)
    {
        var fault = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _service.With<HearbackDb>(db => db.Database.ExecuteSqlRawAsync(sql)));

        Assert.Contains("The record is never changed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_write_at_once_in_two_processes_make_one_chain()
    {
        await using var other = await Service.StartAsync(beside: _service);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 is 0 ? _service : other).With<HearbackDb>(async db =>
        {
            db.Audit.Add(new(number % 3 is 0 ? AuditedAct.SignedIn : AuditedAct.Asked, Guid.NewGuid(), _service.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        })));

        var found = await _service.VerifyRecord();

        Assert.Null(found.Broken);
        Assert.Equal(46, found.Books.Sum(book => book.Entries));
    }

    [Fact]
    public async Task An_act_that_was_not_saved_leaves_no_entry_and_no_gap()
    {
        await _service.With<HearbackDb>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Audit.Add(new(AuditedAct.Asked, null, _service.Time.GetUtcNow()));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        await Act(AuditedAct.Replied);

        var found = await _service.VerifyRecord();

        Assert.Equal((null, 7L), (found.Broken, found.Books[0].Entries));
    }

    [Fact]
    public void Another_master_key_makes_no_entry_of_this_record()
    {
        var forged = new AuditEntry(AuditedAct.Replied, null, _service.Time.GetUtcNow());

        Assert.NotEqual(new RecordChain(new MasterKey(new byte[32])).HashOf(forged, Link.First.Hash), new RecordChain(new MasterKey([.. Enumerable.Repeat((byte)1, 32)])).HashOf(forged, Link.First.Hash));
    }

    private Task Act(AuditedAct act, SealedText? why = null) => _service.With<HearbackDb>(async db =>
    {
        db.Audit.Add(new(act, A.Officer().MemberId, _service.Time.GetUtcNow(), Report, why));
        await db.SaveChangesAsync();
    });

    /// <summary>As somebody would who may do anything to the database, its triggers included.</summary>
    private Task Tamper(string sql) => _service.With<HearbackDb>(async db =>
    {
        await db.Database.ExecuteSqlRawAsync(TestDatabase.OnPostgres ? "ALTER TABLE record DISABLE TRIGGER USER" : "DROP TRIGGER record_no_update; DROP TRIGGER record_no_delete");
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql) > 0);
    });

    private static string Sql(string value) => (value, TestDatabase.OnPostgres) switch
    {
        ("blob", true) => "'\\x0102'",
        ("blob", false) => "X'0102'",
        ("nothing", true) => "'\\x'::bytea",
        ("nothing", false) => "X''",
        _ => value,
    };
}
