using Hearback.Calendar;

namespace Hearback.Plan;

/// <summary>How an action stands on a day. Nobody sets it and nobody can hide it: it follows from dates, updates and state.</summary>
public enum Standing
{
    Overdue,
    Quiet,
    NewDate,
    OnTrack,
    Done,
    Stopped,
}

/// <summary>What keeps people waiting in an action, and the first day on which it did: <see cref="Standing.Overdue"/> or <see cref="Standing.Quiet"/>.</summary>
public sealed record Lapse(Standing What, DateOnly Since);

/// <summary>What the calendar of London says of an action.</summary>
public static class Standings
{
    /// <summary>An open action without an update for so many days is said to be quiet, in public.</summary>
    public const int QuietAfterDays = 28;

    private const int NewDateForDays = 28;

    extension(PlannedAction action)
    {
        /// <summary>The target date or, where there is none yet, the day on which that is looked at again.</summary>
        public DateOnly? DueOn => action.TargetDate ?? action.NoDate?.ReviewOn;

        /// <summary>The day of the latest update or, before the first, the day on which the action came in.</summary>
        public DateOnly LastNewsOn => action.Updates.Select(update => update.On).OfType<DateOnly>().Append(action.AddedOn).Max();

        /// <summary>Open, and its day has passed: on the day itself it is not overdue yet.</summary>
        public bool IsOverdue(DateOnly today) => action.IsOpen && action.DueOn < today;

        /// <summary>The working days that have gone by since the day it was due.</summary>
        public int OverdueWorkingDays(DateOnly today) => action.DueOn is { } due && due < today ? due.WorkingDaysUntil(today) : 0;

        public int DaysWithoutNews(DateOnly today) => today.DayNumber - action.LastNewsOn.DayNumber;

        /// <summary>Open, and nothing was heard for 28 days. An ask is not work that could make progress.</summary>
        public bool IsQuiet(DateOnly today) => action.Kind is ActionKind.Doing && action.IsOpen && action.DaysWithoutNews(today) >= QuietAfterDays;

        /// <summary>What people wait for in it. Another date, or news, and it is another lapse.</summary>
        public IEnumerable<Lapse> LapsesOn(DateOnly today)
        {
            if (action.IsOverdue(today)) { yield return new(Standing.Overdue, action.DueOn!.Value.AddDays(1)); }

            if (action.IsQuiet(today)) { yield return new(Standing.Quiet, action.LastNewsOn.AddDays(QuietAfterDays)); }
        }

        /// <summary>The one thing to say of it: what is missed comes before what is new.</summary>
        public Standing StandingOn(DateOnly today) => action.State switch
        {
            ActionState.Done => Standing.Done,
            ActionState.Stopped => Standing.Stopped,
            ActionState.Planned or ActionState.UnderWay when action.IsOverdue(today) => Standing.Overdue,
            ActionState.Planned or ActionState.UnderWay when action.IsQuiet(today) => Standing.Quiet,
            ActionState.Planned or ActionState.UnderWay when action.EarlierDates is [.., var last] && today.DayNumber - last.ChangedOn.DayNumber < NewDateForDays => Standing.NewDate,
            ActionState.Planned or ActionState.UnderWay => Standing.OnTrack,
        };
    }
}
