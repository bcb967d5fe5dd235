using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Insight;

/// <summary>What became of the applications for a case review of one year, by the year in which each was made.</summary>
public sealed record ReviewYear(DateOnly From, int NotMet, int Held, int Waiting, int Recommended)
{
    public int Asked => NotMet + Held + Waiting;
}

/// <summary>A year as anybody may read it: what is small is withheld as everywhere (docs/adr/0025).</summary>
public sealed record PublicReviewYear(DateOnly From, PublicCount Asked, PublicCount NotMet, PublicCount Held, PublicCount Waiting, PublicShare Recommended)
{
    public DateOnly Until => From.AddYears(1).AddDays(-1);

    /// <summary>An application is in one of three, so the three and their total are withheld together; of the reviews held, those with recommendations are a share.</summary>
    public static PublicReviewYear Of(ReviewYear year)
    {
        var (parts, asked) = Withholding.Counts([year.NotMet, year.Held, year.Waiting]);
        return new(year.From, asked, parts[0], parts[1], parts[2], Withholding.Shares([new(year.Recommended, year.Held)]).Parts[0]);
    }
}

/// <summary>The years that are over, the latest first, as they stood when this month began.</summary>
public sealed record PublicReviews(DateOnly AsOf, IReadOnlyList<PublicReviewYear> Years);

/// <summary>
/// The table that the Anti-social Behaviour, Crime and Policing Act 2014, s.104, asks of each area. It is put together once a day, and changes with a month,
/// so that nobody can see from one look to the next what somebody has just asked for.
/// </summary>
public sealed class TellReviews(IServiceScopeFactory scopes, CurrentPack pack, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateOnly On, int Pack, PublicReviews Told)? _kept;

    public async Task<PublicReviews> ReadAsync(CancellationToken stop)
    {
        var (today, number) = (time.Today, pack.Number);
        if (_kept is { } kept && (kept.On, kept.Pack) == (today, number)) { return kept.Told; }

        await _one.WaitAsync(stop);
        try
        {
            if (_kept is { } other && (other.On, other.Pack) == (today, number)) { return other.Told; }

            await using var scope = scopes.CreateAsyncScope();
            var asOf = new DateOnly(today.Year, today.Month, 1);
            var told = new PublicReviews(asOf, [.. (await YearsAsync(scope.ServiceProvider.GetRequiredService<HearbackDb>(), asOf, stop)).Select(PublicReviewYear.Of)]);
            _kept = (today, number, told);
            return told;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>The years that were over by then.</summary>
    private async Task<IReadOnlyList<ReviewYear>> YearsAsync(HearbackDb db, DateOnly asOf, CancellationToken stop)
    {
        var rules = pack.Now.Review;
        var running = rules.YearOf(asOf);
        var reviews = await db.Reviews.AsNoTracking().Where(review => review.AskedOn < running)
            .Select(review => new { review.AskedOn, review.IsThresholdMet, review.DecidedOn, review.MetOn, review.OutcomeOn, Recommends = review.Recommendations.Any() }).ToListAsync(stop);
        return [.. reviews.GroupBy(review => rules.YearOf(review.AskedOn)).OrderByDescending(year => year.Key).Select(year =>
        {
            var held = year.Where(review => review.MetOn < asOf).ToList();
            var notMet = year.Count(review => !(review.MetOn < asOf) && review.IsThresholdMet is false && review.DecidedOn < asOf);
            return new ReviewYear(year.Key, notMet, held.Count, year.Count() - held.Count - notMet, held.Count(review => review.Recommends && review.OutcomeOn < asOf));
        })];
    }
}
