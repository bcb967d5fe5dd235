using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>Why a date that was promised gave way to an earlier one.</summary>
public enum WhyMoved
{
    /// <summary>The report is handled as more urgent.</summary>
    MoreUrgent,

    /// <summary>The reporter answered, so the clock goes on.</summary>
    Answered,
}

/// <summary>
/// A date by which a reporter was to hear from us, and how it ended: they heard, or an earlier date took its place. It is written in the commit
/// that ended it and never changed, so what was missed stands for ever, whoever has the report by then.
/// </summary>
public sealed class Promise
{
    internal Promise(int entry, DateOnly dueOn, DateOnly endedOn, bool firstReply, string team, DateOnly receivedOn, string takenBy) =>
        (Entry, DueOn, EndedOn, FirstReply, Team, ReceivedOn, TakenBy) = (entry, dueOn, endedOn, firstReply, team, receivedOn, takenBy);

    private Promise()
    {
    }

    public Guid ReportId { get; private set; }

    /// <summary>The number of the thread's entry that ended it.</summary>
    public int Entry { get; private set; }

    public DateOnly DueOn { get; private set; }

    /// <summary>The day on which they heard, or on which another date took its place.</summary>
    public DateOnly EndedOn { get; private set; }

    /// <summary>The earlier date that took its place; null when they heard.</summary>
    public DateOnly? MovedTo { get; internal init; }

    public WhyMoved? Why { get; internal init; }

    /// <summary>Whether the first reply was promised, or a next update.</summary>
    public bool FirstReply { get; private set; }

    /// <summary>The team that answers for it: of a missed date whoever had the report when the day ended.</summary>
    public string Team { get; private set; } = "";

    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The team that had the report first.</summary>
    public string TakenBy { get; private set; } = "";

    public bool WasKept => MovedTo is null && EndedOn <= DueOn;
}

/// <summary>How the dates of a report follow from what was said and from the service standard.</summary>
internal static class PromisedDates
{
    /// <summary>The team that had the report when the day ended.</summary>
    public static string TeamAtEndOf(this IEnumerable<ThreadEntry> thread, DateOnly day) => thread.Where(entry => entry.On <= day).MaxBy(entry => entry.Number)!.Team;

    /// <summary>Whether a member has written to the reporter on that day. What is written after it on the same day renews the date and keeps no other.</summary>
    public static bool HeardOn(this IEnumerable<ThreadEntry> thread, DateOnly day) => thread.Any(entry => entry.On == day && entry.IsUpdate);

    /// <summary>The date that the standard gives, counted from where the clock last began.</summary>
    public static DateOnly DueUnder(this Report report, ServiceStandard standard)
    {
        if (report.FirstRepliedOn is null) { return report.ReceivedOn.PlusWorkingDays(standard.FirstReply); }

        var began = report.Thread.Where(entry => entry.IsUpdate || entry.Kind is EntryKind.Reopened).MaxBy(entry => entry.Number)!;
        return began.Author is Author.Reporter
            ? began.On.PlusWorkingDays(standard.FirstReply)
            : report.ClockFrom(began.On).PlusWorkingDays(standard.NextUpdate);
    }

    /// <summary>The day after which the clock runs: this one or, while we wait for the reporter, the last on which it may stand still.</summary>
    public static DateOnly ClockFrom(this Report report, DateOnly day) => report.PausedUntil is { } until && until > day ? until : day;
}

internal sealed class PromiseMapping : IEntityTypeConfiguration<Promise>
{
    public void Configure(EntityTypeBuilder<Promise> builder)
    {
        builder.ToTable("promises");
        builder.HasKey(p => new { p.ReportId, p.Entry });
        builder.Property(p => p.Entry).ValueGeneratedNever();
        builder.Property(p => p.Team).HasMaxLength(40);
        builder.Property(p => p.TakenBy).HasMaxLength(40);
        // The figures of the last year are counted once a day.
        builder.HasIndex(p => p.EndedOn);
    }
}
