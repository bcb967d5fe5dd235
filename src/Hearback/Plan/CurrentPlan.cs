using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Plan;

/// <summary>The edition in force, held in memory for as long as no other was made. Public pages read this and nothing else of the plan.</summary>
public sealed class CurrentPlan(IServiceScopeFactory scopes)
{
    private volatile Edition? _held;

    /// <summary>The latest edition; null before the first.</summary>
    public async Task<Edition?> ReadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var number = await db.Editions.MaxAsync(edition => (int?)edition.Number, stop);
        if (number is null) { return null; }

        if (_held is { } held && held.Number == number) { return held; }

        return _held = await db.Editions.AsNoTracking().SingleAsync(edition => edition.Number == number, stop);
    }
}
