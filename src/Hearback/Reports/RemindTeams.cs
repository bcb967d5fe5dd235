using System.Globalization;
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

namespace Hearback.Reports;

/// <summary>
/// Keeps the dates that were promised to reporters in mind: a coming one reminds the member who has the report a working day before, a missed one is
/// told to the team's leads on the next working day and to the coordinators a working day later. Each mailbox gets one letter with all that is
/// new to it, on working days from eight in the morning in London, and each is told once on however many processes this runs.
/// </summary>
public sealed partial class RemindTeams(IServiceScopeFactory scopes, CurrentPack pack, IStringLocalizer<LetterWords> words, JobRuns runs, TimeProvider time, ILogger<RemindTeams> logger) : BackgroundService
{
    private const int FromHour = 8;

    /// <summary>No more are marked in one commit; what is left over is told at the next look.</summary>
    private const int AtOnce = 1000;

    /// <summary>No letter names more; the rest is a number.</summary>
    private const int NamedInLetter = 40;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);
    private DateOnly _warnedOn;

    /// <summary>Looks once, and says how many letters it wrote.</summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        WarnOfHolidays();
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
            runs.Fails<RemindTeams>();
            Log.NotReminded(logger, fault.GetBaseException().GetType().Name);
        }

        return 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runs.Starts<RemindTeams>(LookEvery);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
                runs.Ended<RemindTeams>();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    /// <summary>Once a day: dates counted beyond the known bank holidays may be wrong.</summary>
    private void WarnOfHolidays()
    {
        if (_warnedOn == time.Today || !WorkingDays.Holidays.RunOutSoon(time.Today)) { return; }

        _warnedOn = time.Today;
        Log.HolidaysRunOut(logger, WorkingDays.KnownUntil);
    }

    private async Task<int> RemindAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var today = time.Today;
        var (next, before) = (today.PlusWorkingDays(1), today.MinusWorkingDays(1));

        // Whoever gave a date today knows of it. Somebody who took in a report today is told at eight tomorrow, if it is still unanswered.
        var coming = await WaitingAsync(ClockStep.Coming, report => report.DueOn >= today && report.DueOn <= next && report.ReceivedOn < today
            // On the day on which a reporter is asked whether a service acted, they hear by itself.
            && !db.Handovers.Any(handover => handover.ReportId == report.Id && handover.AskOn == report.DueOn));
        var missed = await WaitingAsync(ClockStep.Lead, report => report.DueOn < today);
        var still = await WaitingAsync(ClockStep.Coordinator, report => report.DueOn < today
            && db.ClockReminders.Any(told => told.ReportId == report.Id && told.DueOn == report.DueOn && told.Step == ClockStep.Lead && told.On <= before));
        if (coming.Count + missed.Count + still.Count is 0) { return 0; }

        var answering = Right.AnswerReports.Roles;
        var members = await db.Users.AsNoTracking().Where(member => answering.Contains(member.Role)).ToListAsync(stop);
        var mailboxes = new Mailboxes(pack.Now, members);
        List<Telling> told =
        [
            .. coming.SelectMany(report => mailboxes.OfWhoeverHas(report).Select(to => new Telling(to, ClockStep.Coming, report))),
            .. missed.SelectMany(report => mailboxes.OfLeads(report).Select(to => new Telling(to, ClockStep.Lead, report))),
            .. still.SelectMany(report => mailboxes.OfCoordinators.Select(to => new Telling(to, ClockStep.Coordinator, report))),
        ];

        // Marked also where nobody could be told: the coordinators hear of it a day later, and a date is not looked at for ever.
        db.ClockReminders.AddRange(coming.Select(report => new ClockReminder(report.Id, report.DueOn, ClockStep.Coming, today)));
        db.ClockReminders.AddRange(missed.Select(report => new ClockReminder(report.Id, report.DueOn, ClockStep.Lead, today)));
        db.ClockReminders.AddRange(still.Select(report => new ClockReminder(report.Id, report.DueOn, ClockStep.Coordinator, today)));
        var letters = told.GroupBy(one => one.To, StringComparer.OrdinalIgnoreCase).Select(mailbox => Write(mailbox.Key, [.. mailbox])).ToList();
        await db.SaveWithLettersAsync(scope.ServiceProvider.GetRequiredService<KeyVault>(), letters, time.GetUtcNow());
        Log.Reminded(logger, coming.Count, missed.Count, still.Count);
        return letters.Count;

        Task<List<Waiting>> WaitingAsync(ClockStep step, System.Linq.Expressions.Expression<Func<Report, bool>> when) => db.Reports.AsNoTracking()
            .Where(report => report.DueOn != null).Where(when)
            .Where(report => !db.ClockReminders.Any(mark => mark.ReportId == report.Id && mark.DueOn == report.DueOn && mark.Step == step))
            .OrderBy(report => report.DueOn).ThenBy(report => report.Id).Take(AtOnce)
            .Select(report => new Waiting(report.Id, report.Reference, report.DueOn!.Value, report.FirstRepliedOn == null, report.Team, report.MemberId)).ToListAsync(stop);
    }

    private (NoticeKind, NoticeContent) Write(string mailbox, IReadOnlyList<Telling> told) => (NoticeKind.DatesPromised, new()
    {
        To = mailbox,
        Words = string.Join("\n\n", told.GroupBy(one => one.Step).OrderByDescending(step => step.Key).Select(step => $"{Heading(step.Key)}\n{List([.. step.Select(one => one.Report)])}")),
        Path = "/staff/reports",
    });

    private string Heading(ClockStep step) => step switch
    {
        ClockStep.Coming => words["These reporters were promised to hear from you by the next working day:"],
        ClockStep.Lead => words["We let these reporters down. Their day has passed, and they have heard nothing:"],
        ClockStep.Coordinator => words["These reporters still have heard nothing, a working day after the lead of the team was told:"],
    };

    private string List(List<Waiting> reports)
    {
        var named = reports.Take(NamedInLetter).Select(report => $"- {report.Reference} ({pack.Now.Team(report.Team)?.Name ?? report.Team}): {What(report)}");
        return string.Join('\n', reports.Count > NamedInLetter ? named.Append(words["- and {0} more", reports.Count - NamedInLetter]) : named);
    }

    private string What(Waiting report) => report.FirstReply
        ? words["first reply by {0}", InFull(report.DueOn)]
        : words["update by {0}", InFull(report.DueOn)];

    private static string InFull(DateOnly day) => day.ToString("dddd d\u00A0MMMM", CultureInfo.GetCultureInfo("en-GB"));

    private sealed record Waiting(Guid Id, Reference Reference, DateOnly DueOn, bool FirstReply, string Team, Guid? MemberId);

    private sealed record Telling(string To, ClockStep Step, Waiting Report);

    /// <summary>Who is told for a report. A lead who left, or a team without one, never makes a miss silent.</summary>
    private sealed class Mailboxes(Pack pack, IReadOnlyList<Member> members)
    {
        public IReadOnlyList<string> OfCoordinators { get; } = [.. members.Where(member => member.Role is Role.Coordinator).Select(member => member.Email!).Order(StringComparer.Ordinal)];

        public IReadOnlyList<string> OfWhoeverHas(Waiting report) =>
            members.FirstOrDefault(member => member.Id == report.MemberId && member.MayAnswer(report.Team)) is { Email: { } email } ? [email] : OfTeam(report.Team);

        public IReadOnlyList<string> OfLeads(Waiting report) =>
            members.Where(member => member.Role is Role.TeamLead && member.IsIn(report.Team)).Select(member => member.Email!).ToList() is { Count: > 0 } leads ? leads : OfTeam(report.Team);

        private IReadOnlyList<string> OfTeam(string code) => pack.Team(code) is { } team ? [team.Email] : OfCoordinators;
    }

    private static partial class Log
    {
        [LoggerMessage(1131, LogLevel.Information, "Told of dates promised to reporters: {Coming} come, {Missed} were missed, {Still} still are")]
        public static partial void Reminded(ILogger logger, int coming, int missed, int still);

        [LoggerMessage(1132, LogLevel.Information, "Another process told of dates promised to reporters")]
        public static partial void OtherWasFirst(ILogger logger);

        [LoggerMessage(1133, LogLevel.Warning, "Nobody could be told of dates promised to reporters, and will be at the next look: {Fault}")]
        public static partial void NotReminded(ILogger logger, string fault);

        [LoggerMessage(1135, LogLevel.Warning, "Bank holidays are known until {Until} only: set Calendar:BankHolidays to a newer file")]
        public static partial void HolidaysRunOut(ILogger logger, DateOnly until);

        [LoggerMessage(1134, LogLevel.Debug, "Nobody is told of dates any more")]
        public static partial void Stopped(ILogger logger);
    }
}
