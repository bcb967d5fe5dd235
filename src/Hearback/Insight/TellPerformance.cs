using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Insight;

/// <summary>
/// How promises to reporters are kept, as anybody may read it: put together once a day, of months that are over, so that nobody can see from one look to
/// the next that somebody has just reported.
/// </summary>
public sealed class TellPerformance(IServiceScopeFactory scopes, CurrentPack pack, TimeProvider time) : IDisposable
{
    /// <summary>The months that are shown.</summary>
    public const int Months = 12;

    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateOnly On, int Pack, PublicPerformance Told)? _kept;

    public async Task<PublicPerformance> ReadAsync(CancellationToken stop)
    {
        var (today, number) = (time.Today, pack.Number);
        if (_kept is { } kept && (kept.On, kept.Pack) == (today, number)) { return kept.Told; }

        await _one.WaitAsync(stop);
        try
        {
            if (_kept is { } other && (other.On, other.Pack) == (today, number)) { return other.Told; }

            await using var scope = scopes.CreateAsyncScope();
            var figures = scope.ServiceProvider.GetRequiredService<ReadFigures>();
            var thisMonth = new DateOnly(today.Year, today.Month, 1);
            var from = thisMonth.AddMonths(-Months);
            var told = Tell(today, [.. (await figures.FromAsync(from, today, stop)).Where(one => one.Month < thisMonth)], await figures.OverdueThisMorningAsync(today, stop));
            _kept = (today, number, told);
            return told;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A team has a line when as many reports came to it in all these months as may be told of one.</summary>
    public static PublicPerformance Tell(DateOnly today, IReadOnlyList<TeamMonth> figures, IReadOnlyDictionary<string, int> overdue)
    {
        List<string> teams = [.. figures.GroupBy(one => one.Team).Where(team => team.Sum(one => one.Figures.Taken) >= Withholding.Fewest).OrderByDescending(team => team.Sum(one => one.Figures.Taken)).ThenBy(team => team.Key, StringComparer.Ordinal).Select(team => team.Key)];
        var waiting = Withholding.Counts([.. teams.Select(team => overdue.GetValueOrDefault(team)), overdue.Where(one => !teams.Contains(one.Key)).Sum(one => one.Value)]);
        return new()
        {
            AsOf = today,
            Months = [.. figures.GroupBy(one => one.Month).OrderByDescending(month => month.Key).Select(month => PublicMonth.Of(month.Key, teams, [.. month]))],
            Overdue = [.. teams.Append(null).Zip(waiting.Parts, (team, count) => new PublicOverdue(team, count))],
            OverdueInAll = waiting.Total,
        };
    }

    public void Dispose() => _one.Dispose();
}
