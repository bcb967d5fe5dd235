using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Hearback.Plan;

/// <summary>
/// Tells the lead of an action that it is overdue or quiet and, one working day later and if it still is, the coordinators. Each mailbox
/// gets one letter with all that is new to it, on working days from eight in the morning in London.
/// </summary>
public sealed partial class RemindLeads(IServiceScopeFactory scopes, CurrentPack pack, IStringLocalizer<LetterWords> words, JobRuns runs, TimeProvider time, ILogger<RemindLeads> logger) : BackgroundService
{
    private const int FromHour = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <summary>Looks once, and says how many letters it wrote.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        if (!time.Today.IsWorkingDay || time.GetUtcNow().InLondon.Hour < FromHour) { return 0; }

        try
        {
            return await RemindAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.IsConflict())
        {
            Log.OtherWasFirst(logger);
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            runs.Fails<RemindLeads>();
            Log.NotReminded(logger, fault.GetBaseException().GetType().Name);
        }

        return 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<RemindLeads>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
                runs.Ended<RemindLeads>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<int> RemindAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        if (await scope.ServiceProvider.GetRequiredService<CurrentPlan>().ReadAsync(stop) is not { } edition) { return 0; }

        var today = time.Today;
        var waiting = edition.Plan.Actions.SelectMany(action => action.LapsesOn(today).Select(lapse => new Waiting(action, lapse))).ToList();
        if (waiting.Count is 0) { return 0; }

        var ids = waiting.Select(one => one.Action.Id).Distinct().ToList();
        var told = await db.Reminders.AsNoTracking().Where(reminder => ids.Contains(reminder.ActionId)).ToListAsync(stop);
        var coordinators = await db.Users.AsNoTracking().Where(member => member.Role == Role.Coordinator).Select(member => member.Email!).Order().ToListAsync(stop);
        var forLeads = waiting.Where(one => one.Action.Mailboxes(pack.Now).Count > 0 && !told.Exists(reminder => reminder.Step is ReminderStep.Lead && one.Is(reminder))).ToList();
        var forCoordinators = waiting.Where(one => coordinators.Count > 0 && !told.Exists(reminder => reminder.Step is ReminderStep.Coordinator && one.Is(reminder)) && (one.Action.Mailboxes(pack.Now).Count is 0
            || told.Exists(reminder => reminder.Step is ReminderStep.Lead && one.Is(reminder) && reminder.On.PlusWorkingDays(1) <= today))).ToList();

        db.Reminders.AddRange(forLeads.Select(one => new Reminder(one.Action.Id, one.Lapse, ReminderStep.Lead, today)));
        db.Reminders.AddRange(forCoordinators.Select(one => new Reminder(one.Action.Id, one.Lapse, ReminderStep.Coordinator, today)));
        List<(NoticeKind, NoticeContent)> letters =
        [
            .. forLeads.SelectMany(one => one.Action.Mailboxes(pack.Now).Select(mailbox => (mailbox, one))).GroupBy(pair => pair.mailbox, pair => pair.one, StringComparer.OrdinalIgnoreCase).Select(mailbox => ToLead(mailbox.Key, [.. mailbox], coordinators)),
            .. forCoordinators.Count > 0 ? coordinators.Select(coordinator => ToCoordinator(coordinator, forCoordinators)) : [],
        ];
        await db.SaveWithLettersAsync(scope.ServiceProvider.GetRequiredService<KeyVault>(), letters, time.GetUtcNow());
        return letters.Count;
    }

    private (NoticeKind, NoticeContent) ToLead(string mailbox, IReadOnlyList<Waiting> actions, List<string> coordinators) => (NoticeKind.ActionsNeedNews, new()
    {
        To = mailbox,
        Words = List(actions),
        By = coordinators.Count > 0 ? string.Join(", ", coordinators) : null,
        DueOn = time.Today.PlusWorkingDays(1),
        Path = "/staff/plan",
    });

    private (NoticeKind, NoticeContent) ToCoordinator(string mailbox, IReadOnlyList<Waiting> actions) =>
        (NoticeKind.ActionsStillNeedNews, new() { To = mailbox, Words = List(actions), Path = "/staff/plan/round" });

    private string List(IReadOnlyList<Waiting> actions) => string.Join('\n', actions.GroupBy(one => one.Action).Select(lapses =>
        $"- {PlanText.Beginning(lapses.Key.Text)} ({string.Join(", ", lapses.Key.Leads.Select(lead => lead.Name))}): {string.Join("; ", lapses.Select(one => Say(one.Lapse)))}"));

    private string Say(Lapse lapse) => lapse.What is Standing.Overdue
        ? words["its day was {0}", lapse.Since.AddDays(-1).InMonth(time.Today)]
        : words["no news since {0}", lapse.Since.AddDays(-Standings.QuietAfterDays).InMonth(time.Today)];

    private sealed record Waiting(PlannedAction Action, Lapse Lapse)
    {
        public bool Is(Reminder reminder) => reminder.IsOf(Action.Id, Lapse);
    }

    private static partial class Log
    {
        [LoggerMessage(1521, LogLevel.Information, "Another process reminded the leads of the plan")]
        public static partial void OtherWasFirst(ILogger logger);

        [LoggerMessage(1522, LogLevel.Warning, "The leads of the plan could not be reminded: {Fault}")]
        public static partial void NotReminded(ILogger logger, string fault);

        [LoggerMessage(1523, LogLevel.Debug, "Nobody is reminded any more")]
        public static partial void Stopped(ILogger logger);
    }
}
