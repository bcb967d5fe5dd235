using System.Net;
using Hearback.Audit;
using Hearback.Corrections;
using Hearback.Data;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Services;

/// <summary>"Is this wrong?", from whoever found a wrong number to the coordinator who puts it right.</summary>
public sealed class CorrectionTests : IAsyncLifetime
{
    private const string Coordinator = "coordinator@camden.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Somebody_says_that_a_number_is_wrong_and_a_coordinator_reads_it_and_it_is_deleted()
    {
        Assert.Equal("Thank you for telling us", (await Tell("Nobody <b>answers</b>")).Heading);
        using var coordinator = await Member("coordinator");

        var page = await coordinator.Open("/staff/services");
        Assert.DoesNotContain("Nobody <", page.Text, StringComparison.Ordinal);
        page = await coordinator.Follow(page, "Clean Camden");
        Assert.DoesNotContain("Nobody", page.Html, StringComparison.Ordinal);
        page = await coordinator.Press(page, "Read the words");
        Assert.Contains("Nobody <b>answers</b>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>answers", page.Html, StringComparison.Ordinal);
        page = await coordinator.Press(page, "It is dealt with: delete what was written");

        Assert.Contains("Dealt with. What was written is deleted", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody has said that anything is wrong", page.Text, StringComparison.Ordinal);
        Assert.Equal([AuditedAct.OpenedCorrection, AuditedAct.DealtWithCorrection], await Audited());
        Assert.Equal(0, await _service.With<HearbackDb, int>(db => db.Corrections.CountAsync()));
        Assert.Equal(0, await _service.With<VaultDb, int>(db => db.Keys.CountAsync()));
    }

    [Fact]
    public async Task Coordinators_are_told_once_while_corrections_wait_and_not_what_they_say()
    {
        await _service.Given(A.Coordinator(Coordinator));
        await Tell("Nobody answers");
        await Tell("Still nobody");
        Assert.Equal(0, await _service.SendNotices());

        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To(Coordinator));
        Assert.Equal(("Something may be wrong with a service", "/staff/services"), (letter.Subject, letter.Path));
        Assert.DoesNotContain("answers", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_pressed_twice_tells_it_once()
    {
        using var visitor = _service.Visitor();
        var form = await visitor.Open("/services/clean-camden/wrong");

        await visitor.Send(form, ("Words", "Nobody answers"));
        var again = await visitor.Send(form, ("Words", "Nobody answers"));

        Assert.Equal("Thank you for telling us", again.Heading);
        await One();
    }

    [Theory]
    [InlineData("", "Say what is wrong")]
    [InlineData(" \n ", "Say what is wrong")]
    [InlineData(null, "What is wrong must be 500 characters or fewer")]
    public async Task What_is_wrong_with_it_comes_back_with_all_that_was_typed(string? words, string sentence)
    {
        using var visitor = _service.Visitor();
        var typed = words ?? new string('x', 501);

        var page = await visitor.Send(await visitor.Open("/services/clean-camden/wrong"), ("Words", typed));

        Assert.Equal((HttpStatusCode.BadRequest, sentence), (page.Status, page.ErrorSummary()));
        Assert.Equal(typed.Trim(), page.Answer("Words")!.Trim());
        Assert.False(await _service.With<HearbackDb, bool>(db => db.Corrections.AnyAsync()));
    }

    [Fact]
    public async Task The_whole_service_takes_so_many_a_minute_and_says_so()
    {
        await using var small = await Service.StartAsync(adjust: builder => builder.Configuration["Safety:CorrectionsAMinute"] = "1", beside: _service);
        using var visitor = small.Visitor();
        await visitor.Send(await visitor.Open("/services/clean-camden/wrong"), ("Words", "One"));

        var page = await visitor.Send(await visitor.Open("/services/clean-camden/wrong"), ("Words", "Keep me"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Keep me"), (page.Status, page.Answer("Words")!.Trim()));
    }

    [Fact]
    public async Task Nothing_is_deleted_unread_and_the_second_of_two_finds_it_done()
    {
        await Tell("Nobody answers");
        var address = $"/staff/services/corrections/{(await One()).Id}";
        using var one = await Member("coordinator");
        using var other = await Member("coordinator");

        var unread = await one.Forge($"{address}?handler=Done");
        Assert.Equal((HttpStatusCode.Conflict, "Read it before you say that it is dealt with"), (unread.Status, unread.ErrorSummary()));

        var (first, second) = (await one.Press(await one.Open(address), "Read the words"), await other.Press(await other.Open(address), "Read the words"));
        await one.Press(first, "It is dealt with: delete what was written");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Press(second, "It is dealt with: delete what was written")).Status);
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("administrator")]
    public async Task Only_a_coordinator_reads_it(string role)
    {
        await Tell("Nobody answers");
        using var member = await Member(role);

        Assert.Equal(HttpStatusCode.NotFound, (await member.Open("/staff/services")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Forge($"/staff/services/corrections/{(await One()).Id}?handler=Read")).Status);
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task Only_the_day_is_kept_and_no_word_in_clear()
    {
        await Tell("markcorrection");

        var kept = await One();
        Assert.Equal(("clean-camden", new DateOnly(2026, 6, 1)), (kept.Service, kept.On));
        Assert.True(kept.Sealed.Bytes.AsSpan().IndexOf("markcorrection"u8) < 0);
        Assert.DoesNotContain("markcorrection", _service.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<Page> Tell(string words)
    {
        using var visitor = _service.Visitor();
        return await visitor.Send(await visitor.Follow(await visitor.Open("/services/clean-camden"), "Is this wrong?"), ("Words", words));
    }

    private async Task<Visitor> Member(string role) => await _service.SignedIn(await _service.Given(A.Member(role)));

    private Task<Correction> One() => _service.With<HearbackDb, Correction>(db => db.Corrections.AsNoTracking().SingleAsync());

    private Task<List<AuditedAct>> Audited() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
