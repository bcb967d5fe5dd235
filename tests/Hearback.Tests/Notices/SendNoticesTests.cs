using System.Net.Sockets;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Notices;

public sealed class SendNoticesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_letter_leaves_once()
    {
        await _service.Given(A.NamedAnswers());

        Assert.Equal(2, await _service.SendNotices());
        Assert.Equal(0, await _service.SendNotices());
        Assert.Equal(2, _service.Letters.All.Count);
    }

    [Fact]
    public async Task Many_letters_leave_in_one_go()
    {
        await Task.WhenAll(Enumerable.Range(0, 45).Select(_ => _service.Given(A.ConfidentialAnswers(email: null))));

        Assert.Equal(45, await _service.SendNotices());
    }

    [Fact]
    public async Task A_letter_that_failed_is_tried_again_with_the_same_name()
    {
        await _service.Given(A.ConfidentialAnswers(email: null));
        _service.Letters.Fault = () => new SocketException((int)SocketError.ConnectionRefused);
        Assert.Equal(0, await _service.SendNotices());
        var id = (await Only()).Id;

        _service.Letters.Fault = null;
        Assert.Equal(0, await _service.SendNotices());
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _service.SendNotices());

        Assert.Equal(id, Assert.Single(_service.Letters.All).Id);
    }

    [Fact]
    public async Task A_letter_that_can_never_leave_is_given_up_and_stops_no_other()
    {
        _service.Letters.Fault = () => new IOException("rosa@mail.example is full");
        await _service.Given(A.NamedAnswers());
        for (var hour = 0; hour < 5 * 24; hour += 6)
        {
            await _service.SendNotices();
            _service.Time.Advance(TimeSpan.FromHours(6));
        }

        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.Notices.CountAsync(notice => notice.GivenUpAt != null && notice.NextTryAt == null)));
        Assert.DoesNotContain("rosa", _service.Log.Text, StringComparison.OrdinalIgnoreCase);

        _service.Letters.Fault = null;
        await _service.Given(A.ConfidentialAnswers(email: null));
        Assert.Equal(1, await _service.SendNotices());
        Assert.Single(_service.Letters.All);
    }

    [Fact]
    public async Task A_letter_whose_key_was_forgotten_stops_no_other()
    {
        var reference = await _service.Given(A.ConfidentialAnswers(email: null));
        var report = await _service.Read(reference);
        await _service.With<VaultDb>(db => db.Keys.Where(key => key.Id == report.KeyId).ExecuteDeleteAsync());
        await _service.Given(A.ConfidentialAnswers(email: null));

        Assert.Equal(1, await _service.SendNotices());
    }

    [Fact]
    public async Task Two_processes_send_each_letter_once()
    {
        await using var other = await Service.StartAsync(beside: _service);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _service.Given(A.ConfidentialAnswers(email: null))));

        var left = await Task.WhenAll(_service.SendNotices(), other.SendNotices());

        Assert.Equal(30, left.Sum());
        Assert.Equal(30, _service.Letters.All.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal(30, _service.Letters.All.Count);
    }

    [Fact]
    public async Task What_a_dying_process_held_is_sent_after_its_lease()
    {
        await _service.Given(A.ConfidentialAnswers(email: null));
        await _service.With<HearbackDb>(async db =>
        {
            (await db.Notices.SingleAsync()).Claim(_service.Time.GetUtcNow().AddMinutes(2));
            await db.SaveChangesAsync();
        });
        Assert.Equal(0, await _service.SendNotices());

        _service.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await _service.SendNotices());
        Assert.Single(_service.Letters.All);
    }

    [Fact]
    public async Task A_process_that_dies_while_it_sends_is_followed_by_another_within_a_minute()
    {
        await _service.Given(A.ConfidentialAnswers(email: null));
        using var dies = new CancellationTokenSource();
        _service.Letters.Fault = () =>
        {
            dies.Cancel();
            return new OperationCanceledException(dies.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _service.App.Services.GetRequiredService<SendNotices>().SendDueAsync(dies.Token));

        _service.Letters.Fault = null;
        Assert.Equal(0, await _service.SendNotices());
        _service.Time.Advance(TimeSpan.FromSeconds(55));
        Assert.Equal(1, await _service.SendNotices());
    }

    [Fact]
    public async Task A_mail_server_that_never_answers_holds_a_letter_for_less_than_its_lease()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await Service.WithMailServer(((System.Net.IPEndPoint)silent.LocalEndpoint).Port);
        await service.Given(A.ConfidentialAnswers(email: null));

        Assert.Equal(0, await service.WhileTimePasses(service.SendNotices()));

        var notice = await service.With<HearbackDb, Notice>(db => db.Notices.AsNoTracking().SingleAsync());
        Assert.InRange(service.Time.GetUtcNow() - Service.Start, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(49));
        Assert.Equal((1, true), (notice.Tries, notice.NextTryAt > service.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_letter_and_what_it_tells_of_are_saved_together_or_not_at_all()
    {
        var reference = await _service.Given(A.NamedAnswers());
        var before = await _service.With<HearbackDb, int>(db => db.Notices.CountAsync());

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => _service.With<HearbackDb>(async db =>
        {
            var report = await db.Reports.Include(r => r.Thread).SingleAsync(r => r.Reference == reference);
            report.Reply("Words", A.Officer(), new(await _service.KeyOf(report), _service.Pack, _service.Time.GetUtcNow()));
            db.Entry(report).Property(r => r.Version).OriginalValue = 99;
            await db.SaveChangesAsync();
        }));

        Assert.Equal(before, await _service.With<HearbackDb, int>(db => db.Notices.CountAsync()));
        Assert.Single((await _service.Read(reference)).Thread);
    }

    [Fact]
    public async Task An_invitation_that_belongs_to_no_report_leaves_too()
    {
        await _service.With<KeyVault>(async vault =>
        {
            var key = await vault.NewKeyAsync();
            await _service.With<HearbackDb>(db =>
            {
                db.Notices.Add(new Notice(NoticeKind.MemberInvited, key, new NoticeContent { To = "new@team.example", Path = "/staff" }, _service.Time.GetUtcNow()));
                return db.SaveChangesAsync();
            });
        });
        await _service.SendNotices();

        Assert.Equal("You are invited to Hearback", Assert.Single(_service.Letters.To("new@team.example")).Subject);
    }

    [Fact]
    public async Task The_outbox_empties_by_itself()
    {
        await using var busy = await Service.StartAsync(beside: _service, adjust: builder => builder.Services.AddHostedService(s => s.GetRequiredService<SendNotices>()));
        var reference = await busy.Given(A.NamedAnswers());

        for (var turn = 0; turn < 200 && _service.Letters.All.Count < 2; turn++)
        {
            busy.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.Contains(reference.Value, Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    private Task<Notice> Only() => _service.With<HearbackDb, Notice>(db => db.Notices.AsNoTracking().SingleAsync());
}
