using System.Text;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

public sealed class ReportDraftsTests : IAsyncLifetime
{
    private readonly DraftTicket _ticket = DraftTicket.New();
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Answers_come_back_to_whoever_holds_the_ticket()
    {
        var answers = A.NamedAnswers();
        await Keep(answers);

        Assert.Equivalent(answers, await Open(DraftTicket.Read(_ticket.Reveal())!.Value), strict: true);
    }

    [Fact]
    public async Task Later_answers_take_the_place_of_earlier_ones()
    {
        await Keep(A.Answers() with { Story = "First" });
        await Keep(A.Answers() with { Story = "Second" });

        Assert.Equal("Second", (await Open(_ticket))?.Story);
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task Another_ticket_opens_nothing()
    {
        await Keep(A.Answers());

        Assert.Null(await Open(DraftTicket.New()));
    }

    [Fact]
    public async Task Many_at_once_each_find_their_own()
    {
        var tickets = Enumerable.Range(0, 40).Select(_ => DraftTicket.New()).ToList();
        foreach (var (number, ticket) in tickets.Index()) { await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers() with { Story = $"Story {number}" })); }

        var found = await Task.WhenAll(tickets.Select(Open));

        Assert.Equal(tickets.Index().Select(ticket => $"Story {ticket.Index}"), found.Select(answers => answers?.Story));
    }

    [Fact]
    public async Task They_are_found_after_every_connection_was_cut_off()
    {
        await Keep(A.Answers());
        Assert.NotNull(await Open(_ticket));
        await _service.With<HearbackDb>(TestDatabase.CutOffOthersAsync);

        Assert.NotNull(await Open(_ticket));
    }

    [Fact]
    public async Task They_are_gone_two_hours_after_the_last_answer()
    {
        await Keep(A.Answers());
        _service.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.NotNull(await Open(_ticket));

        _service.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Open(_ticket));
    }

    [Fact]
    public async Task An_answer_gives_two_more_hours()
    {
        await Keep(A.Answers());
        _service.Time.Advance(TimeSpan.FromMinutes(90));
        await Keep(A.Answers());
        _service.Time.Advance(TimeSpan.FromMinutes(90));

        Assert.NotNull(await Open(_ticket));
    }

    [Fact]
    public async Task Sweeping_deletes_what_is_past_its_hour_and_nothing_else()
    {
        await Keep(A.Answers());
        Assert.Equal(0, await Sweep());

        _service.Time.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1));
        var other = DraftTicket.New();
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(other, A.Answers()));
        await Sweep();

        Assert.Equal(1, await Count());
        Assert.NotNull(await Open(other));
    }

    [Fact]
    public async Task Forgetting_deletes_at_once()
    {
        await Keep(A.Answers());
        await _service.With<ReportDrafts>(drafts => drafts.ForgetAsync(_ticket));

        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task What_is_kept_shows_neither_the_words_nor_the_minute_nor_the_ticket()
    {
        _service.Time.Advance(TimeSpan.FromMinutes(17));
        await Keep(A.NamedAnswers());

        var kept = await _service.With<HearbackDb, ReportDraft>(db => db.Drafts.AsNoTracking().SingleAsync());
        var bytes = Encoding.Latin1.GetString(kept.Answers.Bytes);
        Assert.DoesNotContain("door", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", bytes, StringComparison.Ordinal);
        Assert.Equal(0, kept.SweptAfter.UtcTicks % TimeSpan.TicksPerHour);
        Assert.DoesNotContain(kept.Id.ToString("N"), _ticket.Reveal(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a ticket")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public void What_is_no_ticket_is_none(string? cookie) => Assert.Null(DraftTicket.Read(cookie));

    private Task Keep(ReportAnswers answers) => _service.With<ReportDrafts>(drafts => drafts.KeepAsync(_ticket, answers));

    private Task<ReportAnswers?> Open(DraftTicket ticket) => _service.With<ReportDrafts, ReportAnswers?>(drafts => drafts.OpenAsync(ticket, TestContext.Current.CancellationToken));

    private Task<int> Sweep() => _service.With<ReportDrafts, int>(drafts => drafts.SweepAsync(TestContext.Current.CancellationToken));

    private Task<int> Count() => _service.With<HearbackDb, int>(db => db.Drafts.CountAsync());
}
