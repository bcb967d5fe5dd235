using System.Globalization;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>An action that is overdue or quiet is told to its lead, and one working day later to the coordinator, once.</summary>
public sealed class RemindLeadsTests : IAsyncLifetime
{
    private const string Housing = "housing@camden.example";
    private const string Coordinator = "coordinator@camden.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(A.Coordinator(Coordinator));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_lead_is_told_once_and_the_coordinator_a_working_day_later()
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-1))));

        Assert.Equal(1, await _service.RemindLeads());
        Assert.Equal(0, await _service.RemindLeads());
        var letter = Assert.Single(await Letters(Housing));
        Assert.Equal("Your actions in the plan need news", letter.Subject);
        Assert.Contains("- Fit new locks (Housing): its day was 31\u00A0May\n", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"write to the coordinator: {Coordinator}", letter.Text, StringComparison.Ordinal);
        Assert.EndsWith("What stands as it is on Tuesday 2 June we tell the coordinator.", letter.Text, StringComparison.Ordinal);
        Assert.Empty(await Letters(Coordinator));

        _service.Later(TimeSpan.FromDays(1));
        Assert.Equal(1, await _service.RemindLeads());
        Assert.Equal("Actions of the plan still need news", Assert.Single(await Letters(Coordinator)).Subject);
        _service.Later(TimeSpan.FromDays(7));
        Assert.Equal(0, await _service.RemindLeads());
    }

    [Fact]
    public async Task What_was_put_right_in_time_goes_no_further_and_a_new_lapse_is_told_anew()
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-1))));
        await _service.RemindLeads();
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(9))));
        _service.Later(TimeSpan.FromDays(1));
        Assert.Equal(0, await _service.RemindLeads());

        _service.Later(TimeSpan.FromDays(9));
        Assert.Equal(1, await _service.RemindLeads());
        Assert.Equal(2, (await Letters(Housing)).Count);
    }

    [Fact]
    public async Task A_lead_with_many_actions_gets_one_letter_that_names_each()
    {
        await _service.Given(APlan.Of([.. Enumerable.Range(1, 20).Select(i => Due(APlan.Today.AddDays(-i)) with { Id = $"a{i}", Text = $"Part {i}." }), Quiet()]));

        Assert.Equal(1, await _service.RemindLeads());
        var letter = Assert.Single(await Letters(Housing));
        Assert.Equal(21, letter.Text.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
        Assert.Contains("- Mend the lights (Housing): no news since 1\u00A0May\n", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_lead_hears_of_their_own_by_the_address_that_the_plan_gives()
    {
        await _service.Given(APlan.Of(
            Due(APlan.Today.AddDays(-1)) with { Leads = [new Lead { Name = "Youth club", Contact = "020 7946 0000 or (office@club.example)" }, new Lead { Name = "Housing", Team = "housing" }] },
            Quiet() with { Leads = [new Lead { Name = "Youth club", Contact = "OFFICE@club.example." }] }));

        Assert.Equal(2, await _service.RemindLeads());
        Assert.Single(await Letters("office@club.example"));
        Assert.Single(await Letters(Housing));
    }

    [Fact]
    public async Task Where_the_lead_has_no_mailbox_the_coordinator_is_told_at_once()
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-1)) with { Leads = [new Lead { Name = "Youth club", Contact = "020 7946 0000" }] }));

        Assert.Equal(1, await _service.RemindLeads());
        Assert.Contains("or have no mailbox", Assert.Single(await Letters(Coordinator)).Text, StringComparison.Ordinal);
        Assert.Equal([ReminderStep.Coordinator], await Steps());
    }

    [Fact]
    public async Task Of_two_processes_one_writes()
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-1))));
        await using var other = await Service.StartAsync(beside: _service);

        await Task.WhenAll(_service.RemindLeads(), other.RemindLeads());

        Assert.Single(await Letters(Housing));
        Assert.Equal([ReminderStep.Lead], await Steps());
        Assert.Equal(1, await _service.With<VaultDb, int>(db => db.Keys.CountAsync()));
    }

    [Theory]
    [InlineData(ActionState.Done)]
    [InlineData(ActionState.Stopped)]
    public async Task Nobody_is_told_of_what_is_over(ActionState state)
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-40)) with { State = state }));

        Assert.Equal(0, await _service.RemindLeads());
    }

    /// <summary>The clocks went forward on 29 March 2026; Good Friday is 3 April and Easter Monday 6 April.</summary>
    [Theory]
    [InlineData("2026-03-27", "2026-03-27T08:00:00Z", 0)]
    [InlineData("2026-03-27", "2026-03-28T23:30:00Z", 0)]
    [InlineData("2026-03-29", "2026-03-30T06:59:00Z", 0)]
    [InlineData("2026-03-29", "2026-03-30T07:00:00Z", 1)]
    [InlineData("2026-04-02", "2026-04-03T09:00:00Z", 0)]
    [InlineData("2026-04-02", "2026-04-06T09:00:00Z", 0)]
    [InlineData("2026-04-02", "2026-04-07T07:00:00Z", 1)]
    public async Task Letters_are_written_on_working_days_from_eight_in_London(string due, string now, int letters)
    {
        await using var service = await Service.StartAsync();
        service.Time.AdjustTime(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        await service.Given(APlan.Of(Due(DateOnly.Parse(due, CultureInfo.InvariantCulture))));

        Assert.Equal(letters, await service.RemindLeads());
    }

    [Fact]
    public async Task A_working_day_over_Easter_is_the_Tuesday()
    {
        await using var service = await Service.StartAsync();
        service.Time.AdjustTime(new(2026, 4, 2, 9, 0, 0, TimeSpan.Zero));
        await service.Given(A.Coordinator(Coordinator));
        await service.Given(APlan.Of(Due(new(2026, 4, 1))));
        Assert.Equal(1, await service.RemindLeads());

        service.Later(TimeSpan.FromDays(4));
        Assert.Equal(0, await service.RemindLeads());
        service.Later(TimeSpan.FromDays(1));
        Assert.Equal(1, await service.RemindLeads());
    }

    [Fact]
    public async Task Everyone_reads_who_was_told_and_when()
    {
        await _service.Given(APlan.Of(Due(APlan.Today.AddDays(-1))));
        await _service.RemindLeads();
        _service.Later(TimeSpan.FromDays(1));
        await _service.RemindLeads();
        using var visitor = _service.Visitor();
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        const string told = "The lead was reminded on 1 June and the coordinator told on 2 June.";
        Assert.Contains(told, (await visitor.Open("/plan/actions/locks")).Text, StringComparison.Ordinal);
        Assert.Contains(told, (await coordinator.Open("/staff/plan")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_mail_server_takes_the_letter()
    {
        await using var mail = new MailServer();
        await using var service = await Service.WithMailServer(mail.Port);
        await service.Given(APlan.Of(Due(APlan.Today.AddDays(-1))));
        await service.RemindLeads();
        await service.SendNotices();

        var letter = Assert.Single(mail.Letters);
        Assert.Equal((Housing, "Your actions in the plan need news"), (letter.To.ToString(), letter.Subject));
    }

    private static PlannedAction Due(DateOnly day) => APlan.Action() with { TargetDate = day, Updates = [APlan.Update(on: day.AddDays(-1))] };

    private static PlannedAction Quiet() => APlan.Action("lights") with { Text = "Mend the lights", AddedOn = APlan.Today.AddDays(-31) };

    private async Task<IReadOnlyList<SentLetter>> Letters(string to)
    {
        await _service.SendNotices();
        return _service.Letters.To(to);
    }

    private Task<List<ReminderStep>> Steps() => _service.With<HearbackDb, List<ReminderStep>>(db => db.Reminders.Select(reminder => reminder.Step).ToListAsync());
}
