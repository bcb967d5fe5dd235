using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>Who was told that an action keeps people waiting.</summary>
public enum ReminderStep
{
    Lead,

    /// <summary>One working day after the lead or, where the lead has no mailbox, at once.</summary>
    Coordinator,
}

/// <summary>Says that somebody was told of a lapse, so that they are told once, whatever number of processes looks.</summary>
public sealed class Reminder
{
    internal Reminder(string actionId, Lapse lapse, ReminderStep step, DateOnly today) =>
        (ActionId, What, Since, Step, On) = (actionId, lapse.What, lapse.Since, step, today);

    private Reminder()
    {
    }

    public string ActionId { get; private set; } = "";

    public Standing What { get; private set; }

    public DateOnly Since { get; private set; }

    public ReminderStep Step { get; private set; }

    /// <summary>The day on which they were told.</summary>
    public DateOnly On { get; private set; }

    public bool IsOf(string action, Lapse lapse) => ActionId == action && What == lapse.What && Since == lapse.Since;
}

public static class Reminders
{
    /// <summary>Who was told of what these actions keep people waiting for today. What has been put right since is left out.</summary>
    public static async Task<ILookup<string, Reminder>> RemindersAsync(this HearbackDb db, IEnumerable<PlannedAction> actions, DateOnly today, CancellationToken stop)
    {
        var lapses = actions.ToDictionary(action => action.Id, action => action.LapsesOn(today).ToList());
        var ids = lapses.Where(one => one.Value.Count > 0).Select(one => one.Key).ToList();
        var told = ids.Count is 0 ? [] : await db.Reminders.AsNoTracking().Where(reminder => ids.Contains(reminder.ActionId)).ToListAsync(stop);
        return told.Where(reminder => lapses[reminder.ActionId].Exists(lapse => reminder.IsOf(reminder.ActionId, lapse))).ToLookup(reminder => reminder.ActionId);
    }
}

internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("plan_reminders");
        builder.HasKey(r => new { r.ActionId, r.What, r.Since, r.Step });
        builder.Property(r => r.ActionId).HasMaxLength(40);
    }
}
