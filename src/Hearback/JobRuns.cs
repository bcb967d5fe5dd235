using System.Collections.Concurrent;

namespace Hearback;

/// <summary>How it stands with a job that runs by the clock, in this process since it started.</summary>
public sealed record JobRun(string Job, TimeSpan Every)
{
    /// <summary>When its last turn was over; null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When a turn last did its work.</summary>
    public DateTimeOffset? WorkedAt { get; init; }

    /// <summary>Whether the turn that goes on could not do its work. It tries again at the next.</summary>
    internal bool Fails { get; init; }

    /// <summary>Whether the last turn did its work.</summary>
    public bool IsWell => At == WorkedAt;
}

/// <summary>When each job of this process last ran. It is kept in memory alone: what a job did stands in the database.</summary>
public sealed class JobRuns(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, JobRun> _runs = new();

    public IReadOnlyList<JobRun> All => [.. _runs.Values.OrderBy(run => run.Job, StringComparer.Ordinal)];

    public void Starts<TJob>(TimeSpan every) => _runs.TryAdd(typeof(TJob).Name, new(typeof(TJob).Name, every));

    /// <summary>This turn could not do its work.</summary>
    public void Fails<TJob>() => Change<TJob>(run => run with { Fails = true });

    /// <summary>A turn is over.</summary>
    public void Ended<TJob>()
    {
        var now = time.GetUtcNow();
        Change<TJob>(run => run with { At = now, WorkedAt = run.Fails ? run.WorkedAt : now, Fails = false });
    }

    // Of a job that never started by the clock, as in a test, nothing is kept.
    private void Change<TJob>(Func<JobRun, JobRun> change)
    {
        if (_runs.TryGetValue(typeof(TJob).Name, out var run)) { _runs[run.Job] = change(run); }
    }
}
