using Hearback.Data;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reports;

/// <summary>A coming date reminds whoever has the report; a missed one is told to the lead and a working day later to the coordinator, once.</summary>
public sealed class RemindTeamsTests : IAsyncLifetime
{
    private const string TeamMailbox = "community-safety@camden.example";
    private const string Lead = "lead@camden.example";
    private const string Coordinator = "coordinator@camden.example";
    private const string Subject = "Dates promised to reporters";
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(A.Coordinator(Coordinator));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_coming_date_reminds_the_member_who_has_it_once()
    {
        var officer = await _service.Given(A.Member());
        var reference = await _service.Given(A.Answers());
        await _service.Work(reference, (report, _) => report.Assign(officer.Id));
        Assert.Equal(0, await _service.RemindTeams());

        Until("2026-06-05");
        Assert.Equal(1, await _service.RemindTeams());
        Assert.Equal(0, await _service.RemindTeams());
        var letter = Assert.Single(await Letters(officer.Email!));
        Assert.Contains($"- {reference} (Community Safety): first reply by Monday 8\u00A0June", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("door", letter.Text, StringComparison.Ordinal);
        Assert.Empty(await Letters(TeamMailbox));
    }

    [Fact]
    public async Task What_nobody_has_reminds_the_team()
    {
        await _service.Given(A.Answers());
        Until("2026-06-05");

        Assert.Equal(1, await _service.RemindTeams());
        Assert.Single(await Letters(TeamMailbox));
    }

    [Fact]
    public async Task A_missed_date_is_told_to_the_lead_and_a_working_day_later_to_the_coordinator()
    {
        await _service.Given(new Member("Femi Lead", Lead, Role.TeamLead, ["community-safety"]));
        var reference = await _service.Given(A.Answers());
        Until("2026-06-09");
        Assert.Equal(1, await _service.RemindTeams());
        Assert.Contains("We let these reporters down", Assert.Single(await Letters(Lead)).Text, StringComparison.Ordinal);
        Assert.Empty(await Letters(TeamMailbox));
        Assert.Empty(await Letters(Coordinator));

        Until("2026-06-10");
        Assert.Equal(1, await _service.RemindTeams());
        Assert.Contains(reference.Value, Assert.Single(await Letters(Coordinator)).Text, StringComparison.Ordinal);
        Until("2026-06-17");
        Assert.Equal(0, await _service.RemindTeams());
    }

    [Fact]
    public async Task What_was_answered_late_goes_no_further_and_the_miss_stands_in_the_record()
    {
        var reference = await _service.Given(A.Answers());
        Until("2026-06-09");
        await _service.RemindTeams();
        await _service.Work(reference, (report, desk) => report.Reply("We are sorry", A.Officer(), desk));
        Until("2026-06-10");
        Assert.Equal(0, await _service.RemindTeams());

        using var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var page = await officer.Open($"/staff/reports/{reference}");
        Assert.Contains("Missed", page.Document.QuerySelector("#dates")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lead told on Tue\u00A09\u00A0Jun that Mon\u00A08\u00A0Jun was missed", page.Document.QuerySelector("#dates")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_without_a_lead_is_told_in_its_mailbox()
    {
        await _service.Given(new Member("Other Lead", Lead, Role.TeamLead, ["housing"]));
        await _service.Given(A.Answers());
        Until("2026-06-09");
        await _service.RemindTeams();

        Assert.Single(await Letters(TeamMailbox));
        Assert.Empty(await Letters(Lead));
    }

    [Fact]
    public async Task One_letter_tells_a_mailbox_all_that_is_new()
    {
        foreach (var _ in Enumerable.Range(0, 50)) { await _service.Given(A.Answers()); }

        Until("2026-06-02");
        await _service.Given(A.Answers());
        Until("2026-06-09");
        Assert.Equal(1, await _service.RemindTeams());

        var text = Assert.Single(await Letters(TeamMailbox)).Text;
        Assert.Contains("- and 10 more", text, StringComparison.Ordinal);
        Assert.Contains("by the next working day:\n", text, StringComparison.Ordinal);
        Assert.Equal(51, await _service.With<HearbackDb, int>(db => db.ClockReminders.CountAsync()));
    }

    [Fact]
    public async Task On_the_day_before_a_reporter_is_asked_whether_a_service_acted_nobody_is_reminded()
    {
        var reference = await _service.Given(A.Answers());
        await _service.Work(reference, (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags by the bins" }, "Clean Camden takes them away", A.Officer(), desk));
        Until("2026-06-05");

        Assert.Equal(0, await _service.RemindTeams());
        Assert.Equal(new DateOnly(2026, 6, 8), (await _service.Read(reference)).DueOn);
    }

    [Fact]
    public async Task While_we_wait_for_the_reporter_nobody_is_told()
    {
        var reference = await _service.Given(A.Answers());
        await _service.Work(reference, (report, desk) => report.Ask("Which door?", A.Officer(), desk));
        Until("2026-06-16");

        Assert.Equal(0, await _service.RemindTeams());
    }

    [Theory]
    [InlineData("2026-06-06T10:00:00Z")]
    [InlineData("2026-06-05T06:59:00Z")]
    public async Task Letters_are_written_on_working_days_from_eight_in_London(string now)
    {
        await _service.Given(A.Answers());
        _service.Time.AdjustTime(DateTimeOffset.Parse(now, null));

        Assert.Equal(0, await _service.RemindTeams());
    }

    [Fact]
    public async Task Of_two_processes_one_writes()
    {
        await _service.Given(A.Answers());
        await using var other = await Service.StartAsync(beside: _service);
        Until("2026-06-09");

        await Task.WhenAll(_service.RemindTeams(), other.RemindTeams());

        Assert.Single(await Letters(TeamMailbox));
        Assert.Equal(ClockStep.Lead, await _service.With<HearbackDb, ClockStep>(db => db.ClockReminders.Select(mark => mark.Step).SingleAsync()));
        // The report's own key, and that of one letter.
        Assert.Equal(2, await _service.With<VaultDb, int>(db => db.Keys.CountAsync()));
    }

    private void Until(string day) => _service.Time.AdjustTime(new(DateOnly.Parse(day, null), new TimeOnly(9, 0), TimeSpan.Zero));

    private async Task<IReadOnlyList<SentLetter>> Letters(string to)
    {
        await _service.SendNotices();
        return [.. _service.Letters.To(to).Where(letter => letter.Subject is Subject)];
    }
}
